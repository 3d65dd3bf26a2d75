#!/usr/bin/env bash
# Two people and a moderator in one session, each by the command line.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server

claim 'a host creates a session and is its moderator'
new_session mod Saalfeld Rudolstadt 'Bad Blankenburg'
as mod whoami --json >me.json
is "$(json me.json "(d['person'], d['role'], d['town'])")" "(1, 'moderator', None)"
[[ $code =~ ^[0-9A-Z]{4}-[0-9A-Z]{4}$ ]] || wrong "the code is $code"
is "$(json session.json "d['join_url']")" "$url/j/$code"

claim 'people join by code and by link, for a town named by its beginning'
as anna --server "$url" join "${code,,}" --name Anna --town rud --json >me.json
is "$(json me.json "(d['name'], d['role'], d['town'])")" "('Anna', 'citizen', 'Rudolstadt')"
as bea join "$url/j/$code" --name Bea --town 3 --institution School --json >me.json
is "$(json me.json "d['town']")" 'Bad Blankenburg'

claim 'a town that is missing or unknown is explained with the towns there are'
ends_with 2 as carl --server "$url" join "$code" --name Carl
says 'Saalfeld, Rudolstadt, Bad Blankenburg'
ends_with 3 as carl --server "$url" join "$code" --name Carl --town Jena
says 'Saalfeld, Rudolstadt, Bad Blankenburg'

claim 'who watches is told what the others do'
mkfifo seen
"$BOGEN" --profile anna watch >seen 2>/dev/null &
others+=($!)
watcher=$!
exec 4<seen
mkfifo rows
"$BOGEN" --profile anna watch --json >rows 2>/dev/null &
others+=($!)
exec 5<rows
head -n 1 <&5 >first
python3 -m json.tool <first >/dev/null
as bea idea add $'A cycle path\nalong the river' --title Path --json >added
is "$(json added "d['id']")" 1
await 'idea #1 (Bea, Bad Blankenburg): Path'
as anna comment '#1' 'Our school would join in' --json >added
is "$(json added "d['id']")" 1
await 'comment #1 on idea #1 (Anna): Our school would join in'
as bea --quiet vote 1 agree
as anna --quiet vote 1 disagree
await 'idea #1: 1 agree, 1 disagree, 0 pass'
as anna --quiet vote 1 agree
await 'idea #1: 2 agree, 0 disagree, 0 pass'
timeout 30 grep -q -m1 '"kind":"comment","key":\[1\],"row":{"id":1,' <&5 || wrong 'no row of the comment'

claim 'a watcher that is interrupted ends with 130'
kill -INT "$watcher"
wait "$watcher" && got=0 || got=$?
is "$got" 130

claim 'ideas are listed with what belongs to them'
as mod topic add Traffic --json >added
as mod --quiet idea add "Night bus" --topic Traffic --board Saalfeld >added
as mod ideas --json >list.json
is "$(json list.json "[i['id'] for i in d]")" '[2, 1]'
is "$(json list.json "sorted(set(('id','title','text','topic','board','author','town','stage','hidden','comments','agree','disagree','pass')) - set(d[0]))")" '[]'
is "$(json list.json "[(i['title'], i['town'], i['author'], i['comments'], i['agree']) for i in d if i['id'] == 1]")" \
	"[('Path', 'Bad Blankenburg', 'Bea', 1, 2)]"
is "$(as mod ideas --topic traf --json | python3 -c 'import json,sys; print([i["topic"] for i in json.load(sys.stdin)])')" "['Traffic']"
as mod ideas --board Saalfeld --json >list.json
is "$(json list.json "[(i['id'], i['board']) for i in d]")" "[(2, 'Saalfeld')]"
as mod ideas --sort support --json >list.json
is "$(json list.json "[i['id'] for i in d]")" '[1, 2]'
as mod ideas --town Saalfeld --json >list.json
is "$(json list.json "d")" '[]'

claim 'an idea is edited in what is given, and shown with its comments'
as bea --quiet idea edit 1 --topic Traffic
as bea --quiet idea edit 1 'A cycle path'
as mod idea show 1 --json >one.json
is "$(json one.json "(d['title'], d['text'], d['topic'], d['comment_list'][0]['text'])")" \
	"('Path', 'A cycle path', 'Traffic', 'Our school would join in')"
printf 'From\ta file\r\n' | timeout 60 "$BOGEN" --profile bea --quiet idea edit 1 -
as mod idea show 1 --json >one.json
is "$(json one.json "d['text']")" 'From a file'

claim 'results are counted by town and ranked by the rule that is named'
as mod ballot results 1 --json >result.json
is "$(json result.json "[(o['idea'], o['rank'], o['score'], o['counts']['agree']) for o in d['options']]")" \
	'[(1, 1, 1.0, 2), (2, 2, 0.0, 0)]'
is "$(json result.json "d['rule']")" people
as mod ballot results 1 --rule every-town --json >result.json
is "$(json result.json "round(d['options'][0]['score'], 6)")" "$(python3 -c 'print(round((1/2 * 2/3 * 2/3) ** (1/3), 6))')"
is "$(json result.json "d['options'][0]['by_town']['Rudolstadt']")" "{'agree': 1, 'disagree': 0, 'pass': 0}"

claim 'results may stand on a wall: what is hidden is left out, for moderators too, unless they ask'
options() {
	as mod ballot results 1 --json "$@" >result.json
	json result.json "[o['idea'] for o in d['options']]"
}
is "$(options --topic Traffic)" '[1, 2]'
as mod --quiet topic add Quiet
is "$(options --topic Quiet)" '[]'
as mod --quiet topic remove Quiet
as mod --quiet hide 2 'Names a person'
is "$(options)" '[1]'
is "$(options --all)" '[1, 2]'
as mod --quiet show-again 2
is "$(options)" '[1, 2]'
ends_with 3 as mod ballot results 1 --topic Nothing
ends_with 3 as mod ballot results 1 --idea-sort Measure

claim 'phases allow and forbid, a ballot opens and closes, a timer runs'
as mod --quiet phase next
ends_with 6 as bea idea add 'Too late'
says 'The current phase “Vote” does not allow this.'
as mod --quiet phase prev
as mod --quiet phase goto Result
as mod --quiet phase goto 1
as mod --quiet ballot close 1
ends_with 6 as bea vote 1 pass
ends_with 6 as bea vote 1 pass --ballot 1
says 'This ballot is not open.'
as mod --quiet ballot open 1
as mod timer 1h30m --board Saalfeld --json >timer.json
is "$(json timer.json "d['timer_end_ms'] > 0")" True
as mod --quiet timer stop --board Saalfeld

claim 'assisted people are entered by the moderator'
as mod person add Herta --town Saalfeld --json >herta.json
herta=$(json herta.json "d['id']")
as mod --quiet vote 1 pass --person "$herta"
as mod --quiet vote 1 pass --person her
ends_with 3 as mod vote 1 pass --person Nobody
as mod idea show 1 --json >one.json
is "$(json one.json "d['by_town']['Saalfeld']['pass']")" 1
# [CMD-7] A citizen does not even see the person.
ends_with 3 as bea vote 1 agree --person "$herta"

claim 'ideas are linked and unlinked'
as mod --quiet idea link 2 part-of 1
as mod idea show 2 --json >one.json
is "$(json one.json "d['links']")" "[{'from': 2, 'relation': 'part_of', 'to': 1}]"
ends_with 6 as mod idea link 2 part-of 1
as mod --quiet idea unlink 2 part-of 1

claim 'a return link brings another device back as the same person'
as bea whoami --link >return.link
ends_with 0 timeout 60 "$BOGEN" --profile phone --json join - <return.link
is "$(json output "(d['person'], d['name'])")" "(3, 'Bea')"

claim 'a profile takes part once, and comes back to a session it was in before'
ends_with 6 as bea --server "$url" join "$code" --name Bea --town 3
first_code=$code
new_session mod Saalfeld
ends_with 0 as mod --server "$url" join "$first_code" --json
is "$(json output "d['role']")" moderator

claim 'what is taken back is gone, and who leaves is unknown'
as anna --quiet comment remove 1
as bea --quiet idea remove 1
as mod ideas --json >list.json
is "$(json list.json "[i['id'] for i in d]")" '[2]'
as bea leave --erase --json >left
is "$(json left "d['erased']")" True
ends_with 4 as bea whoami
ends_with 4 as phone whoami

claim 'what join names as --board is where ideas go, unless another is named'
ends_with 3 as dora --server "$url" join "$first_code" --name Dora --town rud --board Jena
as dora --server "$url" join "$first_code" --name Dora --town rud --board rud >output
ends_with 0 as dora idea add 'On our own board'
says 'It stands on Rudolstadt.'
as dora idea add 'On the plenary' --board Plenary >output
as dora ideas --json >list.json
is "$(json list.json "[i['board'] for i in d if i['text'] == 'On our own board']")" "['Rudolstadt']"
is "$(json list.json "[i['board'] for i in d if i['text'] == 'On the plenary']")" "['Plenary']"
