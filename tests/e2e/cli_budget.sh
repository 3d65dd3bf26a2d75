#!/usr/bin/env bash
# Budgets as .pb files, results as tables, and exports that are counted again.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt

long=$(printf 'A very long name %.0s' {1..12})end
cat >small.pb <<END
META
key;value
description;Small money
vote_type;approval
budget;1000,50
rule;greedy
max_length;2
PROJECTS
cost;project_id;name
300.25;a;Benches
500;b;"Trees; ""many"""
700;c;$long
VOTES
voter_id;vote;neighborhood
v1;a,b;saalfeld
v2;b;Rudolstadt
v3;;Saalfeld
v4;c,a;Saalfeld
v5;b;Saalfeld
v6;b;Saalfeld
v7;a;Jena
END

claim 'projects become ideas of a prepared budget ballot'
ends_with 0 as mod import small.pb --dry-run --json
is "$(json output "(d['ideas'], d['ballots'], d['papers'], d['dry_run'])")" '(3, 1, 0, True)'
ends_with 0 as mod import small.pb --board Saalfeld
as mod --quiet export -o first.json
is "$(json first.json "[(b['title'], b['state'], b['budget'], b['budget_rule'], b['picks'], [o['number'] for o in b['options']]) for b in d['ballot'] if b['method'] == 'budget']")" \
	"[('Small money', 'prepared', 100050, 'greedy', 2, [30025, 50000, 70000])]"
is "$(json first.json "[(i['board'], i['text'] == i['title']) for i in d['idea']]")" '[(2, True), (2, True), (2, False)]'
ends_with 6 as mod import small.pb --board Saalfeld
says '--again'

claim 'votes come in by slips of the towns they name'
new_session mod Saalfeld Rudolstadt
ends_with 2 as mod import small.pb --with-votes
says "voter v7: 'Jena' is no town of this session; --town T is for all such"
ends_with 0 as mod import small.pb --with-votes --town Rudolstadt --json
is "$(json output "(d['ideas'], d['slips'], d['papers'], d['refused'])")" '(3, 7, 7, {})'
as mod paper list --json >list.json
is "$(json list.json "[(s['slip'], s['town']) for s in d]")" \
	"[(1, 'Saalfeld'), (2, 'Saalfeld'), (3, 'Saalfeld'), (4, 'Saalfeld'), (5, 'Saalfeld'), (6, 'Rudolstadt'), (7, 'Rudolstadt')]"
budget=$(json list.json "d[0]['ballots'][0]")

claim 'a budget ballot goes out as it came in, without names, and towns of few left out'
ends_with 0 as mod export --format pb -o open.pb
says '3 projects and 7 votes written to open.pb'
as mod --quiet ballot close "$budget"
as mod --quiet export --format pb --ballot "$budget" -o out.pb
for line in 'description;Small money' 'budget;1000.50' 'rule;greedy' 'max_length;2' "$long"; do
	says "$line" out.pb
done
is "$(sed -n '/^VOTES/,$p' out.pb | tail -n +3 | cut -d';' -f2- | sort | tr '\n' ' ')" ' 1 1,2 1,3 2 2 2 '
as mod tally out.pb --rule greedy --json >greedy.json
as mod ballot results "$budget" --json >result.json
is "$(json greedy.json "sorted(d['winners'])")" "$(json result.json "sorted(str(o['idea']) for o in d['options'] if o['decision'] == 'carried')")"
ends_with 6 as mod export --format pb --ballot 1
ends_with 2 as mod export --format xml
for rule in shares= add1=/add1 add1-exhaustive=/add1-exhaustive add1-votes=/add1-votes; do
	as mod ballot add --title "By ${rule%%=*}" --method budget --budget 100 --budget-rule "${rule%%=*}" --option 1=50 --option 2=60 --json >ballot.json
	as mod --quiet ballot open "$(json ballot.json "d['id']")"
	as mod --quiet export --format pb --ballot "$(json ballot.json "d['id']")" -o rule.pb
	is "$(grep '^rule;' rule.pb)" "rule;equalshares${rule#*=}"
	as mod --quiet import rule.pb >output
	as mod ballot list --json >ballots.json
	is "$(json ballots.json "[b['budget_rule'].replace('_', '-') for b in d if b['title'] == 'By ${rule%%=*}']")" "['${rule%%=*}', '${rule%%=*}']"
done

claim 'an import of votes that is killed in the middle goes on, and doubles nothing'
new_session mod Saalfeld Rudolstadt
python3 - <<'END' >many.pb
print("""META
key;value
description;Many
vote_type;approval
budget;100
PROJECTS
project_id;cost;name
1;50;One
2;60;Two
VOTES
voter_id;vote;neighborhood""")
for vote in range(600):
    print(f"{vote};{vote % 2 + 1};{('Saalfeld', 'Rudolstadt')[vote % 3 // 2]}")
END
"$BOGEN" --profile mod --quiet import many.pb --with-votes >output &
importer=$!
others+=("$importer")
noted=0
while [ "$noted" -lt 200 ]; do
	kill -0 "$importer" || wrong 'the import ended too early'
	noted=$(cat config/bogen/mod.import-* 2>/dev/null | wc -l)
	read -r -t 0.02 <> <(:) || true
done
kill -KILL "$importer"
wait "$importer" 2>/dev/null || true
ends_with 0 as mod import many.pb --with-votes --json
says 'Going on with an import'
as mod --quiet export -o many.json
is "$(json many.json "(len(d['slip']), len(d['paper']), sorted(p['choices'][0]['idea'] for p in d['paper']).count(1), len([p for p in d['paper'] if p['town'] == 2]))")" \
	'(600, 600, 300, 200)'

claim 'what is wrong in a budget file is named, and nothing of it is taken'
new_session mod Saalfeld Rudolstadt
sed 's/^500;b/-5;b/' small.pb >wrong.pb
ends_with 2 as mod import wrong.pb
says 'wrong.pb: line 11, column 1'
sed 's/^500;b/0;b/' small.pb >wrong.pb
ends_with 2 as mod import wrong.pb
says 'project b'
sed 's/^500;b/1.005;b/' small.pb >wrong.pb
ends_with 2 as mod import wrong.pb
ends_with 2 as mod import first.json --board Saalfeld
as mod ideas --json >list.json
is "$(json list.json d)" '[]'

claim 'a result goes to a spreadsheet, without what few people said'
for text in 'Cycle path' '=Formula'; do
	as mod --quiet idea add "$text" >output
done
as mod --quiet paper number --town Saalfeld --count 7
as mod --quiet paper number --town Rudolstadt --count 6
as mod ballot add --title Dots --method dots --points 3 --json >ballot.json
dots=$(json ballot.json "d['id']")
as mod --quiet ballot open "$dots"
python3 -c 'print("slip;1;2")
for slip in range(1, 12): print(f"{slip};2;1")' >slips.csv
as mod --quiet paper batch "$dots" slips.csv >output
as mod --quiet ballot close "$dots"
as mod export --format csv --ballot "$dots" >result.csv
python3 - <<'END'
import csv
rows = list(csv.DictReader(open("result.csv", encoding="utf-8-sig"), delimiter=";"))
assert [(r["title"], r["points"], r["rank_people"]) for r in rows] == \
    [("Cycle path", "22", "1"), ("'=Formula", "11", "2")], rows
# Four people of Rudolstadt are too few; all of Saalfeld are left out with them, or one could subtract.
assert all(r[f"{town}: points"] == "" for r in rows for town in ("Saalfeld", "Rudolstadt")), rows
END

claim 'an export is counted again: the same, or where it differs'
as mod --quiet export -o export.json
ends_with 0 as mod tally export.json
says "#$dots Dots: the same (11 papers)" output
as mod tally export.json --ballot Dots --json >tally.json
is "$(json tally.json "(d['same'], [(b['ballot'], b['papers'], b['same']) for b in d['ballots']])")" "(True, [($dots, 11, True)])"
python3 - <<'END'
import json
d = json.load(open("export.json", encoding="utf-8"))
d["result"][0]["sum"] += 1
json.dump(d, open("forged.json", "w", encoding="utf-8"))
d["result"][0]["sum"] = "many"
json.dump(d, open("broken.json", "w", encoding="utf-8"))
END
ends_with 1 as mod tally forged.json
says 'option 1: sum is 23, counted 22' output
ends_with 2 as mod tally broken.json
says 'result[0]: "sum" is wrong'
ends_with 3 as mod tally export.json --ballot Nothing
ends_with 3 as mod tally first.json
