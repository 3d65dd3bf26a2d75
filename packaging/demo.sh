# shellcheck shell=bash
# Sourced by ./run: fills a session of three towns through the command-line client, as people would.
# Expects bogen() (profile, then arguments), json_field(), $data and $XDG_CONFIG_HOME.

# shellcheck disable=SC2154 # set by ./run
bogen moderator host "@$data/host-link" >/dev/null
bogen moderator new --language de --json --title 'Zukunft im Saalebogen' --name 'Moderation' \
	--town Saalfeld --town Rudolstadt --town 'Bad Blankenburg' \
	>"$XDG_CONFIG_HOME/session.json"
demo_code=$(json_field code <"$XDG_CONFIG_HOME/session.json")
for topic in 'Unterwegs' 'Zusammenleben' 'Ortsmitte und Handel' 'Energie und Natur'; do
	bogen moderator topic add "$topic" >/dev/null
done

# demo_person PROFILE TOWN NAME [INSTITUTION]
demo_person() {
	bogen "$1" join "$demo_code" --town "$2" --name "$3" ${4:+--institution "$4"} >/dev/null
}
demo_person renate Saalfeld 'Renate Hofmann' 'Seniorenbeirat'
demo_person jonas Saalfeld 'Jonas Fischer'
demo_person ayse Saalfeld 'Ayşe Demir' 'Bäckerei am Markt'
demo_person katrin Rudolstadt 'Katrin Böhme' 'Heinrich-Gymnasium'
demo_person uwe Rudolstadt 'Uwe Lindner'
demo_person linh Rudolstadt 'Linh Trần'
demo_person heike 'Bad Blankenburg' 'Heike Kessler' 'Touristinformation'
demo_person mara 'Bad Blankenburg' 'Mara Wolf'
demo_person dieter 'Bad Blankenburg' 'Dieter Schuster' 'Stadtrat'

# People who only vote: of fewer than five no town's numbers are shown.
demo_crowd=
for name in 'Saalfeld|Peter Lange' 'Saalfeld|Sabine Ernst' 'Saalfeld|Malik Yılmaz' \
	'Rudolstadt|Ute Graf' 'Rudolstadt|Oleh Bondar' 'Rudolstadt|Erika Thiel' \
	'Bad Blankenburg|Karl Busch' 'Bad Blankenburg|Nina Roth' 'Bad Blankenburg|Tom Seidel'; do
	profile=crowd${#demo_crowd}
	demo_person "$profile" "${name%%|*}" "${name#*|}"
	demo_crowd="$demo_crowd$profile "
done

# demo_idea PROFILE TOPIC TITLE TEXT; its number then stands in $idea
demo_idea() {
	idea=$(bogen "$1" idea add "$4" --topic "$2" --title "$3" --json | json_field id)
}
# demo_votes "PROFILE=CHOICE …" on $idea; the crowd mostly agrees
demo_votes() {
	local vote person number=0
	for vote in $1; do
		bogen "${vote%%=*}" vote "$idea" "${vote#*=}" >/dev/null
	done
	for person in $demo_crowd; do
		number=$((number + 1))
		case $(((number * 5 + idea * 3) % 7)) in
		0) bogen "$person" vote "$idea" disagree ;;
		1) bogen "$person" vote "$idea" pass ;;
		*) bogen "$person" vote "$idea" agree ;;
		esac >/dev/null
	done
}

demo_idea jonas 'Unterwegs' 'Ein Takt für drei Städte' \
	'Bus und Bahn zwischen Saalfeld, Rudolstadt und Bad Blankenburg im Halbstundentakt, auch abends und am Wochenende, mit einem gemeinsamen Fahrschein.'
demo_votes 'jonas=agree renate=agree ayse=agree katrin=agree uwe=agree linh=agree heike=agree mara=agree dieter=pass'
bogen renate comment "$idea" 'Wichtig ist, dass der letzte Bus nach dem Theater noch fährt.' >/dev/null
bogen dieter comment "$idea" 'Was kostet uns das im Jahr? Bitte mit dem Landkreis rechnen.' >/dev/null

demo_idea heike 'Unterwegs' 'Radweg ohne Lücke' \
	'Den Saaleradweg zwischen den drei Städten durchgehend asphaltieren und beleuchten, damit man damit auch zur Arbeit fahren kann.'
demo_votes 'jonas=agree ayse=disagree katrin=agree linh=agree heike=agree mara=agree uwe=pass'

demo_idea katrin 'Zusammenleben' 'Jugendrat für den Städtebogen' \
	'Ein gemeinsamer Jugendrat mit eigenem Budget von 20.000 Euro im Jahr. Jede Stadt stellt fünf Mitglieder, gewählt an den Schulen.'
demo_votes 'katrin=agree linh=agree mara=agree jonas=agree dieter=disagree uwe=disagree renate=agree'
bogen mara comment "$idea" 'Bitte auch die mitnehmen, die schon in der Ausbildung sind.' >/dev/null

demo_idea renate 'Zusammenleben' 'Hausarzt auf Rädern' \
	'Eine fahrende Praxis, die jede Woche in den Ortsteilen hält. Die drei Krankenhäuser und die Kassen sollen sich beteiligen.'
demo_votes 'renate=agree ayse=agree uwe=agree heike=agree dieter=agree mara=pass katrin=agree'

demo_idea ayse 'Ortsmitte und Handel' 'Leere Läden für neue Ideen' \
	'Wer einen leeren Laden in der Innenstadt mit Leben füllt, zahlt im ersten Jahr nur die Nebenkosten. Die Städte führen eine gemeinsame Liste der freien Läden.'
demo_votes 'ayse=agree jonas=agree renate=agree katrin=pass uwe=agree linh=agree heike=agree'
bogen uwe comment "$idea" 'In Rudolstadt stehen in der Marktstraße sechs Läden leer. Ich kann eine Liste machen.' >/dev/null

demo_idea dieter 'Ortsmitte und Handel' 'Ein Veranstaltungskalender' \
	'Ein Kalender für alle drei Städte, damit nicht drei Feste am selben Wochenende liegen.'
demo_votes 'dieter=agree heike=agree renate=agree uwe=agree katrin=agree jonas=pass'

demo_idea linh 'Energie und Natur' 'Bürgerenergie auf Schuldächern' \
	'Solaranlagen auf den Dächern unserer Schulen, an denen sich Bürgerinnen und Bürger mit kleinen Beträgen beteiligen können.'
demo_votes 'linh=agree katrin=agree mara=agree jonas=agree ayse=agree dieter=disagree heike=pass'

bogen moderator ballot add --title 'Womit sollen wir anfangen?' --method dots --board Plenum \
	--points 3 --heap 2 --places 3 >/dev/null
bogen moderator ballot open 2 >/dev/null
number=0
for person in jonas renate katrin uwe heike mara $demo_crowd; do
	number=$((number + 1))
	bogen "$person" cast 2 "$((1 + number % 3))=2" "$((4 + number % 4))=1" >/dev/null
done
