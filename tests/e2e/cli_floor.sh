#!/usr/bin/env bash
# Who speaks, where all look, how long it takes, and what a watcher is told of it.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"

mkdir methods
cat >methods/brief.json <<'END'
{
  "title": { "en": "Brief", "de": "Kurz" },
  "purpose": { "en": "Talk.", "de": "Reden." },
  "towns": { "audience": "everyone" },
  "ballot": { "en": "Do you agree?", "de": "Sind Sie dafür?" },
  "phases": [
    { "key": "collect", "title": { "en": "Collect", "de": "Sammeln" },
      "prompt": { "en": "What?", "de": "Was?" }, "help": { "en": "Write.", "de": "Schreiben Sie." },
      "allows": ["ideas"], "minutes": 10, "ending": "next" },
    { "key": "weigh", "title": { "en": "Weigh", "de": "Wägen" },
      "prompt": { "en": "Which?", "de": "Welche?" }, "help": { "en": "Read.", "de": "Lesen Sie." },
      "allows": ["ideas", "votes"], "minutes": 5, "ending": "lock" },
    { "key": "close", "title": { "en": "Close", "de": "Schluss" },
      "prompt": { "en": "Done.", "de": "Fertig." }, "help": { "en": "Thanks.", "de": "Danke." },
      "allows": [] }
  ],
  "topics": [ { "title": { "en": "Traffic", "de": "Verkehr" } } ]
}
END
start_server 127.0.0.1:0 --methods methods
as mod --quiet host @data/host-link
as mod new --title 'Our valley' --method brief --town Saalfeld --town Rudolstadt --town 'Bad Blankenburg' \
	--json >session.json
code=$(json session.json "d['code']")
for person in anna:1 arno:1 bea:2 carl:3; do
	name=${person%:*}
	as "$name" --server "$url" join "$code" --name "${name^}" --town "${person#*:}" >output
done
as anna --quiet idea add $'A cycle path\nalong the river' >output

mkfifo seen
"$BOGEN" --profile mod watch >seen 2>&1 &
others+=($!)
exec 4<seen
await 'Watching'

claim 'hands are raised, and a watcher is told'
ends_with 0 as anna hand
says 'Plenary: your hand is raised; you are number 1 of 1.'
await 'hand in Plenary raised: Anna (Saalfeld)'
ends_with 0 as arno hand --json
is "$(json output "(d['person'], d['place'], d['hands'])")" '(3, 2, 2)'
as bea --quiet hand
ends_with 6 as bea hand
says 'Your hand is raised already.'

claim 'each call counts for the town: the list has the order in which all will be called'
as mod hand list --json >hands.json
is "$(json hands.json "[(h['name'], h['town'], h['called']) for h in d]")" \
	"[('Anna', 'Saalfeld', 0), ('Bea', 'Rudolstadt', 0), ('Arno', 'Saalfeld', 0)]"

claim 'a town that has spoken less comes first, whoever waits longer'
ends_with 0 as mod hand call
says 'Plenary: Anna (Saalfeld) has the floor; 2 waiting.'
await 'board Plenary: phase Collect; the floor has Anna'
as carl --quiet hand
as carl hand list --json >hands.json
is "$(json hands.json "[(h['name'], h['called']) for h in d]")" "[('Bea', 0), ('Carl', 0), ('Arno', 1)]"
as mod hand call --json >called.json
is "$(json called.json "(d['name'], d['town'], d['hands'])")" "('Bea', 'Rudolstadt', 2)"
ends_with 4 as anna hand call

claim 'somebody is called out of turn, hands are lowered, and at last none is there'
ends_with 0 as mod hand call Arno
says 'Arno (Saalfeld) has the floor; 1 waiting.'
ends_with 4 as anna hand lower Carl
ends_with 0 as mod hand lower Carl
says "Plenary: Carl's hand is down."
await 'hand in Plenary down: Carl'
ends_with 6 as carl hand lower
says 'No hand is raised.'
ends_with 6 as mod hand call
as mod hand list --json >hands.json
is "$(json hands.json d)" '[]'
ends_with 0 as mod hand list
says 'Plenary: Arno has the floor.'

claim 'the word alone, its family and a slip of the finger are told apart'
ends_with 2 as mod hand lst
says "there is no 'hand lst'; did you mean 'hand list'?"
ends_with 2 as mod ready nt
ends_with 0 "$BOGEN" help hand
says 'hand call' output
as carl --quiet hand --board Bad
as mod hand list --board Bad --json >hands.json
is "$(json hands.json "[h['name'] for h in d]")" "['Carl']"

claim 'all eyes are on an idea, a topic or a ballot, each board for itself'
ends_with 0 as mod focus idea 1
says "Plenary: all eyes on idea #1 'A cycle path along the river'."
await "all eyes in Plenary: idea #1 'A cycle path along the river'"
as mod --quiet focus topic traf --board Saalfeld
as mod --quiet focus ballot 1 --board Rud
as anna focus --json >focus.json
is "$(json focus.json "[(f['board_title'], f['idea'], f['topic'], f['ballot']) for f in d]")" \
	"[('Plenary', 1, 0, 0), ('Saalfeld', 0, 1, 0), ('Rudolstadt', 0, 0, 1)]"
as anna focus --board Saalfeld >output
says "Saalfeld: topic #1 'Traffic'" output
as mod show >output
says "All eyes in Plenary: idea #1 'A cycle path along the river'" output
says 'The floor in Plenary: Arno' output
ends_with 0 as mod focus off
await 'all eyes in Plenary: free'
ends_with 0 as mod focus --board Plenary
says 'everybody looks where they like'
ends_with 3 as mod focus idea 99
ends_with 2 as mod focus idea river
ends_with 3 as mod focus topic Nothing
ends_with 4 as anna focus off

claim 'a timer says what its end will do, and takes the time of the phase'
ends_with 0 as mod timer start
says "Plenary: 10:00 from now"
says "then it goes on to phase 2, 'Weigh'."
ends_with 0 as mod timer 90s --board Saalfeld --json
is "$(json output "(d['timer_end_ms'] > 0, d['ending'])")" "(True, 'next')"
ends_with 0 as mod phase next --timer
says "5:00 from now; then it takes no more input."
ends_with 0 as mod phase next --below
says "Plenary: now in phase 3, 'Close', with 3 boards below it."
ends_with 6 as mod timer start
says 'The phase “Close” foresees no time; please name one.'
ends_with 0 as mod timer 1h --below
says 'with the boards below it: 1:00:00 from now'
says 'then it stays in this phase.'
as mod show --json >show.json
is "$(json show.json "len([b for b in d['boards'] if b['timer_end_ms']])")" 4
as mod --quiet timer stop --below
as mod show --json >show.json
is "$(json show.json "len([b for b in d['boards'] if b['timer_end_ms']])")" 0
ends_with 2 as mod timer soon
ends_with 4 as anna timer 5m

claim 'asked without an argument, the timer only shows'
as mod --quiet phase goto Collect
as mod --quiet timer stop
ends_with 0 as anna timer
says 'Plenary: no timer is running.' output
says "The phase foresees 10:00: 'bogen timer start' starts it."
ends_with 0 as mod timer
as mod --quiet timer 20m
ends_with 0 as anna timer
says ' left; then it goes on to phase 2' output
as anna timer --json >output
is "$(json output "(1100000 < d['left_ms'] <= 1200000, d['ending'])")" "(True, 'next')"
ends_with 2 as mod timer --below
as mod --quiet timer stop
as anna timer --json >output
is "$(json output "(d['timer_end_ms'], d['left_ms'])")" '(0, 0)'

claim 'a timer that ends does what was said'
as mod --quiet phase goto Weigh
as mod --quiet timer 1s
await 'board Plenary: phase Weigh; locked'
ends_with 6 as anna idea add 'Too late'
as mod phase show >output
says 'locked' output
as mod --quiet phase goto Collect --board Saalfeld
as mod --quiet timer 1s --board Saalfeld
await 'board Saalfeld: phase Weigh, timer until'

claim 'what waits or is hidden is told to moderators with the reason'
as mod --quiet phase goto Collect
as mod board rules Plenary --approval >output
as bea --quiet idea add 'A night bus' >output
await 'A night bus [waiting]'
as mod board list --json >boards.json
is "$(json boards.json "(d[0]['ideas'], d[0]['held'])")" '(1, 1)'
as mod --quiet approve 2
as mod --quiet hide 2 'said twice'
await 'A night bus [hidden: said twice]'

claim 'marks, seats and leaders are told by name'
as anna --quiet ready
await 'Anna is done in Plenary'
as mod --quiet board add Mobility --sort team >output
as mod --quiet seat Anna Mobility
await 'seat of Anna: Mobility'
as mod --quiet board lead Mobility Anna
await 'board Mobility: phase Collect; led by Anna'

claim 'at a terminal titles stand beside numbers'
mkfifo terminal
python3 "$here/cli_pty.py" 100 "$BOGEN" --profile mod watch </dev/null >terminal 2>/dev/null &
others+=($!)
exec 4<terminal
await 'Watching'
as mod --quiet phase goto Weigh
as anna --quiet vote 1 agree
await "idea #1 'A cycle path along the river', Saalfeld: 1 agree, 0 disagree, 0 pass"

claim 'many seats at once are one line, and among many names the nearest is suggested'
for number in $(seq 1 24); do
	as mod --quiet person add "Guest $number" --town Saalfeld >output
done
as mod --quiet board tables --mixed --size 7 >output
await '4 tables changed: bogen board list'
await '28 seats changed: bogen seat list'
ends_with 3 as mod seat 'Gest 17' 'Table 1'
says "there is no person 'Gest 17' among the 29 there are; did you mean 'Guest 17'?"
ends_with 3 as mod seat Zacharias 'Table 1'
says "there is no person 'Zacharias' among the 29 there are"
