#!/usr/bin/env bash
# Merseburg: twenty people of four towns write 43 project profiles in small groups, in steps of
# minutes and from afar, put them in order with a tight budget, and look for money.
# shellcheck source=tests/e2e/process_lib.sh
. "$(dirname "$0")/process_lib.sh"
towns=(Merseburg Leuna 'Bad Dürrenberg' Schkopau)
dimensions=(Grün Produktiv Gerecht)

claim 'twenty people of four towns and their offices are set up in minutes'
hold merseburg de 'Projekte für zwanzig Jahre' "${towns[@]}"
invitation moderator.link --role moderator --uses 1
invited Nora moderator.link
people=(Anke Bodo Celina Dirk Elke Falk Gesa Hanno Ilka Jens
	Kerstin Lutz Maren Norbert Olga Paul Quirin Rita Sven Tanja)
for at in "${!people[@]}"; do
	citizen "${people[at]}" "${towns[at / 5]}" --institution "Amt $((at % 5 + 1))"
done
invitation hall.link --role observer --for 12h
invited Saal hall.link
moderator person add Herta --town Leuna --json >added.json
herta=$(json added.json "d['id']")
say 'Was die Moderation zu Beginn sieht'
look show

say 'Was hier fehlt: fünf Minuten, jede und jeder für sich'
claim 'in silence nobody reads the others; when the time is over all stands there by itself'
does Nora phase goto 'Was hier fehlt' --board Merseburg --timer
sees Saal 'next' "next(b['timer_end_ms'] and b['ending'] for b in d if b['title'] == 'Merseburg')" \
	board list
for name in Anke Bodo Celina; do
	adds "$name" "In unserem Stadtteil fehlt etwas, sagt $name" --board Merseburg
done
for count in 2 3; do adds Anke "Noch ein Bedarf, der $count." --board Merseburg; done
must_refuse 6 ideas_limit as Anke idea add 'Ein vierter' --board Merseburg
sees Bodo 1 'len(d)' ideas --board Merseburg
sees Saal 0 'len(d)' ideas --board Merseburg
expects Dirk "kind == 'board' and row and row['title'] == 'Merseburg' and row['phase'] == 2"
hesitates Elke idea add 'Ein Spielplatz am Fluss' --board Merseburg
does Nora timer 1s --board Merseburg
came
goes_on 6
is "$(json errors "(d['error']['code'], d['error']['text'])")" "('phase_forbids', 'Ein Spielplatz am Fluss')"
is "$(phase_of Merseburg)" 'Was hier am meisten zählt'
sees Elke 5 'len(d)' ideas --board Merseburg
sees Saal 5 'len(d)' ideas --board Merseburg

claim 'a timer that ends while the server lies dead leads on when it is back'
does Nora phase goto 'Was hier fehlt' --board Leuna
adds Falk 'Ein Arzt' --board Leuna
does Nora timer 1s --board Leuna
kill_server
restart_server
await_row Falk "kind == 'board' and row['title'] == 'Leuna' and row['phase'] == 2"
sees Gesa 1 'len(d)' ideas --board Leuna

say 'Steckbriefe in kleinen Gruppen'
claim 'mixed groups of four, two rounds; who leads a table stays, the others meet new people'
does Nora board tables Plenum
as Nora seat list --json >seats.json
json seats.json "'\n'.join('%s %d' % (p['name'], b['board']) for b in d for p in b['persons'])" >first
is "$(json seats.json "(sum(b['people'] for b in d), max(b['people'] for b in d))")" '(21, 4)'
is "$(json seats.json "all(max(b['by_town'].values()) <= 2 for b in d)")" True
read -r host table <first
does Nora board lead "$table" "$host"
profiles=()
# One profile by each who has a device, written at their table.
write_profiles() {
	local person table number=$1
	while read -r person table; do
		[ "$person" != Herta ] || continue
		adds "$person" "Was, wo, Ziel, erster Schritt; von $person" --board "$table" \
			--title "Projekt $person-$1" --topic "${dimensions[$((number++ % 3))]}"
		profiles+=("$id")
	done
}
write_profiles 1 <first
as Nora board tables Plenum --json >tables.json
is "$(json tables.json "(d['round'], d['met_again'])")" '(2, 0)'
as Nora seat list --json >seats.json
json seats.json "'\n'.join('%s %d' % (p['name'], b['board']) for b in d for p in b['persons'])" >second
grep -qx "$host $table" second || wrong 'the host left the table'
write_profiles 2 <second
is "${#profiles[@]}" 40
look seat list
must_refuse 4 not_leader as Rita send-up "${profiles[0]}"
sends_up Nora "${profiles[@]}"
profiles=("${sent[@]}")

say 'Lücken suchen'
claim 'forty profiles stand in the plenary with their towns; three more close the gaps'
does Nora phase next
must_refuse 6 topic_in_use as Nora topic remove Grün
sees Saal "[('Bad Dürrenberg', 10), ('Leuna', 10), ('Merseburg', 10), ('Schkopau', 10)]" \
	"sorted((t, sum(i['town'] == t for i in d)) for t in {i['town'] for i in d})" ideas --board Plenum
adds Tanja 'Ein Radweg an der Saale durch alle vier Orte' --title 'Saaleradweg' --topic Grün
cycle=$id
adds Anke 'Ein gemeinsames Gewerbegebiet am Bahnhof' --title 'Gewerbe am Bahnhof' --topic Produktiv
trade=$id
adds moderation 'Ein Haus, in dem alle sich treffen' --title 'Treffhaus' --topic Gerecht --person "$herta"
house=$id
sees Saal "('Herta', 'Leuna')" "(d['author'], d['town'])" idea show "$house"
sees Saal 43 'len(d)' ideas --board Plenum
look ideas --topic Grün --board Plenum

claim 'what was done too fast is undone, but not what others have built on'
does Nora merge "${profiles[5]}" --into "$cycle"
sees Saal 42 'len(d)' ideas --board Plenum
does Nora undo
sees Saal 43 'len(d)' ideas --board Plenum
adds Bodo 'Ein Versehen' --topic Grün
does Celina comment "$id" 'Das ist doch gut!'
must_refuse 6 built_on as Bodo undo
does Nora hide "$id" 'Kein Steckbrief'
must_refuse 6 hidden_already as Nora hide "$id" 'Noch einmal'

claim 'of two moderators who go on at once one leads, the other is told where all are now'
hesitates moderation phase next
does Nora phase next
goes_on 6
is "$(json errors "d['error']['code']")" phase_moved
says 'Steckbriefe ergänzen'
does Dirk comment "$cycle" 'Tiefbauamt, 5 Jahre, etwa zwei Millionen, Unterhalt 20.000 im Jahr'
does Tanja idea edit "$cycle" 'Ein Radweg an der Saale, 11 km, zwei Millionen' --title 'Saaleradweg'
must_refuse 4 not_yours as Dirk idea edit "$trade" 'Ganz anders'
look idea show "$cycle"

say 'Prioritäten setzen'
claim 'the order depends on the rule, which stands beside it: people, towns, or every town'
does Nora phase next --timer
must_refuse 6 phase_forbids as Anke idea add 'Noch ein Steckbrief'
must_refuse 6 phase_forbids as Anke comment "$cycle" 'Noch ein Wort'
for name in "${people[@]:0:10}"; do does "$name" vote "$trade" agree; done
for name in Kerstin Lutz; do does "$name" vote "$trade" disagree; done
for name in Anke Falk Kerstin Paul; do does "$name" vote "$cycle" agree; done
does Bodo vote "$cycle" disagree
does moderation vote "$house" agree --person "$herta"
for at in "${!people[@]}"; do does "${people[at]}" vote "${profiles[at]}" disagree; done
must_refuse 4 observers_read as Saal vote "$cycle" agree
does Nora ballot close 1
must_refuse 6 ballot_not_open as Tanja vote "$cycle" agree
for rule in people towns every-town; do
	as Nora ballot results 1 --board Plenum --rule "$rule" | sed '/ 0\.[0-4]/d; s/^/  /'
done
order="[o['idea'] for o in d['options'] if o['idea'] in ($cycle, $trade)]"
sees Saal "[$trade, $cycle]" "$order" ballot results 1 --board Plenum --rule people
sees Saal "[$cycle, $trade]" "$order" ballot results 1 --board Plenum --rule towns
sees Saal "[$cycle, $trade]" "$order" ballot results 1 --board Plenum --rule every-town
sees Saal 43 "len(d['options'])" ballot results 1 --board Plenum

say 'Über Strittiges sprechen'
claim 'one disputed profile after the other has all eyes; towns speak in turn; opinions may change'
does Nora phase next
does Nora focus idea "$trade"
for name in Anke Bodo Celina Kerstin; do does "$name" hand; done
look hand list
for name in Anke Kerstin Bodo; do sees Nora "$name" "d['name']" hand call; done
does Nora ballot open 1
does Kerstin vote "$trade" agree
sees Saal "(11, 1)" "(d['agree'], d['disagree'])" idea show "$trade"
does Nora focus off
for name in "${people[@]:0:7}"; do does "$name" ready; done
sees Saal '(7, 21)' "(d[0]['ready'], d[0]['people'])" board list

say 'Auswählen und finanzieren'
claim 'a steering group of the moment marks what comes first; who leaves it can mark no more'
does Nora person role Paul steering
does Paul stage "$cycle" selected
does Paul stage "$trade" selected
does Nora person role Paul citizen
must_refuse 4 not_steering as Paul stage "$house" selected
does Nora ballot close 1
does Nora phase next --below
sees Saal 0 "d[0]['ready']" board list
does Gesa comment "$cycle" 'Förderprogramm Radwege des Landes, Frist im März, 80 Prozent'
does Nora board rules Plenum --slow 600
does Nora phase next
sees Nora 0 "d['slow_s']" board rules Plenum
adds Hanno 'Saaleradweg: Antrag an das Land, Hanno, bis 31. Januar'
sees Saal 'Erster Schritt' "d['sort']" idea show "$id"
does Nora phase next
is "$(phase_of Plenum)" 'Auf Kurs bleiben'
does Hanno comment "$cycle" 'Der Antrag ist gestellt'
must_refuse 6 no_phase as Nora phase next
look show
look ideas --board Plenum --sort support

claim 'the exports have everything, and the data is whole'
moderator --quiet export -o all.json
is "$(json all.json "(len(d['town']), len(d['person']), sum(p['assisted'] for p in d['person']))")" '(4, 24, 1)'
is "$(json all.json "sum(i['stage'] == 'selected' for i in d['idea'])")" 2
is "$(json all.json "sum(l['relation'] == 'sent_up_from' for l in d['link'])")" 40
moderator --quiet export --format csv -o all.csv
grep -q 'Saaleradweg' all.csv || wrong 'the table lacks a profile'
finish
