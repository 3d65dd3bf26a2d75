#!/usr/bin/env bash
# Boards beside the plenary: teams, tables and steering groups, who leads them, who sits where, and how
# far they are.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"

mkdir methods
cat >methods/day.json <<'END'
{
  "title": { "en": "A day", "de": "Ein Tag" },
  "purpose": { "en": "Talk.", "de": "Reden." },
  "towns": { "audience": "everyone" },
  "ballot": { "en": "Do you agree?", "de": "Sind Sie dafür?" },
  "phases": [
    { "key": "arrive", "title": { "en": "Arrive", "de": "Ankommen" },
      "prompt": { "en": "Who are you?", "de": "Wer sind Sie?" },
      "help": { "en": "Nothing to prepare.", "de": "Nichts vorzubereiten." }, "allows": [] },
    { "key": "home", "title": { "en": "At home", "de": "Daheim" }, "boards": ["town"],
      "prompt": { "en": "What is good here?", "de": "Was ist hier gut?" },
      "help": { "en": "Nothing to prepare.", "de": "Nichts vorzubereiten." }, "allows": ["ideas"] },
    { "key": "talk", "title": { "en": "Talk", "de": "Reden" }, "boards": ["plenary", "table"],
      "prompt": { "en": "What do we want?", "de": "Was wollen wir?" },
      "help": { "en": "Write one thought on each card.", "de": "Ein Gedanke je Karte." },
      "allows": ["ideas", "comments"], "minutes": 20, "tables": "mixed", "table_size": 3 },
    { "key": "close", "title": { "en": "Close", "de": "Schluss" },
      "prompt": { "en": "Thank you.", "de": "Danke." },
      "help": { "en": "Nothing to prepare.", "de": "Nichts vorzubereiten." }, "allows": [] }
  ],
  "topics": [
    { "title": { "en": "Traffic", "de": "Verkehr" } },
    { "title": { "en": "Risks", "de": "Risiken" }, "phase": "talk" }
  ]
}
END
start_server 127.0.0.1:0 --methods methods
as mod --quiet host @data/host-link
as mod new --title 'Our valley' --method day --town Saalfeld --town Rudolstadt --town 'Bad Blankenburg' \
	--json >session.json
code=$(json session.json "d['code']")
for person in anna:1 bea:2 carl:3 dora:1 emil:2 fina:3; do
	name=${person%:*}
	as "$name" --server "$url" join "$code" --name "${name^}" --town "${person#*:}" >output
done

claim 'a phase is shown with what is asked, its topics and what comes next'
as mod phase show --json >phase.json
is "$(json phase.json "(d['title'], d['prompt'], d['allows'], d['next']['title'], d['previous'])")" \
	"('Arrive', 'Who are you?', [], 'Talk', None)"
is "$(json phase.json "[t['title'] for t in d['topics']]")" "['Traffic']"
as mod phase show --board Saalfeld --json >phase.json
is "$(json phase.json "(d['next']['title'], d['board']['title'])")" "('At home', 'Saalfeld')"

claim 'phases are listed with the boards that they are meant for'
as mod phase list --json >phases.json
is "$(json phases.json "[(p['id'], p['for'], p['tables']) for p in d]")" \
	"[(1, [], None), (2, ['town'], None), (3, ['plenary', 'table'], 'mixed'), (4, [], None)]"
is "$(json phases.json "d[0]['boards']")" "['Plenary', 'Saalfeld', 'Rudolstadt', 'Bad Blankenburg']"

claim 'a moderator says anew what a phase asks, and takes it back'
ends_with 0 as mod phase edit Talk --prompt 'What do we do first?' --json
is "$(json output "(d['id'], d['title'], d['prompt'], d['minutes'])")" "(3, 'Talk', 'What do we do first?', 20)"
ends_with 0 as mod phase edit 1 --title 'Come in' --what-to-do '' --minutes 0
says "Phase 1, 'Come in', is changed for all boards."
as anna phase list --json >phases.json
is "$(json phases.json "[(p['title'], p['prompt'], p['help'], p['minutes']) for p in d[::2]]")" \
	"[('Come in', 'Who are you?', '', 0), ('Talk', 'What do we do first?', 'Write one thought on each card.', 20)]"
ends_with 0 as mod undo
says "Undone: the phase's new question."
is "$(as mod phase show --json >phase.json && json phase.json "d['title']")" Arrive
ends_with 2 as mod phase edit 1
says 'what is to be changed?'
ends_with 2 as mod phase edit 1 --minutes soon
ends_with 2 as mod phase edit 1 --title ''
ends_with 3 as mod phase edit 9 --prompt 'Why?'
ends_with 4 as anna phase edit 1 --prompt 'Why?'

claim 'next and prev pass by the phases that are meant for other boards'
ends_with 0 as mod phase next
says "Plenary: now in phase 3, 'Talk'."
says "It foresees 20 min: 'bogen timer start' starts them."
says 'It foresees tables (mixed)'
ends_with 0 as mod phase next --board Saalfeld --json
is "$(json output "(d['phase'], d['title'], d['below'])")" "(2, 'At home', [])"
ends_with 0 as mod phase prev --json
is "$(json output "d['phase']")" 1
ends_with 6 as mod phase prev
says "'Arrive' is the first phase for 'Plenary'"
as mod --quiet phase goto Close
ends_with 6 as mod phase next
says "'Close' is the last phase for 'Plenary'"

claim 'who goes where a phase is not meant for the board is told so'
ends_with 0 as mod phase goto 2
says 'this phase is meant for boards of the sort town, not for Plenary'
as mod --quiet phase goto Talk
as mod phase show >output
says 'Write one thought on each card.' output
says 'Traffic, Risks' output
says 'ideas, comments' output
says '20 min are foreseen' output

claim 'teams, tables and steering boards are added under the plenary or another board'
as mod board add Mobility --sort team --places 2 --json >added
team=$(json added "d['id']")
as mod board add Energy --sort te >output
as mod board add 'Table 1' --sort table --under Saalfeld >output
as mod board add Circle --sort steering --members >output
as mod board list --json >boards.json
is "$(json boards.json "[(b['title'], b['sort'], b['parent_title'], b['audience'], b['places']) for b in d[4:]]")" \
	"[('Mobility', 'team', 'Plenary', 'everyone', 2), ('Energy', 'team', 'Plenary', 'everyone', 0), ('Table 1', 'table', 'Saalfeld', 'everyone', 0), ('Circle', 'steering', 'Plenary', 'members', 0)]"
is "$(json boards.json "[(b['people'], b['by_town']) for b in d[:2]]")" \
	"[(6, {'Saalfeld': 2, 'Rudolstadt': 2, 'Bad Blankenburg': 2}), (2, {'Saalfeld': 2})]"

claim 'what makes no board is explained'
ends_with 2 as mod board add Second --sort plenary
says 'there is: team, table, steering'
ends_with 2 as mod board add Second
says '--sort team, table or steering'
ends_with 2 as mod board add Second --sort team --places many
ends_with 3 as mod board add Second --sort team --under Jena
ends_with 4 as anna board add Second --sort team
ends_with 2 "$BOGEN" board tabels
says "did you mean 'board tables'?"

claim 'places are taken where they are free to choose, and given elsewhere'
ends_with 0 as anna seat mob
says 'Mobility: you have a place; 1 is there now.'
as bea --quiet seat Mobility
ends_with 6 as carl seat Mobility
says 'All places at “Mobility” are taken.'
ends_with 6 as carl seat Energy
says 'The moderators assign the places at “Energy”.'
ends_with 6 as carl seat Saalfeld
ends_with 0 as mod seat Carl Energy --json
is "$(json output "d['person']")" 4
ends_with 0 as mod seat Anna Energy
says "Energy: Anna has a place and no longer one at 'Mobility'; 2 are there now."
ends_with 0 as anna idea add 'For all'
says 'It stands on Plenary.'
says "You are in the team Energy; --board 'Energy' writes there."
as anna ready >output 2>errors
says "--board 'Energy' means that." errors
as anna --quiet ready not
as anna --quiet idea remove "$(as anna --quiet ideas --json | python3 -c 'import json, sys
print([i["id"] for i in json.load(sys.stdin) if i["text"] == "For all"][0])')"
# Who is in a team is known by name, but placed by those who lead.
ends_with 4 as carl seat 2 Mobility
ends_with 2 as mod seat
ends_with 3 as mod seat Nobody Mobility

claim 'moderators see who sits where, teams who is in them, others how many'
as mod seat list --json >seats.json
is "$(json seats.json "[(s['title'], s['people'], [p['name'] for p in s['persons']]) for s in d]")" \
	"[('Mobility', 1, ['Bea']), ('Energy', 2, ['Anna', 'Carl']), ('Table 1', 0, [])]"
as anna seat list Energy --json >seats.json
is "$(json seats.json "[(s['by_town'], [p['name'] for p in s['persons']]) for s in d]")" \
	"[({'Saalfeld': 1, 'Bad Blankenburg': 1}, ['Anna', 'Carl'])]"
as mod seat list Saalfeld --json >seats.json
is "$(json seats.json "[s['title'] for s in d]")" "['Table 1']"
as mod seat list >output
says 'Table 1 (Saalfeld)' output
as mod --quiet unseat Carl Energy
as anna --quiet unseat Energy
ends_with 4 as anna unseat Energy

claim 'tables are as the phase foresees, and as few as possible meet again'
ends_with 0 as mod board tables
says 'Plenary, round 1: 6 people at 2 tables (2 of 3).'
as mod board tables --json >tables.json
is "$(json tables.json "(d['round'], d['arrangement'], d['people'], d['sizes'])")" \
	"(2, 'mixed', 6, [{'size': 3, 'tables': 2}])"
is "$(json tables.json "[t['by_town'] for t in d['tables']] == [{'Saalfeld': 1, 'Rudolstadt': 1, 'Bad Blankenburg': 1}] * 2")" True
[ "$(json tables.json "d['met_again']")" -le 2 ] || wrong 'too many meet again'
as mod board tables --alike --size 2 --json >tables.json
is "$(json tables.json "sorted(str(t['by_town']) for t in d['tables'])")" \
	"[\"{'Bad Blankenburg': 2}\", \"{'Rudolstadt': 2}\", \"{'Saalfeld': 2}\"]"
as mod board tables Saalfeld --choice --size 4 --json >tables.json
is "$(json tables.json "[(t['title'], t['places']) for t in d['tables']]")" "[('Table 1', 4)]"
as anna --quiet seat 7

claim 'places to choose are free again when they are offered anew'
ends_with 0 as mod board tables Saalfeld --choice --size 4
says '1 person had a place at them: those are free again.'
as mod board list --json >boards.json
is "$(json boards.json "[b['people'] for b in d if b['parent_title'] == 'Saalfeld']")" '[0]'
as anna --quiet seat 7
as mod board tables Saalfeld --choice --size 4 --json >tables.json
is "$(json tables.json "d['freed']")" 1
as anna --quiet seat 7

claim 'everybody can ask where their place is'
as anna whoami --json >me.json
is "$(json me.json "(d['team'], d['table'], d['leads'])")" "(None, 'Table 1', [])"

claim 'a board of the same title is told by its number, and how to sit is asked where nothing is foreseen'
ends_with 2 as anna seat 'Table 1'
says 'ambiguous: could be #7 Table 1'
ends_with 2 as mod board tables Rudolstadt
says '--alike, --mixed or --choice'
ends_with 2 as mod board tables Rudolstadt --mixed
says '--size N'
ends_with 2 as mod board tables --mixed --alike
ends_with 4 as anna board tables --mixed --size 3

claim 'rules that are not given stay'
as mod board rules Mobility --ideas 3 --slow 30 --json >rules.json
as mod board rules Mobility --approval --json >rules.json
is "$(json rules.json "(d['places'], d['ideas_max'], d['slow_s'], d['approval'])")" '(2, 3, 30, True)'
as mod board rules Mobility --slow 0 --json >rules.json
is "$(json rules.json "(d['places'], d['ideas_max'], d['slow_s'], d['approval'])")" '(2, 3, 0, True)'
as mod board rules Mobility --no-approval --json >rules.json
is "$(json rules.json "(d['places'], d['ideas_max'], d['slow_s'], d['approval'])")" '(2, 3, 0, False)'
as mod board rules Mobility >output
says 'at most 3 ideas each; 2 places to take' output
ends_with 2 as mod board rules Mobility --approval --no-approval
ends_with 2 as mod board rules Mobility --slow -1

claim 'what ends with a phase is said, and what stays'
as mod --quiet board rules Rudolstadt --ideas 1 --slow 30 --approval
as mod --quiet lock --board Rudolstadt
ends_with 0 as mod phase goto 3 --board Rudolstadt
says 'Rudolstadt: the lock has ended with the phase; input is taken again.'
says 'Rudolstadt: the limit of 1 idea each has ended with the phase.'
says 'Rudolstadt: the 30 s between two ideas have ended with the phase.'
says 'Rudolstadt: approval stays on; ideas wait for a moderator.'
as mod --quiet board rules Rudolstadt --slow 5
as mod board rules Rudolstadt --json >rules.json
is "$(json rules.json "(d['slow_s'], d['approval'])")" '(5, True)'
as mod --quiet board rules Rudolstadt --no-approval
ends_with 0 as mod phase goto 1 --board Rudolstadt
says 'the 5 s between two ideas'
! grep -q 'approval\|lock' errors || wrong 'something ends or stays that was not there'

claim 'show and the list of boards speak of a town in the same way'
as mod show --json >show.json
as mod board list --json >boards.json
is "$(json show.json "[(b['town'], b['town_id']) for b in d['boards']]")" \
	"$(json boards.json "[(b['town'], b['town_id']) for b in d]")"
is "$(json boards.json "[(b['town'], b['town_id']) for b in d][:2]")" "[(None, 0), ('Saalfeld', 1)]"

claim 'a leader leads their board and no other'
as mod --quiet board lead Mobility Bea
as bea whoami >output
says 'Leads  Mobility' output
as bea phase goto Close --board Mobility --json >output
ends_with 4 as bea phase prev
says 'Only moderators and the leader of “Plenary” may do this.'
as anna board list --json >boards.json
is "$(json boards.json "[b['leader_name'] for b in d if b['title'] == 'Mobility']")" "['Bea']"
as mod --quiet board lead Mobility -
ends_with 4 as bea phase prev --board Mobility

claim 'how far each board is, and who is done, is seen at a glance'
as anna --quiet idea add 'A night bus' --board Plenary >output
ends_with 0 as mod export --format csv -o one.csv
says '1 idea written to one.csv.'
as anna --quiet ready
as bea --quiet ready
as mod board list --json >boards.json
is "$(json boards.json "(d[0]['ideas'], d[0]['ready'], d[0]['people'])")" '(1, 2, 6)'
as mod board list >output
says '2/6' output
as mod show >output
says '2/6' output
ends_with 0 as anna ready not --json
is "$(json output "(d['ready'], d['done'], d['people'])")" '(False, 1, 6)'
as mod --quiet phase next
as mod show --json >show.json
is "$(json show.json "(d['boards'][0]['ready'], d['boards'][0]['phase']['title'])")" "(0, 'Close')"

claim 'boards are renamed, and removed when they hold nothing'
as mod --quiet board edit "$team" 'Getting around'
ends_with 6 as mod board remove Plenary
ends_with 6 as mod board remove Saalfeld
as mod --quiet board remove 'Getting around'
ends_with 3 as mod board remove 'Getting around'

claim 'a topic can belong to one phase'
as mod --quiet topic add Later --phase Close >output
as mod topic list --json >topics.json
is "$(json topics.json "[(t['title'], t['phase']) for t in d]")" "[('Traffic', 0), ('Risks', 3), ('Later', 4)]"
ends_with 3 as mod topic add Never --phase Nowhere
