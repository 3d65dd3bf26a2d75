#!/usr/bin/env bash
# A future conference, as in Hamm: open to all, three quarters of a city, tables that are mixed and alike
# in turn. Common ground is what every quarter supports; where they differ is parked and not voted down.
# Afterwards sub-projects with leaders, and a steering circle.
# shellcheck source=tests/e2e/process_lib.sh
. "$(dirname "$0")/process_lib.sh"

# This city wants the dots to end by themselves: it changes a line of the method's file.
cp -r "$here/../../methods" methods
python3 - methods/future-conference.json <<'END_OF_CHANGE'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    method = json.load(file)
next(phase for phase in method["phases"] if phase["key"] == "trend-dots")["ending"] = "lock"
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(method, file, ensure_ascii=False)
END_OF_CHANGE
"$BOGEND" check-method methods/future-conference.json
export BOGEND_METHODS=$folder/methods

hold future-conference de 'Zukunftskonferenz Hamm 2045' Hamm-Mitte Bockum-Hövel Herringen
middle=(Ayla Bernd Carla Dirk)
hoevel=(Emine Frank Gerda Holger)
south=(Ines Jule Karl Lutz)
everybody=("${middle[@]}" "${hoevel[@]}" "${south[@]}")

# seats FILE: who sits at which table, as {table: [[name, town], …]}.
seats() {
	moderator seat list --json >seats.json
	json seats.json "json.dumps({b['title']: [[p['name'], p['town']] for p in b['persons']] for b in d if b['sort'] == 'table'})" >"$1"
}

# towns_at_tables FILE: how many of how many towns sit at each table: [[1, 1, 2], …].
towns_at_tables() {
	json "$1" "sorted(sorted([t for _, t in p].count(t) for t in {t for _, t in p}) for p in d.values())"
}

# first_at FILE TABLE: one who sits there.
first_at() {
	json "$1" "sorted(d['$2'])[0][0]"
}

say 'Alle sind eingeladen'
for name in "${middle[@]}"; do citizen "$name" hamm; done
for name in "${hoevel[@]}"; do citizen "$name" bockum; done
for name in "${south[@]}"; do citizen "$name" herr; done
invitation co.link --role moderator --uses 1
invited Piet co.link

claim 'who only wants to listen sees what all see, and can do nothing'
invitation listen.link --role observer --for 1d
invited Leinwand listen.link
invited Nora listen.link
must_refuse 4 observers_read as Nora idea add 'Ich hätte da auch etwas'
must_refuse 4 observers_read as Nora hand
must_refuse 4 observers_read as Nora ready
sees Nora "['Bockum-Hövel', 'Hamm-Mitte', 'Herringen']" \
	"sorted(b['title'] for b in d if b['sort'] == 'town')" board list
look show

say 'Vorbereitung in den Stadtteilen: Stärken und Schwächen'
adds Ayla 'Viele kommen noch zum Markt' --board Hamm-M
adds Bernd 'Nach sieben ist die Innenstadt leer' --board Hamm-M

claim 'a board that wants approval shows nothing before a moderator lets it through'
look board rules Bockum --approval
adds Emine 'Der Bus fährt abends nicht mehr' --board Bockum
sees Emine waiting "d['hold']" idea show "$id"
must_refuse 3 not_found as Frank idea show "$id"
sees moderation "[$id]" "[i['id'] for i in d]" ideas --waiting
as Piet --quiet approve "$id"
sees Frank 'Emine' "d['author']" idea show "$id"
look board rules Bockum --no-approval

claim 'what is hidden is seen by its author, with the reason, and comes back when it is put right'
adds Lutz 'Der Dezernent ist ein Lügner' --board Herringen
look hide "$id" 'Bitte niemanden beleidigen'
must_refuse 3 not_found as Ines idea show "$id"
sees Lutz "('hidden', 'Bitte niemanden beleidigen')" "(d['hold'], d['reason'])" idea show "$id"
as Lutz --quiet idea edit "$id" 'Auf Briefe an das Rathaus kommt keine Antwort'
as Piet --quiet show-again "$id"
sees Ines 'Auf Briefe an das Rathaus kommt keine Antwort' "d['text']" idea show "$id"

claim 'a locked idea takes no more comments'
as Ines --quiet comment "$id" 'Bei mir auch nicht' >output
look lock "$id"
must_refuse 6 idea_locked as Karl comment "$id" 'Und ich erst'
look unlock "$id"

claim 'who writes too fast is told how long to wait, and the text is not lost'
look board rules Herringen --slow 600
must_refuse 6 too_soon as Lutz idea add 'Und noch etwas' --board Herringen
says 'Und noch etwas'
look board rules Herringen --slow 0

claim 'a troublemaker is sent away and kept out; what he wrote is hidden'
citizen Rolf herr
as Rolf whoami --link >rolf.link
follows Rolf
adds Rolf 'Alles Quatsch hier' --board Herringen
look person remove Rolf
cut_off Rolf 'Die Moderation hat Sie aus dieser Sitzung entfernt.'
must_refuse 4 removed as Rolf join @rolf.link
look hide "$id" 'Kein Beitrag zur Sache'
must_refuse 3 not_found as Ines idea show "$id"

say 'Vergangenheit: gemischte Tische'
is "$(phase_of Plenum)" 'Vergangenheit: Woher kommen wir?'
look timer start
await_row Leinwand "kind == 'board' and row['id'] == 1 and row['timer_end_ms'] > 0"
claim 'at mixed tables all quarters sit together'
look board tables --size 4
seats mixed1
is "$(towns_at_tables mixed1)" '[[1, 1, 2], [1, 1, 2], [1, 1, 2]]'
look seat list
for table in 1 2 3; do
	host=$(first_at mixed1 "Tisch $table")
	moderator --quiet board lead "Tisch $table" "$host"
	adds "$host" "1953: Die Zeche war der größte Arbeitgeber ($table)" --board "Tisch $table" --topic 'In unseren'
	as "$host" --quiet send-up "$id" >output
done
must_refuse 4 not_member as "$(first_at mixed1 'Tisch 2')" idea add 'Falscher Tisch' --board 'Tisch 1'

claim 'the moderator sees which table is done'
for name in $(json mixed1 "' '.join(n for n, _ in d['Tisch 1'])"); do
	as "$name" --quiet ready --board 'Tisch 1'
done
await_row moderation "kind == 'progress' and row['ready'] == 4"
sees Leinwand "[('Tisch 1', 4), ('Tisch 2', 0), ('Tisch 3', 0)]" \
	"[(b['title'], b['ready']) for b in d if b['sort'] == 'table']" board list
look board list

say 'Gegenwart: was auf uns zukommt'
look phase next --timer
adds Ayla 'Der Handel wandert ins Netz'
trade=$id
adds Dirk 'Immer mehr kaufen online'
same=$id
adds Emine 'Es fehlen Leute, die einen Bus fahren'
drivers=$id
adds Ines 'Die Sommer werden heißer'
heat=$id
adds Karl 'Der Kanal wird zum Freizeitort'
as Karl --quiet idea add 'Mieten steigen' >output
as Karl --quiet idea add 'Vereine finden keinen Nachwuchs' >output
must_refuse 6 ideas_limit as Karl idea add 'Ein vierter Trend'
says 'Ein vierter Trend'
look merge "$same" --into "$trade"
sees Dirk "$trade" "d['merged_into']" idea show "$same"

claim 'the last action is undone where nothing stands on it'
look hide "$heat" 'Doppelt'
look undo
sees Bernd None "d['hold']" idea show "$heat"

claim 'hands: the quarter that has spoken less comes first'
as Ayla --quiet hand
as Bernd --quiet hand
as Emine --quiet hand
as Ines --quiet hand
as Jule --quiet hand
as Jule --quiet hand lower
look hand list
for name in Ayla Emine Ines Bernd; do
	moderator hand call --json >called.json
	is "$(json called.json "d['name']")" "$name"
done
must_refuse 6 no_hand moderator hand call
sees Nora Bernd "d[0]['speaker_name']" board list

claim 'all eyes on one idea, and free again'
as Piet --quiet focus idea "$heat"
await_row Leinwand "kind == 'focus' and row and row['idea'] == $heat"
sees Gerda "[(1, $heat)]" "[(f['board'], f['idea']) for f in d]" focus
look focus off
sees Gerda '[]' 'd' focus

say 'Gegenwart: Punkte'
look phase next --timer
must_refuse 6 ballot_not_open as Ayla cast 2 "$trade=1"
look ballot show 2
look ballot open 2
claim 'each has five dots, at most two on one, and can move them; nobody sees any before the end'
must_refuse 6 points_heaped as Ayla cast 2 "$heat=3"
must_refuse 6 points_too_many as Ayla cast 2 "$heat=2" "$trade=2" "$drivers=2"
must_refuse 6 option_foreign as Ayla cast 2 "$same=1"
must_refuse 4 observers_read as Nora cast 2 "$heat=1"
does Ayla cast 2 "$drivers=2" "$heat=2"
for name in "${middle[@]}"; do does "$name" cast 2 "$heat=1" "$trade=2"; done
for name in "${hoevel[@]}"; do does "$name" cast 2 "$heat=1" "$drivers=2"; done
for name in "${south[@]:0:3}"; do does "$name" cast 2 "$heat=2"; done
sees Leinwand "(False, 11, [])" "(d['shown'], d['papers'], d['options'])" ballot results 2
sees moderation "(False, 11, [])" "(d['shown'], d['papers'], d['options'])" ballot results 2
sees moderation "['Lutz']" "[p['name'] for p in d['missing'] if p['town'] == 'Herringen']" ballot missing 2
does Lutz cast 2 "$heat=2"
must_refuse 6 phase_forbids as Karl idea add 'Noch ein Trend'
claim 'when the time is up no more dots are taken, by itself'
look timer 1s
await_row Leinwand "kind == 'board' and row['id'] == 1 and row['locked'] and not row['timer_end_ms']"
must_refuse 6 locked as Ayla cast 2 "$trade=1"
look ballot close 2
# 4 + 4 + 8 dots; 8; 8; of 12 papers with 5 each.
came_to 2 people 'rank, counts' "[[1, {'points': 16, 'givers': 12}], [2, {'points': 8, 'givers': 4}], \
[2, {'points': 8, 'givers': 4}], [4, {'points': 0, 'givers': 0}], [4, {'points': 0, 'givers': 0}], \
[4, {'points': 0, 'givers': 0}]]"
is "$(json results.json "[o['idea'] for o in d['options'][:3]]")" "[$heat, $trade, $drivers]"
sees Leinwand "$heat" "d['options'][0]['idea']" ballot results 2 --rule every-town
look ballot results 2
must_refuse 6 ballot_final moderator ballot open 2

say 'Gegenwart: stolz und bedauernd, jeder Stadtteil für sich'
claim 'tables go along with the plenary, towns and steering circle do not'
look phase next --below
is "$(phase_of 'Tisch 2')" "$(phase_of Plenum)"
is "$(phase_of Herringen)" 'Vorbereiten in der Stadt'
is "$(phase_of Steuerkreis)" 'Steuerkreis: Regeln vereinbaren'
look board tables --size 4
seats alike
is "$(towns_at_tables alike)" '[[4], [4], [4]]'
for table in 1 2 3; do
	speaker=$(first_at alike "Tisch $table")
	adds "$speaker" "Wir helfen einander ($table)" --board "Tisch $table" --topic Stolz
	adds "$speaker" "Wir reden zu selten miteinander ($table)" --board "Tisch $table" --topic Bedauern
done
look focus topic Stolz
sees moderation 'topic' "d[0]['what'].split()[0]" focus
look focus off

say 'Zukunft: wieder gemischt'
look phase next --below
moderator board tables --size 4 --json >tables.json
seats mixed2
is "$(towns_at_tables mixed2)" '[[1, 1, 2], [1, 1, 2], [1, 1, 2]]'
claim 'the program tells how many meet again, and is right'
json mixed1 "json.dumps([d, json.load(open('alike')), json.load(open('mixed2'))])" >rounds
cat >again.py <<'END_OF_COUNT'
import itertools, json
rounds = [{frozenset((a, b)) for people in tables.values()
           for (a, _), (b, _) in itertools.combinations(people, 2)} for tables in json.load(open("rounds"))]
print(len(rounds[2] & (rounds[0] | rounds[1])))
END_OF_COUNT
is "$(json tables.json "d['met_again']")" "$(python3 again.py)"
visions=('Der Kanal ist ein Badestrand' 'Kinder fahren allein mit dem Rad zur Schule' 'Abends um zehn spielt Musik auf dem Markt')
for table in 1 2 3; do
	adds "$(first_at mixed2 "Tisch $table")" "${visions[table - 1]}" --board "Tisch $table"
done
sees moderation 3 "len(d)" ideas --idea-sort 'Zukunftsbild'

say 'Gemeinsamer Boden: finden'
look phase next --below
for table in 1 2 3; do
	moderator --quiet board lead "Tisch $table" "$(first_at mixed2 "Tisch $table")"
done
common() {
	local table=$1
	host=$(first_at mixed2 "Tisch $table")
	adds "$host" "$2" --board "Tisch $table" --topic "$3"
	as "$host" --quiet send-up "$id" >sent
	id=$(tr -d '#' <sent)
}
common 1 'Ein Bus alle 15 Minuten, auch abends' 'Das wollen'
bus=$id
common 2 'Der Markt wird frei von Autos' 'Das wollen'
cars=$id
common 3 'Schatten und Bänke auf jedem Platz' 'Das wollen'
shade=$id
sees moderation "['Das wollen wir alle']" "sorted({i['topic'] for i in d})" ideas --board Plenum --topic 'Das wollen'

say 'Gemeinsamer Boden: prüfen'
look phase next
look ballot open 3
look focus ballot 3
for name in "${middle[@]:0:3}" "${hoevel[@]:0:3}"; do
	does "$name" cast 3 "$shade=yes" "$bus=yes" "$cars=yes"
done
for name in Dirk Holger; do does "$name" cast 3 "$shade=yes" "$bus=no" "$cars=yes"; done
for name in Ines Jule; do does "$name" cast 3 "$shade=yes" "$bus=yes" "$cars=no"; done
does Karl cast 3 "$shade=yes" "$bus=yes" "$cars=abstain"
does Lutz cast 3 "$shade=yes" "$bus=no" "$cars=yes"
as Ines --quiet comment "$cars" 'Wir haben keinen Bus: wie kommen wir hin?' >output

claim 'all see how it stands, and may change what they said as long as it is open'
sees Leinwand "{'yes': 9, 'no': 2, 'abstain': 1}" \
	"next(o['counts'] for o in d['options'] if o['idea'] == $cars)" ballot results 3
does Lutz cast 3 "$shade=yes" "$bus=no" "$cars=abstain"
must_refuse 6 on_ballot moderator merge "$cars" --into "$bus"

claim 'by heads the cars come before the bus; but one quarter does not support it, so it is no common ground'
look ballot close 3
# yes of yes and no: 12 of 12, 8 of 10, 9 of 12; in each quarter 4/4, 3/4, and for the cars 4/4, 4/4, 0/2.
came_to 3 people 'idea, carried, decision' \
	"[[$shade, 3, 'carried'], [$cars, 2, 'carried'], [$bus, 3, 'carried']]"
came_to 3 every-town 'idea, carried, decision' \
	"[[$shade, 3, 'carried'], [$bus, 3, 'carried'], [$cars, 2, 'lost']]"
is "$(json results.json "[round(o['score'], 4) for o in d['options']]")" '[0.8333, 0.6667, 0.5579]'
look ballot results 3 --rule every-town
look move "$cars" --topic Geparkt
sees Ines 'Geparkt: Hier sind wir uneins' "d['topic']" idea show "$cars"
look ideas --board Plenum --topic Geparkt
look focus off

say 'Maßnahmen planen: wer woran weiterarbeiten will'
look phase next --below
claim 'people take places themselves as long as there are any'
look board tables --choice --size 5
look board rules 'Tisch 2' --places 3
look board lead 'Tisch 2' Gerda
# Who led it until now begins there, whoever that was.
as "$(first_at mixed2 'Tisch 2')" --quiet seat 'Tisch 1'
as Frank --quiet seat 'Tisch 2'
as Ines --quiet seat 'Tisch 2'
as Gerda --quiet seat 'Tisch 2'
must_refuse 6 board_full as Dirk seat 'Tisch 2'
look board edit 'Tisch 2' 'Tisch Bus'
adds Gerda 'Fahrplan mit drei Linien entwerfen: Gerda und Frank, bis März' --board 'Tisch Bus' --title 'Fahrplan'
as Gerda --quiet send-up "$id" >sent
plan=$(tr -d '#' <sent)
look seat list

say 'Vorstellen und zusagen'
look phase next
look focus idea "$plan"
for name in "${everybody[@]}"; do
	as "$name" --quiet vote "$plan" agree
done
as Holger --quiet comment "$plan" 'Ich frage bei den Stadtwerken nach' >output
sees Leinwand "(12, 1)" "(d['agree'], d['comments'])" idea show "$plan"
look focus off

say 'Der Steuerkreis'
claim 'each quarter is in the steering circle, and only its members read there'
for name in Carla Holger Karl; do
	moderator --quiet person role "$name" steering
done
look board lead Steuerkreis Carla
is "$(phase_of Steuerkreis)" 'Steuerkreis: Regeln vereinbaren'
adds Holger 'Jedes Teilprojekt berichtet zum Monatsende mit zwei Sätzen' --board Steuerkreis
agreement=$id
as Karl --quiet vote "$agreement" agree
must_refuse 3 not_found as Ayla idea show "$agreement"
must_refuse 3 not_found as Leinwand idea show "$agreement"
must_refuse 3 not_found as Ayla idea add 'Darf ich auch?' --board Steuerkreis
as Holger --quiet stage "$plan" selected

say 'Teilprojekte'
claim 'a sub-project is led by its leader; whoever comes later is invited into it'
moderator --quiet board add 'Teilprojekt Bus' --sort team --places 5 >output
look board lead 'Teilprojekt Bus' Frank
as Gerda --quiet seat 'Teilprojekt Bus'
as Ines --quiet seat 'Teilprojekt Bus'
invitation team.link --role member --town Herringen --board 'Teilprojekt Bus' --uses 1
invited Mia team.link
sees Mia "('member', 'Herringen')" "(d['role'], d['town'])" whoami
adds Mia 'Haltestellen abfahren: Mia, in vier Wochen' --board 'Teilprojekt Bus'
is "$(phase_of 'Teilprojekt Bus')" 'Teilprojekt: planen'
as Frank --quiet phase next --board 'Teilprojekt Bus'
is "$(phase_of 'Teilprojekt Bus')" 'Teilprojekt: arbeiten'
as Mia --quiet comment "$id" 'Erledigt: 14 von 20' >output
as Frank --quiet send-up "$id" >output
as Karl --quiet stage "$plan" running

claim 'whoever becomes an observer can write no more, at once'
look person role Mia observer
must_refuse 4 observers_read as Mia comment "$id" 'Fertig'
look person role Mia member
look board list

say 'Bilanz'
moderator phase goto Bilanz --below >output 2>&1
sees Nora "['Bilanz']" \
	"sorted({b['phase_title'] for b in d if b['sort'] != 'table'})" board list
adds Jule 'Der Bus fährt jetzt bis elf'
as Bernd --quiet vote "$id" agree
must_refuse 6 no_phase moderator phase next
look ideas --board Plenum --sort support

say 'Auch wer kein Handy hat'
claim 'slips are numbered for a quarter; a helper enters them, each once in a ballot'
invitation helper.link --role helper --uses 1
invited Wiebke helper.link --town Herringen
does moderation paper number --town Hamm-Mitte --count 6
does moderation paper number --town Herringen --count 5
does moderation ballot add --title 'Treffen wir uns in zwei Jahren wieder?' --method yesno --quorum 12
opens 4
for slip in 1 2 3; do does Wiebke paper enter 4 "$slip" yes; done
for slip in 4 5 6; do does Wiebke paper enter 4 "$slip" no; done
for slip in 7 8 9 10; do does Wiebke paper enter 4 "$slip" yes; done
does Wiebke paper enter 4 11 abstain
must_refuse 6 slip_used as Wiebke paper enter 4 11 no
does Wiebke paper withdraw 4 11
does Wiebke paper enter 4 11 no
must_refuse 4 not_helper as Ayla paper enter 4 11 yes
must_refuse 4 not_moderator as Wiebke ballot close 4
does Ayla cast 4 yes
claim 'what five or more of a quarter said is for all; a quarter that does not vote carries nothing'
closes 4
sees Nora "({'Hamm-Mitte': (4, 3), 'Bockum-Hövel': (0, 0), 'Herringen': (4, 1)}, 'carried')" \
	"({t: (c['yes'], c['no']) for t, c in d['options'][0]['by_town'].items()}, d['options'][0]['decision'])" \
	ballot results 4
# 8 of 12; 4 of 7 and 4 of 5, in a third quarter nobody: the third root of 5/9 * 5/7 * 1/2.
sees Nora "(0.6667, 2, 'lost', 0.5833)" "(round(d['options'][0]['counts']['yes'] / d['papers'], 4), \
	d['options'][0]['carried'], d['options'][0]['decision'], round(d['options'][0]['score'], 4))" \
	ballot results 4 --rule every-town
moderator --quiet export --format csv --output bilanz.csv
says 'Der Bus fährt jetzt bis elf' bilanz.csv
finish
