#!/usr/bin/env bash
# Invitations, new return links, and people who are muted, removed or given another role.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt 'Bad Blankenburg'
first=$code

# joins PROFILE FILE OPTION …: by the link in a file, as JSON in me.json.
joins() {
	local name=$1 link=$2
	shift 2
	as "$name" join "@$link" "$@" --json >me.json
}

claim 'invite prints the link alone, and says for whom, until when and how often'
ends_with 0 as mod invite --role observer --for 14d --uses 2
mv output observer.link
is "$(wc -l <observer.link)" 1
grep -qE "^$url/#[0-9]+-[0-9A-Z]{26}\$" observer.link || wrong 'this is no link'
says 'observer, until 20'
says 'for 2 people'
as mod --quiet invite --role citizen >citizen.link 2>errors
is "$(cat errors)" ''

claim 'with --json it is an object with all of it'
ends_with 6 as mod invite --role member --board Rudol
says '“Rudolstadt”'
as mod board add 'Traffic' --sort team >output
ends_with 0 as mod invite --role member --town rud --board Traffic --uses 1 --json
is "$(json output "sorted(d)")" \
	"['board', 'invitation', 'link', 'role', 'town', 'until_ms', 'uses_max']"
is "$(json output "(d['invitation'], d['role'], d['town'], d['board'], d['until_ms'], d['uses_max'])")" \
	"(3, 'member', 'Rudolstadt', 'Traffic', 0, 1)"
json output "d['link']" >member.link

claim 'whoever joins by a link has its role; the profile keeps a token of its own'
joins olga observer.link --name Olga
is "$(json me.json "(d['name'], d['role'], d['town'])")" "('Olga', 'observer', None)"
ends_with 4 as olga idea add 'May I?'
says 'Observers read along'
as olga whoami --link >olga.link
! cmp -s olga.link observer.link || wrong 'the profile holds the invitation'
joins omar observer.link --name Omar
is "$(json me.json "d['person']")" 3

claim "the invitation's town counts more than what is typed"
joins mia member.link --name Mia --town Saalfeld
is "$(json me.json "(d['role'], d['town'])")" "('member', 'Rudolstadt')"

claim 'a citizen is asked for a town only if the invitation names none'
ends_with 2 as carl join @citizen.link --name Carl
says 'for which town? --town T; there is: Saalfeld, Rudolstadt, Bad Blankenburg'
joins carl citizen.link --name Carl --town saal
is "$(json me.json "(d['role'], d['town'])")" "('citizen', 'Saalfeld')"
printf 'Dora\nbad\n' >typed
ends_with 0 timeout 60 python3 "$here/cli_pty.py" 80 "$BOGEN" --profile dora join @citizen.link <typed
says 'Towns: Saalfeld' output
as dora whoami --json >me.json
is "$(json me.json "d['town']")" 'Bad Blankenburg'

claim 'one who takes part already is given the role by an invitation, and stays the same person'
as mod --quiet invite --role steering >steering.link
as dora whoami --json >before.json
joins dora steering.link
is "$(json me.json "(d['name'], d['role'], d['town'], d['person'])")" \
	"('Dora', 'steering', 'Bad Blankenburg', $(json before.json "d['person']"))"
as mod person list --json >people.json
is "$(json people.json "len([p for p in d if p['name'] == 'Dora'])")" 1

claim 'an invitation that is used up, over or revoked lets nobody in'
ends_with 4 as late join @observer.link --name Late
says 'This invitation is no longer valid.'
says 'Please ask a moderator for a new one.'
ends_with 4 env LC_ALL=de_DE.UTF-8 "$BOGEN" --profile late join @observer.link --name Late --json
is "$(json errors "(d['error']['code'], d['error']['message'])")" \
	"('invitation_over', 'Diese Einladung gilt nicht mehr.')"
ends_with 0 as mod invite revoke 2 --json
is "$(json output "d['revoked']")" True
ends_with 4 as late join @citizen.link --name Late --town Saalfeld
ends_with 6 as mod invite revoke 2
ends_with 3 as mod invite revoke 99
[ ! -e config/bogen/late.json ] || [ "$(json config/bogen/late.json "d['session']")" = 0 ] ||
	wrong 'a refused invitation was kept'

claim '[CMD-4] a join by an invitation for one whose answer was lost finds the same person'
as mod --quiet invite --role citizen --town Saalfeld --uses 1 >once.link
python3 "$here/cli_deaf_proxy.py" "${url##*:}" >port 2>/dev/null &
others+=($!)
until [ -s port ]; do read -r -t 0.05 <> <(:) || true; done
ends_with 5 as eva --timeout 2 --server "http://127.0.0.1:$(cat port)" join @once.link --name Eva
joins eva once.link --name Eva
is "$(json me.json "(d['name'], d['town'])")" "('Eva', 'Saalfeld')"
as mod person list --json >people.json
is "$(json people.json "len([p for p in d if p['name'] == 'Eva'])")" 1

claim 'invite list tells each one, how often it was used and whether it holds'
as mod invite list --json >list.json
is "$(json list.json "[(i['invitation'], i['role'], i['uses'], i['uses_max'], i['state']) for i in d]")" \
	"[(1, 'observer', 2, 2, 'used up'), (2, 'citizen', 2, 0, 'revoked'), (3, 'member', 1, 1, 'used up'), (4, 'steering', 1, 0, 'open'), (5, 'citizen', 1, 1, 'used up')]"
ends_with 0 as mod invite list
says '2 of 2' output
ends_with 4 as carl invite list
ends_with 4 as carl invite --role citizen

claim 'what is wrong with an invitation is said before anything is asked of the server'
ends_with 2 as mod invite
says '--role'
ends_with 2 as mod invite --role host
says 'there is: citizen'
ends_with 2 as mod invite --role observer --for soon
ends_with 2 as mod invite --role observer --uses none
ends_with 3 as mod invite --role citizen --town Jena
ends_with 2 as mod invite lst
says "did you mean 'invite list'?"

claim 'a person who lost everything comes back by a new link, and the old one is void at once'
as carl whoami --link >old.link
mkfifo rows
"$BOGEN" --profile carl watch --json >rows 2>watcher.errors &
watcher=$!
others+=("$watcher")
exec 5<rows
head -n 1 <&5 >output
ends_with 0 as mod relink Carl
mv output new.link
wait "$watcher" && got=0 || got=$?
is "$got" 4
says 'You have been given a new link' watcher.errors
exec 5<&-
ends_with 4 as other join @old.link
says "'bogen join @FILE' takes the new link"
joins phone new.link
is "$(json me.json "(d['name'], d['town'])")" "('Carl', 'Saalfeld')"
ends_with 0 as mod relink "$(json me.json "d['person']")" --json
is "$(json output "(d['name'], d['link'].startswith('$url/#'))")" "('Carl', True)"
json output "d['link']" >newer.link
joins phone newer.link

claim 'a moderator who renews the own link stays who they are'
as mod --quiet relink 1 >own.link
as mod whoami --json >me.json
is "$(json me.json "(d['person'], d['role'])")" "(1, 'moderator')"
is "$(as mod whoami --link)" "$(cat own.link)"

claim 'who is muted reads and votes but adds nothing, until heard again'
ends_with 0 as mod person mute Carl --json
is "$(json output "d['muted']")" True
ends_with 4 as phone idea add 'A thought'
says 'A thought'
as mod person list --json >people.json
is "$(json people.json "[p['muted'] for p in d if p['name'] == 'Carl']")" '[True]'
as mod --quiet person unmute Carl
as phone --quiet idea add 'A thought' >output

claim 'who is removed is out at once and kept out, until admitted'
mkfifo rows2
"$BOGEN" --profile phone watch --json >rows2 2>watcher.errors &
watcher=$!
others+=("$watcher")
exec 5<rows2
head -n 1 <&5 >output
as mod --quiet invite --role citizen >back.link
as mod --quiet person remove Carl
wait "$watcher" && got=0 || got=$?
is "$got" 4
says 'The moderators have removed you from this session.' watcher.errors
exec 5<&-
ends_with 4 as phone ideas
says 'A moderator can let you in again; please ask one.'
ends_with 4 as phone join @newer.link
ends_with 6 as mod person remove Carl
as mod person list --json >people.json
is "$(json people.json "[p['removed'] for p in d if p['name'] == 'Carl']")" '[True]'
ends_with 4 as phone join @back.link
says 'The moderators have removed you'
as mod --quiet person admit Carl
ends_with 6 as mod person admit Carl
ends_with 0 as phone whoami

claim 'another role counts at once'
ends_with 0 as mod person role Carl mod --json
is "$(json output "d['role']")" moderator
ends_with 0 as phone topic add Traffic
as phone --quiet person role 1 observer
ends_with 4 as mod topic add Another
ends_with 6 as phone person role Carl citizen
says 'A session needs a moderator'
ends_with 2 as phone person role Mia viewer
ends_with 3 as phone person role Nobody citizen
says "there is no person 'Nobody'"
ends_with 4 as mia person role Mia moderator

claim 'who was removed does not come back as somebody new, by code neither'
as elsa --server "$url" --quiet join "$first" --name Elsa --town Saalfeld >output
new_session guide Jena
as elsa --server "$url" --quiet join "$code" --name Elsa --town Jena >output
as phone --quiet person remove Elsa
ends_with 4 as elsa --server "$url" join "$first" --name Elsa --town Saalfeld
says 'The moderators have removed you'
