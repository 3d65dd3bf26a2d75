#!/usr/bin/env bash
# Ballots of every method from preparing to results: every figure below is worked out by hand.
# shellcheck source=tests/e2e/cli_ballots_lib.sh
. "$(dirname "$0")/cli_ballots_lib.sh"

for text in 'A cycle path' 'Benches by the river' 'A night bus'; do idea "$text"; done
a=1 b=2 c=3

claim 'what makes no ballot is said, and nothing is prepared'
ends_with 2 as mod ballot add --method dots
says 'what is asked? --title T'
ends_with 2 as mod ballot add --title Which
says 'how is voted? --method'
ends_with 2 as mod ballot add --title Which --method doting
says 'a method'
ends_with 2 as mod ballot add --title Which --method yesno --threshold 1.5
says 'write a share such as 2/3 or 60%'
ends_with 2 as mod ballot add --title Which --method budget --budget 1.234
says 'without signs between the thousands'
ends_with 2 as mod ballot add --title Which --method dots --points 5 --hidden --live
ends_with 2 as mod ballot add --title Which --method dots --points 1001
ends_with 3 as mod ballot add --title Which --method dots --points 5 --option 77
ends_with 3 as mod ballot add --title Which --method dots --points 5 --voters Bonn
ends_with 2 as mod ballot add --title Which --method dots --points 5 --roles observer
refuses 2 points_missing as mod ballot add --title Which --method dots --option $a
refuses 2 picks_missing as mod ballot add --title Which --method choose --option $a
refuses 2 budget_missing as mod ballot add --title Which --method budget --option "$a=5"
refuses 2 threshold_wrong as mod ballot add --title Which --method yesno --threshold 3/2
refuses 6 secrecy_unfit as mod ballot add --title Which --method opinion --secrecy confidential
refuses 6 option_twice as mod ballot add --title Which --method approval --option $a --option $a
refuses 4 not_moderator as t1 ballot add --title Which --method approval --text 'Not to be added'
as mod ballot list --json >listed
is "$(json listed "[b['id'] for b in d]")" '[1]'

claim 'a ballot is prepared, changed in what is named, shown and removed'
as mod ballot add --title Which --method dots --points 5 --heap 2 --option $a --option $b \
	--text 'A fountain' --places 2 --json >added
is "$(json added "(d['id'], d['ideas'])")" '(2, [4])'
as mod --quiet ballot edit 2 --points 7 --voters Trier --roles citizen,steering --threshold 50%
as t1 ballot show 2 --json >shown
is "$(json shown "(d['title'], d['points'], d['heap'], d['places'], d['voters'], d['roles'])")" \
	"('Which', 7, 2, 2, ['Trier'], ['citizen', 'steering'])"
is "$(json shown "(d['threshold'], d['threshold_of'])")" '(1, 2)'
is "$(json shown "[(o['idea'], o['title']) for o in d['options']]")" \
	"[(1, 'A cycle path'), (2, 'Benches by the river'), (4, 'A fountain')]"
as mod --quiet ballot edit 2 --option $c --voters none --roles none
as t1 ballot show 2 >shown
says 'Who may vote: everybody but observers.' shown
says 'Secrecy: plain: others see counts only. It does not protect from the moderators' shown
as mod ballot show 2 --json >shown
is "$(json shown "[o['idea'] for o in d['options']]")" '[3]'
refuses 6 ballot_prepared as mod ballot missing 2
refuses 6 ballot_not_open as t1 cast 2 $c=1
ends_with 2 as mod ballot edit 2
as mod --quiet ballot remove 2
ends_with 3 as mod ballot show 2

claim 'without options named, the ideas that fit at the opening become so'
as mod --quiet topic add Traffic >output
as mod --quiet move $a $c --topic Traffic
prepare --title 'About traffic' --method approval --topic Traffic
as mod ballot show "$ballot" --json >shown
is "$(json shown "[o['idea'] for o in d['options']]")" '[1, 3]'
as mod --quiet ballot add --title 'Each of them?' --method yesno --topic Traffic >output
as mod ballot show "$(tr -d '#' <output)" >shown
says 'Say yes, no or abstain to each option.' shown
says 'At the opening the ideas that there are then become the options: topic Traffic.' shown
as mod ballot add --title Nothing --method approval --topic Traffic --stage running --json >added
refuses 6 options_missing as mod ballot open "$(json added "d['id']")"

claim 'dots: points are counted, and each wrong paper is refused with its code'
prepare --title 'Where to?' --method dots --points 5 --heap 3 --option $a --option $b --option $c --places 2
refuses 6 points_too_many as t1 cast "$ballot" "$a=3" "$b=3"
refuses 6 points_heaped as t1 cast "$ballot" "$a=4"
refuses 6 option_foreign as t1 cast "$ballot" 4=1
refuses 6 option_twice as t1 cast "$ballot" "$a=1" "$a=1"
refuses 2 usage as t1 cast "$ballot" "$a=many"
refuses 2 usage as t1 cast "$ballot" $a
refuses 6 method_differs as t1 vote $a agree --ballot "$ballot"
refuses 6 method_differs as t1 cast 1 $a=1
refuses 2 usage as t1 cast "$ballot" "$a=1" --withdraw
came t1 "(d['papers'], [x['score'] for x in d['options']])" '(0, [0.0, 0.0, 0.0])'
ends_with 0 as t1 cast "$ballot"
says 'You have not voted yet.' output
says "To vote: bogen cast $ballot $a=2 $b=1"
ends_with 0 as t1 cast "$ballot" "$c=3"
says 'Cast in ballot'
! grep -q replaces errors || wrong 'nothing was there to replace'
ends_with 0 as t1 cast "$ballot" "$a=3" "$b=2"
says 'It replaces the whole of what was cast before.'
as t1 cast "$ballot" --json >own
is "$(json own "(d['voted'], [(c['idea'], c['number']) for c in d['choices']])")" '(True, [(1, 3), (2, 2)])'
for name in t2 t3 t4 t5; do casts $name "$a=3"; done
casts t6 "$b=1"
for name in h1 h2 h3 h4; do casts $name "$b=2" "$c=3"; done
casts h5 "$c=3"
for name in m1 m2; do casts $name "$c=3"; done
casts mod "$a=3"
as mod --quiet cast "$ballot" --withdraw
ends_with 0 as mod cast "$ballot" --withdraw

# Trier   6 papers: a 15 points of 5, b 3 of 2, c 0     Hamm 5: b 8 of 4, c 15 of 5
# Merseburg 2: c 6 of 2                                 13 papers could give 65 points
came mod "[o[i]['counts'] for i in ($a, $b, $c)]" \
	"[{'points': 15, 'givers': 5}, {'points': 11, 'givers': 6}, {'points': 21, 'givers': 7}]"
came mod "[o[i]['score'] for i in ($a, $b, $c)]" '[15/65, 11/65, 21/65]'
came mod "[o[i]['score'] for i in ($a, $b, $c)]" '[15/30/3, (3/30 + 8/25)/3, (15/25 + 6/10)/3]' --rule towns
came mod "[round(o[i]['score'], 6) for i in ($a, $b, $c)]" \
	'[round(x ** (1/3), 6) for x in (6/8 * 1/7 * 1/4, 3/8 * 5/7 * 1/4, 1/8 * 6/7 * 3/4)]' --rule every-town
came mod "o[$a]['by_town']" "{'Trier': {'points': 15, 'givers': 5}, 'Hamm': {'points': 0, 'givers': 0}, 'Merseburg': {'points': 0, 'givers': 0}}"

claim 'who is no moderator is told sums, but not what few people said, nor what follows from it'
came t1 "[o[i]['score'] for i in ($a, $b, $c)]" '[15/65, 11/65, 21/65]'
# Merseburg's two could be found by subtracting if both other towns were shown.
came t1 "o[$c]['by_town']" "{'Trier': {'points': 0, 'givers': 0}, 'Hamm': None, 'Merseburg': None}"
came t1 "[(x['score'], x['rank'], x['carried'], x['least']) for x in d['options']]" '[(None, None, None, None)] * 3' --rule towns
as t1 ballot results "$ballot" --rule towns >shown
says '–: numbers of fewer than 5 people of a town are not shown' shown
says 'So rule towns cannot be told before the closing' shown
says 'The ballot is still open; 13 of about 13 people have voted (Trier 6, Hamm 5, Merseburg 2).' shown

claim 'closed: the result is frozen; ranks and decisions are told to all, figures across towns to moderators'
as mod ballot results "$ballot" --rule towns --json >live
as mod --quiet ballot close "$ballot"
came mod "[(x['idea'], x['rank'], x['score'], x['carried'], x['least']) for x in d['options']]" \
	"[(x['idea'], x['rank'], x['score'], x['carried'], x['least']) for x in json.load(open('live'))['options']]" --rule towns
came t1 "[(x['idea'], x['rank'], x['score'], x['carried'], x['least']) for x in d['options']]" \
	"[(x['idea'], x['rank'], None, None, None) for x in json.load(open('live'))['options']]" --rule towns
as t1 ballot results "$ballot" --rule towns >shown
! grep -q 'cannot be told' shown || wrong 'ranks of a closed ballot are told'
says '–: numbers of fewer than 5 people of a town are not shown' shown
says "Score: the mean of each town's own: the share of the points" shown
as mod export --format csv --ballot "$ballot" >mods.csv
as t1 export --format csv --ballot "$ballot" >table.csv
cmp mods.csv table.csv || wrong 'the table of a moderator tells more than that of others'
came t1 "(d['state'], d['papers'], d['eligible'], d['towns'], d['winners'])" "('closed', 13, 14, 3, [$c, $a])"
came t1 "[o[i]['decision'] for i in ($a, $b, $c)]" "['carried', 'lost', 'carried']"
refuses 6 ballot_not_open as t1 cast "$ballot" "$a=1"

claim 'a ballot whose results were seen all along is opened again, and frozen anew'
refuses 6 ballot_begun as mod ballot edit "$ballot" --text 'Not to be added'
as mod ideas --json >seen
! grep -q 'Not to be' seen || wrong 'an idea was added for a ballot that was refused'
as mod --quiet ballot open "$ballot"
casts t1 --withdraw
as mod --quiet ballot close "$ballot"
came t1 "(d['papers'], o[$a]['score'])" '(12, 12/60)'

claim 'approval: any number of options, a blank paper is a paper'
prepare --title 'Which of them?' --method approval --option $a --option $b
casts t1 $a $b
casts t2 $a "$b=0"
casts h1 --blank
refuses 2 usage as h2 cast "$ballot" "$a=2"
as mod --quiet ballot close "$ballot"
came t1 "[(o[i]['counts']['approvals'], o[i]['score'], o[i]['rank']) for i in ($a, $b)]" '[(2, 2/3, 1), (1, 1/3, 2)]'

claim 'choose: so many at most, and a tie at the last place is named'
prepare --title 'Which two?' --method choose --picks 2 --places 2 --option $a --option $b --option $c
refuses 6 picks_too_many as t1 cast "$ballot" $a $b $c
casts t1 $a $b
casts t2 $a $c
casts h1 $a
as mod --quiet ballot close "$ballot"
came t1 "[(o[i]['counts']['approvals'], o[i]['rank'], o[i]['decision']) for i in ($a, $b, $c)]" \
	"[(3, 1, 'carried'), (1, 2, 'tied'), (1, 2, 'tied')]"
as t1 ballot results "$ballot" >shown
says "#$b and #$c are equal: the 2nd place is not decided." shown

claim 'yesno: exactly half is not enough, a threshold is met exactly, too few papers carry nothing'
prepare --title 'Shall we?' --method yesno
casts t1 yes
casts t2 no
casts h1 abstain
as mod --quiet ballot close "$ballot"
came t1 "(o[0]['counts'], o[0]['score'], o[0]['decision'])" "({'yes': 1, 'no': 1, 'abstain': 1}, 0.5, 'lost')"
prepare --title 'Both?' --method yesno --threshold 2/3 --quorum 3 --option $a --option $b
casts t1 "$a=yes" "$b=yes"
casts h1 "$a=yes" "$b=no"
casts m1 "$a=no"
as mod --quiet ballot close "$ballot"
# a: 2 of 3 people; in towns (1 + 1 + 0)/3; b: 1 of 2, and Merseburg said nothing
came mod "[(o[i]['score'], o[i]['decision'], o[i]['carried']) for i in ($a, $b)]" "[(2/3, 'carried', 2), (0.5, 'lost', 1)]"
came mod "[(o[i]['score'], o[i]['decision']) for i in ($a, $b)]" "[(2/3, 'carried'), (0.5, 'lost')]" --rule towns
came t1 "[(o[i]['score'], o[i]['decision'], o[i]['carried']) for i in ($a, $b)]" "[(2/3, 'carried', None), (0.5, 'lost', None)]"
came t1 "[(o[i]['score'], o[i]['decision']) for i in ($a, $b)]" "[(None, 'carried'), (None, 'lost')]" --rule towns
came t1 "[o[i]['decision'] for i in ($a, $b)]" "['lost', 'lost']" --rule every-town
prepare --title 'All?' --method yesno --quorum 3
casts t1 yes
as mod --quiet ballot close "$ballot"
came t1 "(o[0]['score'], o[0]['decision'], d['winners'])" "(1.0, 'lost', [])"
as t1 ballot results "$ballot" >shown
says 'Nothing is carried: that is fewer than the quorum of 3.' shown

claim 'resistance: the passive option is among them, a missing answer is absent, not 0'
prepare --title 'Which would you bear?' --method resistance --option $a --option $b
refuses 2 usage as t1 cast "$ballot" "$a=11"
casts t1 "$a=1" "$b=9" passive=5
casts t2 "$a=3" passive=5
casts h1 "$a=8" "$b=2" nothing=5
first=$ballot
as mod --quiet ballot close "$ballot"
# a: 12 of 3; b: 11 of 2; nothing: 15 of 3
came t1 "[(o[i]['counts']['resistance'], o[i]['counts']['answers'], o[i]['score'], o[i]['decision']) for i in ($a, $b, 0)]" \
	"[(12, 3, 1 - 12/30, 'carried'), (11, 2, 1 - 11/20, 'lost'), (15, 3, 0.5, None)]"
came mod "[o[i]['score'] for i in ($a, $b)]" '[((1 - 4/20) + (1 - 8/10))/2, ((1 - 9/10) + (1 - 2/10))/2]' --rule towns

claim 'another round shows how the options have moved'
as mod ballot again "$first" --json >added
ballot=$(json added "d['id']")
refuses 6 ballot_prepared as mod ballot again "$ballot"
as mod --quiet ballot open "$ballot"
casts t1 "$a=6" "$b=1" passive=5
as mod --quiet ballot close "$ballot"
came t1 "(d['previous']['ballot'], [(o[i]['rank'], o[i]['before']['rank'], o[i]['before']['score']) for i in ($a, $b, 0)])" \
	"($first, [(3, 1, 0.6), (1, 3, 0.45), (2, 2, 0.5)])"
as t1 ballot show "$ballot" >shown
says "Round 2; the round before was ballot #$first." shown
as t1 ballot results "$ballot" >shown
says '3 (0.450) ↑' shown

claim 'ranking: Schulze ranks, Borda scores, and they may differ'
prepare --title 'In which order?' --method ranking --places 1 --option $a --option $b --option $c
refuses 6 value_wrong as t1 cast "$ballot" "$a=4"
refuses 2 usage as t1 cast "$ballot" --order "$a,,$b"
for name in t1 t2 t3; do casts $name --order "$a,$b,$c"; done
casts h1 "$b=1" "$c=2" "$a=3"
casts h2 --order "$b,$c"
# a is put before each other one by 3 of 5; b has 2·2 + 3·1 = 7 of 10 Borda points, a 3·2 = 6, c 2
came t1 "[(o[i]['counts']['borda'], o[i]['score'], o[i]['rank']) for i in ($a, $b, $c)]" '[(6.0, 0.6, None), (7.0, 0.7, None), (2.0, 0.2, None)]'
as mod --quiet ballot close "$ballot"
came t1 "[(x['idea'], x['rank'], x['score'], x['decision']) for x in d['options']]" \
	"[($a, 1, 0.6, 'carried'), ($b, 2, 0.7, 'lost'), ($c, 3, 0.2, 'lost')]"
came t1 "o[$a]['beats']" "[{'idea': $b, 'papers': 3}, {'idea': $c, 'papers': 3}]"
came t1 "o[$b]['beats']" "[{'idea': $a, 'papers': 2}, {'idea': $c, 'papers': 5}]"

claim 'budget: what six want twice, and four want once, by most votes and by Equal Shares'
prepare --title 'What do we buy?' --method budget --budget 100 --budget-rule shares --option "$a=49.00" --option "$b=50" \
	--text 'A well = deep=40,00'
as mod ballot show "$ballot" --json >shown
well=$(json shown "d['options'][2]['idea']")
is "$(json shown "([o['cost'] for o in d['options']], d['options'][2]['title'], d['budget'])")" "([4900, 5000, 4000], 'A well = deep', 10000)"
for name in t1 t2 t3 t4 t5 t6; do casts $name $a $b; done
for name in h1 h2 h3 h4; do casts $name "$well"; done
came t1 "(d['outcomes'], d['winners'], [x['decision'] for x in d['options']])" '([], None, [None] * 3)'
as mod --quiet ballot close "$ballot"
# Each of 10 has 10. Six pay 49 for a and have 11 left, too little for b at 50; four pay 40 for the
# well. By most votes a and b come first, and 1 is left.
came t1 "[(x['rule'], x['budget_rule'], sorted(x['winners']), x['cost']) for x in d['outcomes'] if x['rule'] == 'people' and x['budget_rule'] in ('greedy', 'shares')]" \
	"[('people', 'greedy', [$a, $b], 9900), ('people', 'shares', [$a, $well], 8900)]"
came t1 "next(x['per_voter'] for x in d['outcomes'] if x['rule'] == 'people' and x['budget_rule'] == 'shares')" '1000 * 10**6'
came t1 "[o[i]['decision'] for i in ($a, $b, $well)]" "['carried', 'lost', 'carried']"
as t1 ballot results "$ballot" >shown
says 'What 100 buys' shown
refuses 6 cost_missing as mod ballot open "$(as mod ballot add --title Free --method budget --budget 5 --option $a --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')"

claim 'what was an option is told of, whatever became of the idea'
as mod --quiet hide $c 'Names a person'
came t1 "sorted(o)" "[$a, $b, $well]"
as mod --quiet ballot list >output
kill_server
"$BOGEND" verify --data data >said
