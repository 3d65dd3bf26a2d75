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

claim 'the town and nobody else gives its dots; how many of them a need has got is seen at the end'
does Nora ballot open 2
must_refuse 4 not_voter as Falk cast 2 1=1
must_refuse 6 points_too_many as Dirk cast 2 1=2 2=2
must_refuse 6 points_heaped as Dirk cast 2 1=3
does Anke cast 2 1=2 2=1
does Bodo cast 2 1=1 2=2
does Celina cast 2 1=1 3=2
does Dirk cast 2 1=2 4=1
sees Bodo "(False, 4)" "(d['shown'], d['papers'])" ballot results 2
sees Nora "['Elke']" "[p['name'] for p in d['missing'] if p['town'] == 'Merseburg']" ballot missing 2
does Elke cast 2 1=1 2=1 5=1
does Nora ballot close 2
look ballot results 2
came_to 2 people 'idea, rank, decision' \
	"[[1, 1, 'carried'], [2, 2, 'carried'], [3, 3, 'carried'], [4, 4, 'lost'], [5, 4, 'lost']]"
is "$(json results.json "[o['counts']['points'] for o in d['options']]")" '[7, 4, 2, 1, 1]'
sees Saal "[7, 4, 2, 1, 1]" "[o['counts']['points'] for o in d['options']]" ballot results 2

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
claim 'what has no cost is not put to the vote; the costs stand beside the projects'
does Nora phase next --timer
must_refuse 6 phase_forbids as Anke idea add 'Noch ein Steckbrief'
must_refuse 6 phase_forbids as Anke comment "$cycle" 'Noch ein Wort'
must_refuse 2 budget_missing as Nora ballot open 6
does Nora ballot edit 6 --budget 4000000
must_refuse 6 cost_missing as Nora ballot open 6
bench=${profiles[0]}
does Nora ballot edit 6 --option "$trade=3600000" --option "$cycle=2000000" --option "$house=1000000" \
	--option "$bench=800000"
does Nora ballot open 6
look ballot show 6

claim 'twenty people tick what they would pay for: 12 the trade, 11 the path, 10 the house, 3 the bench'
wants_trade=' 0 1 2 3 4 5 6 7 8 9 10 11 '
wants_cycle=' 0 1 2 5 6 10 11 12 15 16 17 '
wants_house=' 0 3 4 7 8 9 13 14 18 '
wants_bench=' 1 5 10 '
for at in {0..18}; do
	ticks=()
	[[ $wants_trade != *" $at "* ]] || ticks+=("$trade")
	[[ $wants_cycle != *" $at "* ]] || ticks+=("$cycle")
	[[ $wants_house != *" $at "* ]] || ticks+=("$house")
	[[ $wants_bench != *" $at "* ]] || ticks+=("$bench")
	does "${people[at]}" cast 6 "${ticks[@]}"
done
must_refuse 4 not_assisted as Nora cast 6 "$house" --person Tanja
does Nora cast 6 "$house" --person "$herta"
must_refuse 4 observers_read as Saal cast 6 "$cycle"
must_refuse 6 option_foreign as Tanja cast 6 "${profiles[1]}"
does Nora ballot close 6
must_refuse 6 ballot_not_open as Tanja cast 6 "$cycle"

claim 'most votes first buys one large project; by Equal Shares others get something for their part as well'
# 200,000 for each of 20. Trade: 12 bring 2.4 of 3.6 million. Path: 181,818.18 from each of 11. House: of
# its ten supporters nine have all of theirs. Bench: three with 18,181.82 each, until the last step.
# Everybody's 200,000 could be raised to 300,000; then the 12 buy the trade, and it costs too much.
look ballot results 6
as Saal ballot results 6 --json >results.json
bought() {
	json results.json "next((sorted(o['winners']), o['cost'] // 100) for o in d['outcomes'] \
		if (o['rule'], o['budget_rule']) == ('people', '$1'))"
}
is "$(bought greedy)" "([$trade], 3600000)"
is "$(bought shares)" "([$cycle, $house], 3000000)"
is "$(bought add1)" "([$cycle, $house], 3000000)"
is "$(bought add1_exhaustive)" "([$cycle, $house], 3000000)"
is "$(bought add1_votes)" "([$bench, $cycle, $house], 3800000)"
is "$(json results.json "sorted(d['winners'])")" "[$bench, $cycle, $house]"
is "$(json results.json "[(o['idea'], o['counts']['approvals']) for o in d['options']]")" \
	"[($trade, 12), ($cycle, 11), ($house, 10), ($bench, 3)]"

say 'Über Strittiges sprechen'
claim 'one disputed profile after the other has all eyes; towns speak in turn; opinions may change'
does Nora phase next
does Nora focus idea "$trade"
for name in Anke Bodo Celina Kerstin; do does "$name" hand; done
look hand list
for name in Anke Kerstin Bodo; do sees Nora "$name" "d['name']" hand call; done

claim 'the order depends on the rule, which stands beside it: people, towns, or every town'
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
does Nora ballot open 1
does Kerstin vote "$trade" agree
sees Saal "(11, 1)" "(d['agree'], d['disagree'])" idea show "$trade"
does Nora focus off
for name in "${people[@]:0:7}"; do does "$name" ready; done
sees Saal '(7, 21)' "(d[0]['ready'], d[0]['people'])" board list

claim 'the trade is made smaller, and all vote once more: what they said before does not count again'
does Nora ballot again 6
does Nora ballot edit 7 --option "$trade=1200000" --option "$cycle=2000000" --option "$house=1000000" \
	--option "$bench=800000"
does Nora ballot open 7
for name in "${people[@]:0:12}"; do does "$name" cast 7 "$trade"; done
for name in "${people[@]:12:8}"; do does "$name" cast 7 "$house"; done
does Nora ballot close 7
look ballot results 7
# 12 bring 2.4 million for 1.2; 8 bring 1.6 for 1.0. Path and bench nobody wants.
sees Saal "([$trade, $house], [12, 0, 8, 0])" \
	"(sorted(d['winners'], key=[$trade, $house].index), [o['counts']['approvals'] for o in \
	sorted(d['options'], key=lambda o: [$trade, $cycle, $house, $bench].index(o['idea']))])" ballot results 7

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
