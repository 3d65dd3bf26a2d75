#!/usr/bin/env bash
# Keeping order: what is hidden, approved, redacted, locked, merged, moved, sent up and undone.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt 'Bad Blankenburg'
as anna --server "$url" --quiet join "$code" --name Anna --town Saalfeld >output
as bea --server "$url" --quiet join "$code" --name Bea --town Rudolstadt >output

# adds PROFILE TEXT OPTION …: prints the new idea's number.
adds() {
	local name=$1
	shift
	as "$name" idea add "$@" | tr -d '#'
}

# tells EXPRESSION OPTION …: prints a Python expression on the list d of the moderator's ideas.
tells() {
	local expression=$1
	shift
	as mod ideas --json "$@" >list.json
	json list.json "$expression"
}

path=$(adds anna 'Along the river' --title Path)
bus=$(adds bea 'A night bus')
as bea --quiet comment "$path" 'Our school would join in' >output

claim 'what is hidden is seen by its author, with the reason, and by moderators alone'
ends_with 0 as mod hide "$path" 'Names a private person' --json
is "$(json output "(d['idea'], d['hidden'], d['reason'])")" "($path, True, 'Names a private person')"
ends_with 3 as bea idea show "$path"
ends_with 0 as anna idea show "$path"
says 'Hidden by the moderators: Names a private person' output
is "$(tells "[(i['hidden'], i['hold'], i['reason']) for i in d if i['id'] == $path]")" \
	"[(True, 'hidden', 'Names a private person')]"
ends_with 6 as mod hide "$path" again
says 'This is hidden already.'
ends_with 4 as bea hide "$bus" mine
ends_with 2 as mod hide "$bus" ''
ends_with 3 as mod hide 99 nothing
as mod --quiet show-again "$path"
ends_with 0 as bea idea show "$path"
ends_with 6 as mod show-again "$path"

claim 'a comment is hidden and shown again in the same words'
as mod --quiet hide --comment 1 'Off the subject'
as anna idea show "$path" --json >one.json
is "$(json one.json "d['comment_list']")" '[]'
as bea idea show "$path" --json >one.json
is "$(json one.json "[(c['hidden'], c['reason']) for c in d['comment_list']]")" "[(True, 'Off the subject')]"
ends_with 0 as mod show-again --comment 1 --json
is "$(json output "d")" "{'comments': [1], 'hidden': False}"

claim 'what waits for approval is listed, the oldest first, and let through'
as mod --quiet board rules Plenary --approval >output
fair=$(adds anna 'A fair')
as bea --quiet comment "$bus" 'Every hour' >output
ends_with 3 as bea idea show "$fair"
as mod approve --json >queue.json
is "$(json queue.json "[(w['kind'], w['id'], w['idea'], w['text'], w['author'], w['town'], w['board']) for w in d]")" \
	"[('idea', $fair, None, 'A fair', 'Anna', 'Saalfeld', 'Plenary'), ('comment', 2, $bus, 'Every hour', 'Bea', 'Rudolstadt', 'Plenary')]"
is "$(tells "[i['id'] for i in d]" --waiting)" "[$fair]"
ends_with 0 as mod approve
says "bogen approve $fair " output
says " idea #$fair " output
says 'bogen approve --comment 2 ' output
says "comment #2 on idea #$bus" output
says '2 waiting'
as mod --quiet approve "$fair"
as mod --quiet approve --comment 2
ends_with 0 as bea idea show "$fair"
ends_with 0 as mod approve
says 'Nothing is waiting.'
ends_with 2 as mod approve --comment
as mod --quiet board rules Plenary --no-approval >output

claim 'what is redacted says nothing of what it said before, in the history neither'
secret=$(adds bea 'Mrs Example lives at number 7' --title 'Mrs Example')
grep -aq 'number 7' data/*.db* || wrong 'the database is not where it is looked for'
ends_with 2 as mod redact "$secret" 'Somebody lives there'
says 'nobody can undo this'
says 'add --yes if it is meant'
as anna idea show "$secret" --json >one.json
is "$(json one.json "d['redacted']")" False
ends_with 0 as mod redact "$secret" 'Somebody lives there' --yes --json
says '{"idea":'"$secret"',"redacted":true}' output
as bea idea show "$secret" --json >one.json
is "$(json one.json "(d['title'], d['text'], d['redacted'])")" "('Mrs Example', 'Somebody lives there', True)"
ends_with 0 as mod redact "$secret" 'Somebody lives there' --yes
says 'Its title stays: "Mrs Example"'
as mod --quiet redact "$secret" 'Somebody lives there' --title '' --yes
! grep -aq 'number 7' data/*.db* || wrong 'the text is still in the database'
ends_with 2 as mod redact --comment 1 text --title T
as mod --quiet redact --comment 1 '(removed)' --yes
as mod idea show "$path" --json >one.json
is "$(json one.json "[c['text'] for c in d['comment_list']]")" "['(removed)']"
ends_with 4 as anna redact "$secret" mine --yes

claim 'at a terminal redacting asks, and no means no'
printf 'n\n' >typed
ends_with 1 timeout 60 python3 "$here/cli_pty.py" 80 "$BOGEN" --profile mod redact "$path" Other <typed
says 'leaves the history for good' output
is "$(tells "[i['text'] for i in d if i['id'] == $path]")" "['Along the river']"
printf 'y\n' >typed
ends_with 0 timeout 60 python3 "$here/cli_pty.py" 80 "$BOGEN" --profile mod redact "$secret" Other <typed
ends_with 0 timeout 60 python3 "$here/cli_pty.py" 80 "$BOGEN" --profile mod redact "$secret" Other --yes </dev/null
! grep -q '(y/n)' output || wrong 'it asked in spite of --yes'

claim 'a locked idea takes no changes, comments and votes; several are locked at once'
ends_with 0 as mod lock "$path" "$bus" --json
is "$(json output "d")" "{'ideas': [$path, $bus], 'locked': True}"
ends_with 6 as anna idea edit "$path" 'Along the railway'
says 'This idea is locked.'
ends_with 6 as anna vote "$bus" agree
ends_with 6 as bea comment "$path" text
is "$(tells "sorted(i['id'] for i in d if i['locked'])")" "[$path, $bus]"
as mod --quiet unlock "$path" "$bus"
as anna --quiet vote "$bus" agree

claim 'a text that is refused is handed back'
as mod --quiet lock --board Plenary
ends_with 6 as anna idea add $'Two lines\nof it'
says '“Plenary” takes no input at the moment.'
tail -n 2 errors >said_last
is "$(cat said_last)" $'Two lines\nof it'
printf 'Piped\ttext\n' >piped
ends_with 6 timeout 60 "$BOGEN" --profile anna idea add - --json <piped
is "$(json errors "(d['error']['code'], d['error']['text'])")" "('locked', 'Piped text')"
ends_with 6 as anna comment "$bus" 'My comment'
says 'My comment'
ends_with 6 as anna idea edit "$path" 'My change'
says 'My change'
as mod --quiet idea add 'Moderators still write' >output
as mod --quiet unlock --board Plenary
ends_with 0 as mod lock --all --json
is "$(json output "d['locked']")" True
ends_with 6 as bea idea add text --board Rudolstadt
as mod --quiet unlock --all
ends_with 2 as mod lock
ends_with 2 as mod lock 1 --all
ends_with 3 as mod lock --board Jena
ends_with 4 as anna lock --all
ends_with 4 as anna lock --board Plenary
kill_server
ends_with 5 as anna idea add 'Nobody is there'
says 'Nobody is there'
restart_server

claim 'slow mode says from when on it can be tried again'
as anna --quiet idea add 'The first' >output
as mod --quiet board rules Plenary --slow 3600 >output
ends_with 6 as anna idea add 'The second'
grep -qE '^From [0-9]{2}:[0-9]{2}:[0-9]{2} on it can be tried again\.$' errors || wrong 'it does not say when'
says 'The second'
ends_with 6 as anna idea add 'The second' --json
is "$(json errors "(d['error']['code'], 3000000 < d['error']['retry_ms'] <= 3600000, d['error']['text'])")" \
	"('too_soon', True, 'The second')"
as mod --quiet board rules Plenary --slow 0 --ideas 1 >output
ends_with 6 as anna idea add 'One too many'
says 'In this phase everyone can add 1 at most'
as mod --quiet board rules Plenary --ideas 0 >output

claim 'merged ideas are left out of the list, named where they went, and restored'
railway=$(adds bea 'Along the railway')
ends_with 0 as mod merge "$railway" "$bus" --into "$path" --json
is "$(json output "d")" "{'ideas': [$railway, $bus], 'into': $path}"
is "$(tells "[i['id'] for i in d if i['id'] in ($path, $bus, $railway)]")" "[$path]"
is "$(tells "{i['id']: i['merged_into'] for i in d if i['id'] in ($path, $bus, $railway)}" --all)" \
	"{$railway: $path, $bus: $path, $path: None}"
as anna idea show "$path" --json >one.json
is "$(json one.json "[(i['id'], i['title'], i['author'], i['town'], i['board']) for i in d['merged_from']]")" \
	"[($bus, 'A night bus', 'Bea', 'Rudolstadt', 'Plenary'), ($railway, 'Along the railway', 'Bea', 'Rudolstadt', 'Plenary')]"
ends_with 0 as anna idea show "$path"
says "Merged from #$bus on Plenary (Bea, Rudolstadt): A night bus" output
ends_with 0 as anna idea show "$bus"
says "Merged into #$path on Plenary (Anna, Saalfeld): Path" output
ends_with 6 as mod merge "$bus" --into "$railway"
says "This idea has been merged into #$path."
ends_with 6 as mod merge "$path" --into "$path"
ends_with 2 as mod merge "$bus"
ends_with 4 as bea merge "$bus" --into "$path"
as mod --quiet unmerge "$railway" "$bus"
ends_with 6 as mod unmerge "$bus"
is "$(tells "[i['id'] for i in d if i['merged_into']]" --all)" '[]'

claim 'of several, those before the refused one are done, and it is named'
ends_with 6 as mod merge "$bus" "$path" "$railway" --into "$path"
says "#$path: An idea cannot be merged into itself."
says "Done for #$bus."
is "$(tells "[i['id'] for i in d if i['merged_into']]" --all)" "[$bus]"
as mod --quiet unmerge "$bus"

claim 'ideas move to another board or topic; what is not named stays'
as mod --quiet topic add Traffic >output
ends_with 0 as mod move "$path" "$bus" --topic traf --json
is "$(tells "sorted((i['id'], i['topic'], i['board']) for i in d if i['topic'])")" \
	"[($path, 'Traffic', 'Plenary'), ($bus, 'Traffic', 'Plenary')]"
as mod --quiet move "$bus" --board Rudolstadt
is "$(tells "[(i['topic'], i['board']) for i in d if i['id'] == $bus]")" "[('Traffic', 'Rudolstadt')]"
as mod --quiet move "$bus" --board Plenary --topic -
is "$(tells "[(i['topic'], i['board']) for i in d if i['id'] == $bus]")" "[(None, 'Plenary')]"
ends_with 2 as mod move "$bus"
ends_with 3 as mod move "$bus" --topic Nothing
ends_with 3 as mod move 99 --topic Traffic
ends_with 4 as bea move "$bus" --topic Traffic

claim 'an idea sent up keeps author and town, and both say where the other is'
local=$(adds bea 'A market' --board Rudolstadt)
ends_with 0 as mod send-up "$local"
up=$(tr -d '#' <output)
is "$(tells "[(i['board'], i['author'], i['town']) for i in d if i['id'] == $up]")" "[('Plenary', 'Bea', 'Rudolstadt')]"
is "$(tells "[i['sent_up_to'] for i in d if i['id'] == $local]")" "[$up]"
as anna idea show "$up" --json >one.json
is "$(json one.json "(d['sent_up_from']['id'], d['sent_up_from']['board'], d['sent_up_from']['town'])")" \
	"($local, 'Rudolstadt', 'Rudolstadt')"
ends_with 0 as anna idea show "$up"
says "Sent up from #$local on Rudolstadt (Bea, Rudolstadt): A market" output
ends_with 6 as mod send-up "$local"
says "This idea has been sent up as #$up."
ends_with 6 as mod send-up "$up"
says 'There is no board above “Plenary”.'
other=$(adds bea 'A choir' --board Rudolstadt)
ends_with 0 as mod send-up "$other" --to Saalfeld --json
is "$(json output "[sorted(i) for i in d]")" "[['id', 'sent_up_to']]"

claim 'stages are set by the steering group and moderators'
ends_with 0 as mod stage "$path" sel --json
is "$(json output "d")" "{'idea': $path, 'stage': 'selected'}"
is "$(tells "[i['stage'] for i in d if i['id'] == $path]")" "['selected']"
ends_with 4 as anna stage "$path" running
ends_with 2 as mod stage "$path" maybe
says 'there is: idea, profile, selected'

claim 'undo takes the last action back and says in words what it was'
ends_with 0 as mod undo
says "Undone: an idea's new stage."
is "$(tells "[i['stage'] for i in d if i['id'] == $path]")" "['idea']"
ends_with 6 as mod undo
says 'There is nothing to undo.'
as mod --quiet merge "$railway" --into "$path"
ends_with 0 as mod undo --json
is "$(json output "(d['undone'], d['words'])")" "('idea_merge', 'merging an idea')"
is "$(tells "[i['id'] for i in d if i['merged_into']]" --all)" '[]'
built=$(adds anna 'To be built on')
as bea --quiet comment "$built" 'Yes' >output
ends_with 6 as anna undo
says 'Something stands on this by now, such as comments, votes or merged ideas; it stays.'

claim 'the plenary is found by this word in any language, other sorts of ideas by the method'\''s'
as mod new --title 'Unser Tal' --town Saalfeld --language de --json >output
as mod idea add 'Ein Radweg' --board plenary --json >output
is "$(tells "[i['board'] for i in d]")" "['Plenum']"
ends_with 3 as mod ideas --idea-sort Nothing
says "there is no sort of idea 'Nothing'"

claim 'what was written in silence its author shows, and the method says of what sort it is'
as mod new --title 'Workshop' --method future-workshop --town Saalfeld --language en --json >session.json
code=$(json session.json "d['code']")
as carla --server "$url" --quiet join "$code" --name Carla --town Saalfeld >output
as dan --server "$url" --quiet join "$code" --name Dan --town Saalfeld >output
as mod --quiet phase next
card=$(adds carla 'No bus after eight')
is "$(tells "[(i['hold'], i['hidden'], i['sort'], i['phase'] is not None) for i in d]" --idea-sort criticism)" \
	"[('alone', False, 'Criticism', True)]"
ends_with 3 as dan idea show "$card"
ends_with 3 as dan show-again "$card"
ends_with 0 as carla show-again "$card"
ends_with 0 as dan idea show "$card"
says 'sort Criticism' output
