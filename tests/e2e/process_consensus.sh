#!/usr/bin/env bash
# Systemic consensus: three towns look for the proposal that meets the least resistance, compare it with
# deciding nothing, improve it, and hold another round. Then a board is elected in confidence.
# shellcheck source=tests/e2e/process_lib.sh
. "$(dirname "$0")/process_lib.sh"

hold consensus de 'Ein gemeinsames Freibad?' Saalfeld Rudolstadt 'Bad Blankenburg'
for name in Anna Bernd; do citizen "$name" Saalfeld; done
for name in Dieter Erika; do citizen "$name" Rudolstadt; done
for name in Gerda Holger; do citizen "$name" 'Bad Blankenburg'; done

say 'Vorschläge sammeln'
does moderation phase goto 'Vorschläge sammeln'
adds Anna 'Ein neues Freibad in Saalfeld' --title Saalfeld
new=$id
adds Dieter 'Das alte Bad in Rudolstadt sanieren' --title Rudolstadt
old=$id
does moderation phase goto 'Erste Runde'
must_refuse 6 phase_forbids as Anna vote "$new" agree

say 'Erste Runde'
claim 'deciding nothing is on the list by itself; a number that is left out is no zero'
opens 2
look ballot show 2
does Anna cast 2 "$new=0" "$old=6" passive=8
does Bernd cast 2 "$new=0" "$old=4" passive=8
does Dieter cast 2 "$new=10" "$old=0" passive=5
does Erika cast 2 "$new=9" "$old=1" passive=5
does Gerda cast 2 "$new=9" passive=3
does Holger cast 2 "$new=8" "$old=9" passive=3
must_refuse 2 usage as Gerda cast 2 "$new=11"
sees Anna "(False, 6)" "(d['shown'], d['papers'])" ballot results 2
closes 2
look ballot results 2
# 20 of 5 people, 36 of 6, deciding nothing 32 of 6: acceptance 0.6, 0.4, 0.4667.
came_to 2 people 'idea, rank, decision' "[[$old, 1, 'carried'], [0, 2, None], [$new, 3, 'lost']]"
is "$(json results.json "[(o['counts']['resistance'], o['counts']['answers'], round(o['score'], 4)) for o in d['options']]")" \
	'[(20, 5, 0.6), (32, 6, 0.4667), (36, 6, 0.4)]'
claim 'in Bad Blankenburg it is worse than nothing: two of three towns carry it'
is "$(json results.json "[o['carried'] for o in d['options']]")" '[2, 0, 1]'

say 'Verbessern, und eine zweite Runde'
does moderation phase goto 'Vorschläge verbessern'
adds Erika 'Das Bad in Rudolstadt sanieren, und ein Bus dorthin' --title 'Rudolstadt mit Bus'
better=$id
does moderation phase goto 'Zweite Runde'
does moderation ballot again 2
opens 3
claim 'the new round asks about the improved proposal too, and forgets what was said before'
must_refuse 6 ballot_not_open as Anna cast 2 "$new=1"
for name in Anna Bernd Gerda; do does "$name" cast 3 "$new=5" "$old=6" "$better=2" passive=8; done
for name in Dieter Erika Holger; do does "$name" cast 3 "$new=9" "$old=3" "$better=1" passive=6; done
closes 3
look ballot results 3
# 9, 27, 42 and 42 of 6 people: acceptance 0.85, 0.55, 0.3 and 0.3; the last is as good as deciding nothing.
came_to 3 people 'idea, rank, decision' "[[$better, 1, 'carried'], [$old, 2, 'lost'], [$new, 3, 'tied'], [0, 3, None]]"
is "$(json results.json "[round(o['score'], 4) for o in d['options']]")" '[0.85, 0.55, 0.3, 0.3]'
claim 'beside each option stands how it did in the round before'
is "$(json results.json "[o.get('before') and (o['before']['rank'], round(o['before']['score'], 4)) for o in d['options']]")" \
	'[None, (1, 0.6), (3, 0.4), (2, 0.4667)]'
is "$(json results.json "[o['carried'] for o in d['options']]")" '[3, 3, 1, 0]'

say 'Vertraulich: soll ein Verein das Bad betreiben?'
claim 'nothing is seen before the closing; then all papers are published, and each finds the own one'
does moderation ballot add --title 'Gründen wir einen Verein?' --method yesno --threshold 2/3 \
	--secrecy confidential --quorum 5
opens 4
for name in Anna Bernd Dieter Erika; do does "$name" cast 4 yes; done
does Gerda cast 4 no
does Holger cast 4 abstain
does Gerda cast 4 yes
kill_server
restart_server
does Bernd cast 4 no
sees moderation "(False, 6)" "(d['shown'], d['papers'])" ballot results 4
closes 4
look ballot published 4
# Anna, Dieter, Erika, Gerda yes; Bernd no; Holger abstains: 4 of 5.
came_to 4 people 'counts, decision' "[[{'yes': 4, 'no': 1, 'abstain': 1}, 'carried']]"
for name in Anna Bernd Gerda Holger; do does "$name" ballot check 4; done
moderator --quiet export -o all.json
is "$(json all.json "[p['choices'] for p in d['paper'] if p['ballot'] == 4]")" "$(json all.json "[[]] * 6")"
is "$(json all.json "sorted(p['town'] for p in d['published'])")" '[0, 0, 0, 0, 0, 0]'
moderator tally all.json >output
finish
