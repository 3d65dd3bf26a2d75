#!/usr/bin/env bash
# Export and import: what goes out comes in again, exactly.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt 'Bad Blankenburg'
as mod whoami --link >return.link
as first --quiet join @return.link >output
as anna --server "$url" --quiet join "$code" --name Anna --town Saalfeld >output
as bea --server "$url" --quiet join "$code" --name 'Bea "B"; =1' --town Rudolstadt --institution School >output
as mod topic add 'Traffic' >output
as mod person add Herta --town Bad >output
as anna idea add $'=SUM(A1)\nand "more"; 👨‍👩‍👧' --title '@home' --topic Traffic >output
as bea idea add 'Night bus' --board Saalfeld >output
as mod idea add 'From the chair' >output
as mod idea add 'For Herta' --person 4 --board Bad >output
as bea comment 1 $'Good\nidea' >output
as mod comment 2 'Chair' >output
as mod --quiet idea link 2 part-of 1
for vote in 'anna 1 agree' 'anna 2 disagree' 'bea 1 pass' 'bea 3 agree' 'mod 1 disagree' 'mod 4 agree'; do
	read -r name idea choice <<<"$vote"
	as "$name" --quiet vote "$idea" "$choice"
done
as mod --quiet vote 2 agree --person 4

claim 'an export holds every logged row with the names of rows.def'
as mod --quiet export -o first.json
is "$(stat -c %a first.json)" 600
as mod export >piped.json
cmp first.json piped.json
is "$(json first.json "sorted(d)")" \
	"['ballot', 'board', 'comment', 'focus', 'hand', 'idea', 'idea_sort', 'invitation', 'link', 'listing', 'outcome', 'paper', 'person', 'phase', 'published', 'ready', 'result', 'score', 'seat', 'session', 'slip', 'topic', 'town', 'turns', 'vote']"
is "$(json first.json "d['vote'][0]")" "{'ballot': 1, 'idea': 1, 'person': 1, 'choice': 'disagree', 'town': 0}"
is "$(json first.json "d['phase'][0]['allows']")" "['ideas', 'comments', 'votes']"
is "$(json first.json "len(d['vote'])")" 7

claim 'an import into a new session gives the same session, but for numbers'
new_session mod Rudolstadt
as mod import first.json --dry-run --json >dry.json
is "$(json dry.json "(d['towns'], d['people'], d['ideas'], d['votes'], d['dry_run'])")" '(2, 3, 4, 7, True)'
as mod ideas --json >list.json
is "$(json list.json d)" '[]'
as mod import first.json --json >done.json
is "$(json done.json "(d['towns'], d['people'], d['ideas'], d['comments'], d['links'], d['votes'], d['refused'])")" \
	'(2, 3, 4, 2, 1, 7, {})'
as mod --quiet export -o second.json
python3 "$here/cli_same_session.py" first.json second.json

claim 'the results are the same by every rule'
for rule in people towns every-town; do
	as mod ballot results 1 --rule $rule --json >result.json
	json result.json "sorted((o['title'], round(o['score'], 9), o['rank']) for o in d['options'])" >second.txt
	as first ballot results 1 --rule $rule --json >result.json
	json result.json "sorted((o['title'], round(o['score'], 9), o['rank']) for o in d['options'])" |
		cmp - second.txt
done

claim 'the same file is not taken twice, unless that is asked for'
ends_with 6 as mod import first.json
as mod --quiet export -o third.json
cmp second.json third.json
ends_with 0 as mod --quiet import first.json --again
as mod ideas --json >list.json
is "$(json list.json 'len(d)')" 8

claim 'ideas go to a spreadsheet with formulas defused'
new_session mod Rudolstadt
as mod --quiet import first.json >output
as mod export --format csv >ideas.csv
python3 - <<'END'
import csv
raw = open("ideas.csv", "rb").read()
assert raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))
assert rows[0] == "id;title;text;topic;board;author;town;stage;comments;agree;disagree;pass;hold;reason;merged_into;sent_up_to".split(";")
first = next(row for row in rows if row[1] == "'@home")
assert first[2].startswith("'=SUM(A1)\nand \"more\"; "), first
assert first[8:] == ["1", "1", "1", "1", "", "", "", ""], first
assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for row in rows for cell in row)
END

claim 'ideas come from a spreadsheet, with their authors'
new_session mod Rudolstadt
printf '\xef\xbb\xbfTitle;Text;Topic;Town;Author\r\n;"one; ""x""";Traffic;Rudolstadt;Anna\r\n;two;Traffic;Jena;Anna\r\n;three;;Jena;\r\n;mine;;;\r\n' >table.csv
as mod import table.csv --json >done.json
is "$(json done.json "(d['towns'], d['topics'], d['people'], d['ideas'])")" '(1, 1, 3, 4)'
as mod ideas --json >list.json
is "$(json list.json "sorted((i['text'], i['topic'], i['town'], i['author']) for i in d)")" \
	"$(python3 -c 'print(sorted([("one; \"x\"", "Traffic", "Rudolstadt", "Anna"), ("two", "Traffic", "Jena", "Anna"), ("three", None, "Jena", "Jena"), ("mine", None, None, "Moderator")], key=lambda row: row[0]))')"
as mod export --format csv >again.csv
new_session mod Rudolstadt
ends_with 2 as mod import again.csv --dry-run
says 'row 4: Moderator needs a town'
as mod --quiet import again.csv --dry-run --town Rudolstadt --json >dry.json
is "$(json dry.json "d['ideas']")" 4

claim 'what is for few, held back, merged, selected or locked is so after an import too'
new_session mod Saalfeld
as mod --quiet board add Traffic --sort team --members >output
for text in 'For the team' 'Rude' 'One' 'Two' 'Chosen'; do
	as mod --quiet idea add "$text" >output
done
as mod --quiet move 1 --board Traffic
as mod --quiet hide 2 'Names a person'
as mod --quiet comment 5 'Rude too' >output
as mod --quiet hide --comment 1 'Off the subject'
as mod --quiet merge 3 --into 4
as mod --quiet stage 5 selected
as mod --quiet lock 5
as mod --quiet export -o steered.json
as mod --quiet export --format csv -o steered.csv
new_session mod Saalfeld
as mod --quiet import steered.json --json >done.json
is "$(json done.json "(d['boards'], d['hidden_ideas'], d['hidden_comments'], d['merged'], d['stages'], d['locked'], d['refused'])")" \
	'(1, 1, 1, 1, 1, 1, {})'
as mod ideas --all --json >list.json
is "$(json list.json "sorted((i['text'], i['board'], i['hidden'], i['reason'], i['merged_into'] is None, i['stage'], i['locked']) for i in d)")" \
	"[('Chosen', 'Plenary', False, '', True, 'selected', True), ('For the team', 'Traffic', False, '', True, 'idea', False), ('One', 'Plenary', False, '', False, 'idea', False), ('Rude', 'Plenary', True, 'Names a person', True, 'idea', False), ('Two', 'Plenary', False, '', True, 'idea', False)]"
as newcomer --server "$url" --quiet join "$code" --name Nora --town Saalfeld >output
as newcomer ideas --all --json >list.json
is "$(json list.json "sorted(i['text'] for i in d)")" "['Chosen', 'One', 'Two']"

claim 'questions in other words come along into a session of the same method, and into no other'
new_session mod Saalfeld
as mod --quiet phase edit 1 --title Begin --prompt 'What does our valley need?' --what-to-do '' --minutes 45
as mod --quiet export -o asked.json
new_session mod Saalfeld
as mod --quiet import asked.json >output
as mod phase show --json >phase.json
is "$(json phase.json "(d['title'], d['prompt'], d['help'], d['minutes'])")" "('Begin', 'What does our valley need?', '', 45)"
as mod new --title T --method dots --town Saalfeld >output
as mod --quiet import asked.json >output
as mod phase show --json >phase.json
is "$(json phase.json "(d['title'], d['minutes'])")" "('Write cards', 10)"

claim 'a spreadsheet says what is held back, and what it says so is hidden again'
grep -q ';hidden;"Names a person";' steered.csv || wrong 'the spreadsheet does not say what is hidden'
new_session mod Saalfeld
as mod --quiet import steered.csv --town Saalfeld --json >done.json
is "$(json done.json "(d['ideas'], d['hidden_ideas'])")" '(5, 1)'

claim 'ballots are held again, and it is said where the result is another'
new_session mod Saalfeld Rudolstadt
for text in One Two; do
	as mod --quiet idea add "$text" >output
done
as mod --quiet paper number --town Saalfeld --count 2 >output
as mod --quiet paper number --town Rudolstadt --count 1 >output
for options in '--title Dots --method dots --points 3' '--title Sealed --method approval --secrecy confidential' \
	'--title Later --method ranking --board Saalfeld --voters Rudolstadt --option 2'; do
	# shellcheck disable=SC2086 # words are meant
	as mod --quiet ballot add $options >output
done
as mod --quiet ballot open 2
as mod --quiet ballot open 3
for slip in 1 2 3; do
	as mod --quiet paper enter 2 "$slip" 1=2 2=1
	as mod --quiet paper enter 3 "$slip" 1=1 >output
done
as mod --quiet paper withdraw 2 3
as mod --quiet paper enter 2 3 2=3
as mod --quiet cast 3 2=1 >output 2>&1
as mod --quiet ballot close 2
as mod --quiet ballot close 3
as mod --quiet export -o decided.json
ends_with 0 as mod tally decided.json
new_session mod Saalfeld Rudolstadt
as mod import decided.json --dry-run --json >dry.json 2>errors
is "$(json dry.json "(d['ballots'], d['slips'], d['papers'], d['results'])")" '(3, 3, 3, [])'
as mod import decided.json --json >done.json 2>errors
says "'Sealed' was confidential"
is "$(json done.json "(d['ballots'], d['slips'], d['papers'], d['refused'], [(r['title'], r['same']) for r in d['results']])")" \
	"(3, 3, 3, {}, [('Dots', True)])"
as mod --quiet export -o again.json
ends_with 0 as mod tally again.json
is "$(json again.json "[(b['title'], b['state'], b['secrecy'], [o['idea'] for o in b['options']], len(b['voters'])) for b in d['ballot'][1:]]")" \
	"[('Dots', 'closed', 'plain', [1, 2], 0), ('Sealed', 'prepared', 'confidential', [1, 2], 0), ('Later', 'prepared', 'plain', [2], 1)]"
new_session mod Saalfeld Rudolstadt 'Bad Blankenburg'
as mod import decided.json --json >done.json 2>errors
says "'Dots' has another result than in the file:"
says 'score_every_town'
is "$(json done.json "[r['same'] for r in d['results']]")" '[False]'
