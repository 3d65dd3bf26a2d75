#!/usr/bin/env bash
# A session of each method that comes along goes through all its phases, is exported, and brought
# back by an import into a new one.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
methods=$(dirname "$(dirname "$here")")/methods

begin() {
	[ -e config/bogen/mod.json ] || as mod --quiet host @data/host-link
	as mod new --title 'Our valley' --method "$1" --town Ahausen --town Bedorf --json >session.json
	code=$(json session.json "d['code']")
}

quietly() {
	as mod --quiet "$@" >output
}

comes_back() {
	as mod --quiet export -o "$1"
	python3 "$here/cli_same_session.py" first.json "$1" >same || {
		cat same >&2
		wrong "$method does not come back"
	}
}

# What was written in silence and never shown is shown, so that more can be done with it.
show_all() {
	local idea
	as mod ideas --all --json >ideas.json
	for idea in $(json ideas.json "' '.join(str(i['id']) for i in d if i['hold'] and i['board'] != 'Bedorf')"); do
		quietly show-again "$idea"
	done
}

# Herta is person 2, Karl 3, Lisa 4, Otto 5, Anna 6.
people() {
	quietly person add Herta --town Ahausen --institution School
	quietly person add Karl --town Bedorf
	quietly person add Lisa --town Bedorf
	quietly person add Otto --town Bedorf
	as "anna-$method" --server "$url" --quiet join "$code" --name Anna --town Ahausen >output
	quietly board add 'The bridge' --sort team --members --places 5
	quietly board add 'Half a bridge' --sort table --under 'The bridge'
	quietly board add Overseers --sort steering
	quietly seat Herta 'The bridge'
	quietly seat Anna 'The bridge'
	quietly seat Anna 'Half a bridge'
	quietly board lead 'The bridge' Anna
	quietly board lead Ahausen Herta
	quietly person role Lisa steering
	quietly person remove Otto
	quietly topic add 'Our own topic'
}

# Four ideas in each phase, so that their numbers are known: 1 to 4 in the first, 5 to 8 in the next.
write() {
	local phase board
	for phase in $(seq "$phases"); do
		for board in Plenary Ahausen 'The bridge'; do
			[ "$phase" = 1 ] || quietly phase goto "$phase" --board "$board"
			quietly idea add "$board in phase $phase" --person 2 --board "$board"
		done
		quietly idea add "From the chair in phase $phase" --board Bedorf
	done
}

# Opinions where a phase of the method takes them.
opinions() {
	local vote idea
	vote=$(json phases.json "([0] + [p['id'] for p in d if 'votes' in p['allows']])[-1]")
	[ "$vote" != 0 ] || return 0
	quietly phase goto "$vote"
	quietly phase goto "$vote" --board Ahausen
	for idea in 1 5 6; do
		quietly vote "$idea" agree --person 2
		quietly vote "$idea" disagree
		as "anna-$method" --quiet vote "$idea" pass
	done
}

# A ballot that is closed, one of two rounds, one that stays open, by slips too.
papers() {
	local first
	quietly paper number --town Bedorf --count 3
	as mod ballot add --title 'Dots for all' --method dots --points 4 --heap 3 --option 5 --option 6 --option 9 --json >ballot.json
	first=$(json ballot.json "d['id']")
	quietly ballot open "$first"
	quietly cast "$first" 5=3 6=1
	as "anna-$method" --quiet cast "$first" 9=2 >output
	quietly paper enter "$first" 2 5=1 9=1
	quietly ballot close "$first"
	quietly ballot again "$first"
	quietly ballot open $((first + 1))
	quietly paper enter $((first + 1)) 3 6=3
	quietly ballot close $((first + 1))
	as mod ballot add --title 'What stays as it is?' --method resistance --secrecy named --board 'The bridge' --option 11 --json >ballot.json
	quietly ballot open $((first + 2))
	quietly cast $((first + 2)) 11=4 passive=7
}

order() {
	opinions
	papers
	quietly comment 6 Rude --person 3
	quietly comment 6 'From the chair'
	quietly hide --comment 1 'Off the subject'
	quietly send-up 2 3
	quietly idea edit $((4 * phases + 1)) 'As the plenary words it' --topic 'Our own topic'
	quietly idea link 6 part-of 2
	quietly merge 1 --into 5
	quietly hide 5 'Hidden with what was merged into it'
	quietly hide 9 'Names a person'
	quietly stage 6 selected
	quietly lock 7
	quietly person mute Karl
	quietly phase edit 1 --prompt 'What do we need?' --what-to-do 'Be brief.' --minutes 4
	quietly phase goto 2
	quietly phase goto "$phases" --board Ahausen
	quietly phase goto 1 --board 'The bridge'
	quietly lock --board Ahausen
	quietly board rules 'The bridge' --approval --ideas 7
	quietly ballot close 1
}

for path in "$methods"/*.json; do
	method=$(basename "$path" .json)
	claim "$method comes back"
	begin "$method"
	as mod phase list --json >phases.json
	phases=$(json phases.json 'len(d)')
	people
	write
	show_all
	order
	as mod --quiet export -o first.json
	begin "$method"
	ends_with 0 as mod import first.json --json
	is "$(json output "(d['refused'], d['sent_up'], d['merged'], d['leaders'])")" "({}, 2, 1, 2)"
	comes_back second.json
done

claim 'what cannot be brought over is said in a sentence'
says 'Not brought over: dates, links, invitations'
as mod help import >output
says "moderators' rights" output

claim 'what is written in silence stays so, and is shown by the next phase'
method=dots
begin dots
quietly person add Herta --town Ahausen
quietly idea add 'A secret card' --person 2
quietly idea add 'A rude card' --person 2
quietly hide 2 Rude
as mod --quiet export -o first.json
begin dots
quietly import first.json
comes_back second.json
as nosy --server "$url" --quiet join "$code" --name Nosy --town Ahausen >output
as nosy ideas --json >ideas.json
is "$(json ideas.json d)" '[]'
quietly phase next
as nosy ideas --json >ideas.json
is "$(json ideas.json "[i['text'] for i in d]")" "['A secret card']"

claim 'teams that got another name are the same teams'
method=saalebogen
begin saalebogen
quietly board edit 'Action team 2' 'Trains and buses'
as mod --quiet export -o first.json
begin saalebogen
quietly import first.json
comes_back second.json

claim 'two people of no town need one between them'
begin open
as mod invite --role steering --json >invitation.json
as sue --server "$url" --quiet join "$(json invitation.json "d['link']")" --name Sue >output
quietly idea add 'From the chair'
as sue --quiet idea add 'From the steering group' >output
as mod --quiet export -o first.json
begin open
ends_with 2 as mod import first.json
says 'both 1 and 2 belong to no town'
quietly import first.json --town Ahausen
as mod ideas --json >ideas.json
is "$(json ideas.json "sorted((i['author'], i['town']) for i in d)")" \
	"[('Moderator', None), ('Sue', 'Ahausen')]"
