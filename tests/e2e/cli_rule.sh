#!/usr/bin/env bash
# The rule across towns that is announced with a ballot: prepared, told, first in the results, carried
# to other rounds and sessions. Trier has six papers, Hamm five, Merseburg two.
# shellcheck source=tests/e2e/cli_ballots_lib.sh
. "$(dirname "$0")/cli_ballots_lib.sh"

for text in 'A cycle path' 'Benches by the river' 'A night bus'; do idea "$text"; done
a=1 b=2

claim 'who names no rule announces that people count; another word is none'
ends_with 2 as mod ballot add --title Which --method yesno --rule sideways
says 'is not a rule across towns; there is: people, towns, every-town'
prepare --title 'Shall we?' --method yesno
as t1 ballot show "$ballot" --json >shown
is "$(json shown "d['rule']")" people
as t1 ballot show "$ballot" >shown
says 'What counts across the towns: rule people, one person, one vote.' shown

claim 'a rule is announced, changed as long as the ballot is prepared, and told who asks'
as mod ballot add --title Which --method approval --places 1 --option $a --option $b --rule towns --json >added
ballot=$(json added "d['id']")
as t1 ballot show "$ballot" >shown
says 'What counts across the towns: rule towns, towns are equal' shown
as mod --quiet ballot edit "$ballot" --title 'Which one?'
as t1 ballot show "$ballot" --json >shown
is "$(json shown "d['rule']")" towns
as mod --quiet ballot edit "$ballot" --rule every-town
as t1 ballot show "$ballot" --json >shown
is "$(json shown "d['rule']")" every-town
as mod --quiet ballot open "$ballot"
refuses 6 ballot_begun as mod ballot edit "$ballot" --rule people

claim 'the results begin with the announced rule; any other is for comparison'
for name in t1 t2 t3 t4 t5; do casts $name $a; done
casts t6 $a $b
for name in h1 h2 m1 m2; do casts $name $b; done
for name in h3 h4 h5; do casts $name --blank; done
as mod ballot results "$ballot" >shown
says 'Rule every-town: first is what is carried in every town.' shown
says 'This rule was announced, and decides.' shown
as mod --quiet ballot close "$ballot"
# a: 6 of 13 people; in towns (1 + 0 + 0) / 3; the cube root of 7/8 * 1/7 * 1/4.
# b: 5 of 13 people; in towns (1/6 + 2/5 + 1) / 3; the cube root of 2/8 * 3/7 * 3/4.
came t1 "(d['rule'], d['announced'], d['winners'])" "('every-town', 'every-town', [$b])"
came t1 "(d['rule'], d['announced'], d['winners'])" "('people', 'every-town', [$a])" --rule people
came mod "[o[i]['score'] for i in ($b, $a)]" '[(2/8 * 3/7 * 3/4) ** (1/3), (7/8 * 1/7 * 1/4) ** (1/3)]'
as t1 ballot results "$ballot" --rule towns >shown
says 'For comparison only: rule every-town was announced, and decides.' shown

claim 'a table of results begins with what decides, and names the rule'
as mod --quiet export --format csv --ballot "$ballot" -o results.csv
python3 - <<'PY'
import csv
rows = list(csv.DictReader(open("results.csv", encoding="utf-8-sig"), delimiter=";"))
assert [(r["title"], r["rule"], r["decision_every_town"]) for r in rows] == \
    [("Benches by the river", "every_town", "carried"), ("A cycle path", "every_town", "lost")], rows
PY

claim 'another round announces the same rule'
as mod ballot again "$ballot" --json >next.json
as mod ballot show "$(json next.json "d['id']")" --json >shown
is "$(json shown "(d['rule'], d['round'])")" "('every-town', 2)"

claim 'of a budget only what the announced rule buys is announced'
prepare --title 'What do we buy?' --method budget --budget 100 --budget-rule greedy --option "$a=60" --option "$b=70" \
	--rule towns
for name in t1 t2 t3 t4 t5 t6; do casts $name $a; done
for name in h1 h2 h3 h4 m1 m2; do casts $name $b; done
as mod --quiet ballot close "$ballot"
# By people six each, and a costs less; of the towns b has two.
came t1 "(d['rule'], d['winners'])" "('towns', [$b])"
came t1 "d['winners']" "[$a]" --rule people
as t1 ballot results "$ballot" >shown
is "$(grep -c ' \*' shown)" 1
grep -q '^towns  *greedy \*' shown || wrong 'not what was announced'
as mod --quiet export --format pb --ballot "$ballot" -o out.pb
says 'rule;unknown' out.pb
is "$(grep -c "^$b;7000\|^$b;70" out.pb)" 1
is "$(sed -n '/^PROJECTS/,/^VOTES/p' out.pb | grep "^$b;" | grep -o '1$')" 1

claim 'where a town is too small to be told, a confidential ballot is decided by people, and that is said'
prepare --title 'In secret' --method choose --picks 1 --places 1 --option $a --option $b --secrecy confidential \
	--rule every-town
as t1 ballot show "$ballot" >shown
tr '\n' ' ' <shown >line
says 'If only few people of some town vote in this confidential ballot, rule people decides.' line
for name in t1 t2 t3 t4 t5 t6; do casts $name $a; done
for name in h1 h2 h3 h4 h5 m1 m2; do casts $name $b; done
as mod --quiet ballot close "$ballot"
came t1 "(d['rule'], d['announced'], d['winners'], d['towns'])" "('people', 'every-town', [$b], 0)"
as t1 ballot results "$ballot" >shown
says 'Rule every-town was announced, but cannot be told, since only few people of a town have voted: rule people decides.' shown

claim 'an import announces what was announced'
as mod --quiet export -o first.json
is "$(json first.json "[b['rule'] for b in d['ballot']]")" \
	"['people', 'people', 'every_town', 'every_town', 'towns', 'every_town']"
new_session other Bonn
as other --quiet import first.json
as other --quiet export -o second.json
is "$(json second.json "sorted((b['title'], b['rule']) for b in d['ballot'])")" \
	"$(json first.json "sorted((b['title'], b['rule']) for b in d['ballot'])")"
python3 - <<'PY'
import json
d = json.load(open("first.json", encoding="utf-8"))
for ballot in d["ballot"]:
    del ballot["rule"]
json.dump(d, open("old.json", "w", encoding="utf-8"))
PY
new_session third Bonn
as third --quiet import old.json
as third ballot list --json >listed
is "$(json listed "{b['rule'] for b in d}")" "{'people'}"
