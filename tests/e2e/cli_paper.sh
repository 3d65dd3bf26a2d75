#!/usr/bin/env bash
# People without a phone vote by numbered slips, which helpers enter.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt
for text in 'Cycle path' 'Night bus' '<b>Fair & "more"</b>'; do
	as mod --quiet idea add "$text" >output
done
as mod invite --role helper --town Saalfeld >invitation 2>output
as hel --server "$url" --quiet join @invitation --name Helga

# ballot OPTION …: prepares and opens a ballot; sets $ballot.
ballot() {
	as mod ballot add "$@" --json >ballot.json
	ballot=$(json ballot.json "d['id']")
	as mod --quiet ballot open "$ballot"
}

# papers BALLOT: who says what, as moderators' exports tell.
papers() {
	as mod export >export.json
	json export.json "sorted((s['id'], [(c['idea'], c['number']) for c in p['choices']]) for p in d['paper'] for s in d['slip'] if p['ballot'] == $1 and not p['withdrawn'] and s['person'] == p['person'])"
}

claim 'slips are numbered by moderators, town by town'
ends_with 0 as mod paper number --town Saalfeld --count 4
says 'Slips 1 to 4 for Saalfeld' output
ends_with 0 as mod paper number --town Rudolstadt --count 1
says 'Slip 5 for Rudolstadt' output
ends_with 4 as hel paper number --town Saalfeld --count 1
ends_with 2 as mod paper number --town Saalfeld
ends_with 2 as mod paper number --town Saalfeld --count many
ends_with 3 as mod paper number --town Jena --count 1
ends_with 4 as hel paper list

claim 'papers are printed with all that one has to know, and nothing from elsewhere'
ballot --title 'Where to? <i>' --method dots --points 5 --heap 2
dots=$ballot
ends_with 0 as mod paper print --ballot "$dots" --town Saalfeld --slips 2-9 -o papers.html
is "$(grep -c 'class="slip"' papers.html)" 3
for text in '<html lang="en">' 'Slip 2<' 'Where to? &lt;i&gt;' '&lt;b&gt;Fair &amp; &quot;more&quot;&lt;/b&gt;' 'You have 5 points' 'At most 2 points'; do
	says "$text" papers.html
done
! grep -qE '(src|href)=|url\(|@import|Slip 1<|Slip 5<' papers.html || wrong 'the sheet holds what it should not'
ends_with 3 as mod paper print --ballot "$dots" --slips 90-99 -o none.html
[ ! -e none.html ] || wrong 'a sheet without papers was written'
ends_with 4 as hel paper print --ballot "$dots"
as mod --quiet ballot add --title 'Not yet' --method approval >output
ends_with 6 as mod paper print --ballot 'Not yet'

claim 'a helper enters a slip once, withdraws it and enters it anew, and moderates nothing'
ends_with 0 as hel paper enter "$dots" 1 1=2 2=1
ends_with 6 as hel paper enter "$dots" 1 1=2 2=1
says 'Slip 1 has been entered in this ballot already'
ends_with 0 as hel paper withdraw "$dots" 1
says 'What slip 1 said in ballot'
as mod paper list --json >list.json
is "$(json list.json "d[0]['ballots']")" '[]'
ends_with 3 as mod paper withdraw "$dots" 1
says 'nothing is entered for slip 1'
ends_with 0 as hel paper withdraw "$dots" 4
says 'cannot be'
ends_with 0 as hel paper enter "$dots" 1 3=2
is "$(papers "$dots")" '[(1, [(3, 2)])]'
ends_with 6 as hel paper enter "$dots" 2 1=3
ends_with 6 as hel paper enter "$dots" 2 9=1
ends_with 2 as hel paper enter "$dots" 2 1=x
ends_with 2 as hel paper enter "$dots" 2
ends_with 3 as hel paper enter "$dots" 77 1=1
ends_with 0 as hel paper enter "$dots" 2 --blank
ends_with 4 as hel ballot close "$dots"
is "$(papers "$dots")" '[(1, [(3, 2)]), (2, [])]'
as carl --server "$url" --quiet join "$code" --name Carl --town Saalfeld
ends_with 4 as carl paper enter "$dots" 3 1=1

claim 'opinions are entered by slips too, and stay'
ends_with 0 as hel paper enter 1 3 1=agree 2=pass
ends_with 6 as hel paper enter 1 3 1=agree
ends_with 6 as hel paper enter 1 3 1=disagree
as mod paper list --json >list.json
is "$(json list.json "[(s['slip'], s['town'], s['ballots']) for s in d]")" \
	"[(1, 'Saalfeld', [$dots]), (2, 'Saalfeld', [$dots]), (3, 'Saalfeld', [1]), (4, 'Saalfeld', []), (5, 'Rudolstadt', [])]"

claim 'a table with anything wrong is named line by line, and nothing of it is entered'
before=$(papers "$dots")
printf '\xef\xbb\xbfZettel;#1;night bus;3\r\n3;2;;\r\n4;3;;\r\nx;;;\r\n5;ja;;\r\n5;2;2;2\r\n3;1;;\r\n77;1;;\r\n4;1;1;1;1\r\n' >wrong.csv
ends_with 2 as hel paper batch "$dots" wrong.csv
says 'line 3, column B: At most 2 points go on one option.'
says "line 4, column A: 'x' is not the number of a slip"
says "line 5, column B: 'ja'"
says 'line 6: You have 5 points in all.'
says 'line 7: slip 3 stands in line 2 already'
says 'line 9: more cells than the first line has columns'
printf 'slip;1\n77;1\n' >unknown.csv
ends_with 2 as mod paper batch "$dots" unknown.csv
says 'line 2: slip 77 has not been numbered'
ends_with 6 as hel paper batch "$dots" unknown.csv
for headings in 'slip;Tram' '1;2' 'slip;1;Cycle path' 'slip;choices;1' slip; do
	printf '%s\n3;1;1\n' "$headings" >wrong.csv
	ends_with 2 as hel paper batch "$dots" wrong.csv
	says 'line 1'
done
ends_with 3 as hel paper batch "$dots" missing.csv
is "$(papers "$dots")" "$before"

claim 'a table is entered once, however often it is given'
printf '\xef\xbb\xbfZettel;#1;night bus;3\r\n3;2;;\r\n;;;\r\n4;;1;1\r\n5;;;\r\n' >slips.csv
ends_with 0 as hel paper batch "$dots" slips.csv --dry-run
is "$(papers "$dots")" "$before"
as hel paper batch "$dots" slips.csv --json >done.json
is "$(json done.json "(d['slips'], d['entered'], d['existing'], d['conflicts'])")" '(3, 3, 0, [])'
as hel paper batch "$dots" slips.csv --json >done.json
is "$(json done.json "(d['entered'], d['existing'], d['conflicts'])")" '(0, 3, [])'
after=$(papers "$dots")
is "$after" '[(1, [(3, 2)]), (2, []), (3, [(1, 2)]), (4, [(2, 1), (3, 1)]), (5, [])]'
printf 'slip,choices\n3,"1=1 2=1"\n5,\n' >other.csv
as hel paper batch "$dots" other.csv --json >done.json && wrong 'a conflict ended with 0'
is "$(json done.json "(d['entered'], d['existing'], d['conflicts'])")" "(0, 1, [{'line': 2, 'slip': 3}])"
ends_with 6 as mod paper batch "$dots" other.csv
says 'line 2, slip 3: it was entered before with other choices; it stays as it was'
ends_with 0 as mod paper batch "$dots" slips.csv
says '0 papers entered, 3 there already' output
is "$(papers "$dots")" "$after"

claim 'every method is entered from a table, in German words too'
printf 'slip;passiv;1\n1;5;0\n2;;10\n' >resistance.csv
ballot --title R --method resistance --option 1
ends_with 0 as hel paper batch "$ballot" resistance.csv
is "$(papers "$ballot")" '[(1, [(0, 5), (1, 0)]), (2, [(1, 10)])]'
printf 'slip;1;2\n1;ja;Enthaltung\n2;Nein;\n' >yesno.csv
ballot --title Y --method yesno --option 1 --option 2
ends_with 0 as hel paper batch "$ballot" yesno.csv
is "$(papers "$ballot")" '[(1, [(1, 1), (2, 3)]), (2, [(1, 2)])]'
printf 'slip;choices\n1;ja\n2;Nein\n3;enthaltung\n' >question.csv
ballot --title 'Shall we?' --method yesno
question=$ballot
ends_with 0 as hel paper batch "$question" question.csv
printf 'slip;%s\n3;enthaltung\n4;ja\n' 'shall we?' >titled.csv
ends_with 0 as hel paper batch "$question" titled.csv
ends_with 0 as hel paper enter "$question" 5 nein
ends_with 0 as carl cast "$question" enthaltung
ends_with 2 as carl cast "$question" vielleicht
says "'vielleicht' does not fit here; write yes, no or abstain"
is "$(papers "$question")" '[(1, [(0, 1)]), (2, [(0, 2)]), (3, [(0, 3)]), (4, [(0, 1)]), (5, [(0, 2)])]'
printf 'slip;1;2;3\n1;x;X;\n2;ja;nein;-\n' >picks.csv
for method in 'choose --picks 2' approval 'budget --budget 100 --option 1=50 --option 2=50 --option 3=60'; do
	# shellcheck disable=SC2086 # words are meant
	ballot --title P --method $method
	ends_with 0 as hel paper batch "$ballot" picks.csv
	is "$(papers "$ballot")" '[(1, [(1, 1), (2, 1)]), (2, [(1, 1)])]'
done
printf 'slip;1;2;3\n1;2;1;1\n' >ranks.csv
ballot --title K --method ranking
ends_with 0 as hel paper batch "$ballot" ranks.csv
is "$(papers "$ballot")" '[(1, [(1, 2), (2, 1), (3, 1)])]'
printf 'slip;1;2\n4;dafür;Dagegen\n5;pass;\n' >opinions.csv
ends_with 0 as hel paper batch 1 opinions.csv --dry-run
says 'helpers learn only'
ends_with 0 as hel paper batch 1 opinions.csv
ends_with 0 as hel paper batch 1 opinions.csv
says '0 opinions entered, 3 there already' output
ends_with 0 as mod paper batch 1 opinions.csv
printf 'slip;1\n4;dagegen\n' >changed.csv
ends_with 6 as hel paper batch 1 changed.csv
says 'with other choices'
ends_with 6 as mod paper batch 1 changed.csv
as mod export >export.json
is "$(json export.json "sorted(v['choice'] for v in d['vote'])")" "['agree', 'agree', 'disagree', 'pass', 'pass']"

claim 'slips of a confidential ballot give receipts, which find their papers when it is closed'
ballot --title Secret --method approval --secrecy confidential
ends_with 2 as hel paper batch "$ballot" picks.csv
says '--receipts FILE'
ends_with 0 as hel paper batch "$ballot" picks.csv --receipts receipts.csv
says 'delete the file'
is "$(stat -c %a receipts.csv)" 600
cp receipts.csv receipts.before
ends_with 0 as hel paper batch "$ballot" picks.csv --receipts receipts.csv
cmp receipts.csv receipts.before
as hel --quiet paper enter "$ballot" 3 2=1 >check
printf '3;%s\r\n' "$(cat check)" >>receipts.csv
ends_with 6 as mod paper batch "$ballot" picks.csv --receipts second.csv
says 'what it says is sealed'
ends_with 2 as mod paper batch "$dots" slips.csv --receipts second.csv
as mod --quiet ballot close "$ballot"
as mod export >export.json
python3 - "$ballot" <<'END'
import json, sys
d = json.load(open("export.json", encoding="utf-8"))
alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
published = {p["check"]: sorted(c["idea"] for c in p["choices"])
             for p in d["published"] if p["ballot"] == int(sys.argv[1])}
said = {}
for line in open("receipts.csv", encoding="utf-8-sig").read().split()[1:]:
    slip, check = line.split(";")
    number = 0
    for character in check.replace("-", ""):
        number = number * 32 + alphabet.index(character)
    said[int(slip)] = published[f"{number:016x}"]
assert said == {1: [1, 2], 2: [1], 3: [2]}, said
END

claim 'a batch that is killed in the middle goes on, and doubles nothing'
as mod --quiet paper number --town Rudolstadt --count 595
ballot --title Many --method dots --points 3
python3 -c 'print("slip;1;2;3")
for slip in range(1, 601):
    print(f"{slip};{slip % 2};{slip % 3 // 2 + 1};")' >many.csv
# Waits until the batch has noted this many lines.
await_noted() {
	local journal
	while kill -0 "$helper" 2>/dev/null; do
		for journal in config/bogen/hel.papers-*-"$ballot"; do
			[ ! -e "$journal" ] || [ "$(wc -l <"$journal")" -lt "$1" ] || return 0
		done
		read -r -t 0.02 <> <(:) || true
	done
	wrong 'the batch ended too early'
}
for lines in 50 400; do
	"$BOGEN" --profile hel --quiet paper batch "$ballot" many.csv >output &
	helper=$!
	others+=("$helper")
	await_noted "$lines"
	kill -KILL "$helper"
	wait "$helper" 2>/dev/null || true
done
ends_with 0 as hel paper batch "$ballot" many.csv --json
is "$(json output "(d['slips'], d['entered'] + d['existing'], d['conflicts'], d['refused'])")" '(600, 600, [], [])'
is "$(papers "$ballot" | tr -cd '(' | wc -c)" "$((600 + 300 + 600))"

claim 'a ballot that is closed takes no slips, and says so once'
as mod --quiet ballot close "$ballot"
ends_with 6 as hel paper batch "$ballot" many.csv
is "$(wc -l <errors)" 1
! grep -q 'goes on from here' errors || wrong 'a closed ballot is promised to go on'
ends_with 6 as hel paper enter "$ballot" 1 1=1
