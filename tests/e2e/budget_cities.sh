#!/usr/bin/env bash
# What two cities bought: their .pb files counted offline, and one city's votes taken in, counted by the
# server and given out again. The files are not part of the project: without them the test is skipped.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"

data=$(dirname "$(dirname "$(dirname "$here")")")/shared/data/pb
[ -e "$data" ] || {
	echo 'skipped: no ../shared/data'
	exit 77
}
wieliczka=$data/poland_wieliczka_2023.pb
warszawa=$data/poland_warszawa_2019_ochota.pb

# tally FILE OPTION …: the document is then in `output`.
tally() {
	ends_with 0 "$BOGEN" tally "$@" --json
}

# official FILE COLUMN: ids or votes as the file tells them.
official() {
	python3 - "$@" <<'END'
import csv, sys
part, found = None, []
for row in csv.reader(open(sys.argv[1], encoding="utf-8-sig"), delimiter=";"):
    if row[0] in ("META", "PROJECTS", "VOTES"):
        part, head = row[0], None
    elif head is None:
        head = row
    elif part == "PROJECTS":
        at = dict(zip(head, row))
        if sys.argv[2] == "votes":
            found.append((at["project_id"], at["votes"]))
        elif at["selected"] == "1":
            found.append(at["project_id"])
print(sorted(found))
END
}
claim 'Wieliczka 2023: the four outcomes, with either way to decide ties'
for ties in cost-votes name; do
	for expected in 'none 21 450548' 'add1 30 995079 315' 'add1-exhaustive 31 984579 302'; do
		read -r completion count cost per_voter <<<"$expected"
		tally "$wieliczka" --completion "$completion" --ties "$ties"
		is "$(json output "(len(d['winners']), d['cost'])")" "($count, $cost)"
		[ -z "$per_voter" ] || is "$(json output "d['per_voter']")" "$per_voter"
	done
	tally "$wieliczka" --rule greedy --ties "$ties"
	is "$(json output "(len(d['winners']), d['cost'])")" '(23, 998997)'
	tally "$wieliczka" --ties "$ties"
	is "$(json output "sorted(d['winners'])")" "$(official "$wieliczka" selected)"
done

claim 'Warszawa-Ochota 2019: greedy is what the city chose'
tally "$warszawa" --rule greedy
is "$(json output "sorted(d['winners'])")" "$(official "$warszawa" selected)"

claim 'the tallies of both files are those of their votes columns'
for file in "$wieliczka" "$warszawa"; do
	ends_with 0 "$BOGEN" tally "$file" --rule greedy
	is "$(python3 -c 'import sys
print(sorted(tuple(line.split()[:2]) for line in open("output", encoding="utf-8").read().split("\n\n")[0].split("\n")[1:]))')" \
		"$(official "$file" votes)"
done

start_server
claim 'Wieliczka 2023: the votes of a city come in, and its result comes out'
new_session mod Wieliczka
as mod import "$wieliczka" --with-votes --town Wieliczka --json >done.json
is "$(json done.json "(d['ideas'], d['papers'], d['refused'])")" '(64, 6586, {})'
as mod --quiet ballot close 2
as mod --quiet export --format pb -o city.pb
python3 - "$wieliczka" city.pb <<'END'
import csv, sys
def projects(path):
    part, found = None, {}
    for row in csv.reader(open(path, encoding="utf-8-sig"), delimiter=";"):
        if len(row) == 1 and row[0].isupper():
            part, head = row[0], None
        elif part == "PROJECTS" and not head:
            head = row
        elif part == "PROJECTS":
            at = dict(zip(head, row))
            found[at["name"]] = (at["cost"], at["votes"], at["selected"])
    return found
official, ours = map(projects, sys.argv[1:])
assert official == ours, {name for name in official if official[name] != ours.get(name)}
END
as mod --quiet export -o city.json
ends_with 0 as mod tally city.json
says 'the same (6586 papers)' output
