#!/usr/bin/env bash
# Who may vote and who has: roles, towns, members, assisted people, slips; named and hidden ballots;
# several opinion ballots; what watchers are told.
# shellcheck source=tests/e2e/cli_ballots_lib.sh
. "$(dirname "$0")/cli_ballots_lib.sh"

for text in 'A cycle path' 'Benches by the river' 'A night bus'; do idea "$text"; done

claim 'roles and towns decide who may vote'
as mod --quiet person role M1 steering
prepare --title 'The steering group chooses' --method choose --picks 1 --option 1 --option 2 --roles steering
refuses 4 not_voter as t1 cast "$ballot" 1
ends_with 0 as m1 cast "$ballot" 1
prepare --title 'Trier and Hamm choose' --method approval --option 1 --option 2 --voters Trier --voters Hamm
refuses 4 not_voter as m2 cast "$ballot" 1
casts t1 1
as m2 ballot show "$ballot" >shown
says 'Who may vote: members of Trier or Hamm.' shown
as mod --quiet invite --role observer >invited
as olga --quiet join @invited --name Olga >output
refuses 4 observers_read as olga cast "$ballot" 1

claim 'moderators see who has not voted, and nobody sees it otherwise'
as mod ballot missing "$ballot" --json >absent
is "$(json absent "(d['eligible'], d['voted'], len(d['missing']), d['missing'][0]['name'], d['missing'][-1]['town'])")" \
	"(11, 1, 10, 'T2', 'Hamm')"
ends_with 0 as mod ballot missing "$ballot"
says '10 of 11 have not voted yet.'
refuses 4 not_moderator as t1 ballot missing "$ballot"
as t1 ballot list --json >listed
is "$(json listed "[(b['id'], b['voted'], b['turnout']) for b in d if b['id'] == $ballot]")" \
	"[($ballot, True, {'Trier': 1, 'Hamm': 0, 'Merseburg': 0})]"

claim 'a ballot of a members-only board is for its members, and nobody else sees it'
as mod --quiet board add Mobility --sort team --members >output
as mod --quiet seat T1 Mobility >output
as mod --quiet seat H1 Mobility >output
prepare --title 'Within the team' --method yesno --board Mobility
casts t1 yes
ends_with 3 as m1 ballot show "$ballot"
as h1 ballot show "$ballot" --json >shown
is "$(json shown "(d['papers'], d['eligible'])")" '(1, 2)'
as mod --quiet ballot close "$ballot"
came h1 "(d['papers'], o[0]['score'])" '(1, 1.0)'

claim 'for assisted people a moderator casts'
as mod --quiet person add Herta --town Hamm >output
prepare --title 'Which of them?' --method approval --option 1 --option 2
as mod --quiet cast "$ballot" 2 --person Herta >output
refuses 4 not_assisted as t1 cast "$ballot" 2 --person 1
ends_with 0 as mod cast "$ballot" 1 --person Herta
says 'It replaces the whole of what was cast before.'
as mod --quiet cast "$ballot" --withdraw --person Herta
came mod "d['papers']" 0
refuses 2 usage as mod cast "$ballot" --person Herta
refuses 2 usage as mod cast "$ballot" 1 --person Herta --slip 1

claim 'helpers enter slips: one paper each, unless it is taken back'
as mod --quiet paper number --town Merseburg --count 3 >output
as mod --quiet invite --role helper >invited
as hilde --quiet join @invited --name Hilde --town Hamm >output
casts hilde 1 --slip 1
refuses 6 slip_used as hilde cast "$ballot" 2 --slip 1
refuses 6 slip_used as mod cast "$ballot" 2 --slip 1
refuses 4 not_helper as t1 cast "$ballot" 2 --slip 2
refuses 3 not_found as hilde cast "$ballot" 2 --slip 99
refuses 2 usage as hilde cast "$ballot" 2 --slip none
as hilde --quiet cast "$ballot" --withdraw --slip 1
casts hilde 2 --slip 1
casts hilde 2
came mod "(d['papers'], d['turnout'], o[2]['by_town']['Merseburg'], o[1]['counts'])" \
	"(2, {'Trier': 0, 'Hamm': 1, 'Merseburg': 1}, {'approvals': 1}, {'approvals': 0})"
as hilde --quiet vote 1 agree --slip 2
refuses 6 slip_used as hilde vote 1 disagree --slip 2

claim 'hidden: how many have voted is told, what they chose is not; closed for good'
prepare --title 'Which is first?' --method dots --points 3 --hidden --option 1 --option 2
for name in t1 t2 t3 t4 t5 t6; do casts $name 1=2; done
for name in mod t1; do
	came $name "(d['shown'], d['options'], d['papers'], d['turnout']['Trier'])" '(False, [], 6, 6)'
done
ends_with 0 as t1 ballot results "$ballot"
says 'The ballot is still open: results are shown at the closing; 6 of about' output
says 'Trier 6' output
as mod --quiet ballot close "$ballot"
# 12 points of 6 papers with 3 each
came t1 "(d['shown'], o[1]['score'], o[1]['by_town']['Trier'])" "(True, 12/18, {'points': 12, 'givers': 6})"
refuses 6 ballot_final as mod ballot open "$ballot"

claim 'named: everybody sees who chose what; a hidden one tells it at its closing'
prepare --title 'With our names' --method choose --picks 1 --secrecy named --hidden --option 1 --option 2
as t1 ballot show "$ballot" >shown
says 'Secrecy: named: everybody sees who chose what. It does not protect from pressure' shown
casts t2 2
casts h1 1
refuses 6 not_published as t1 ballot published "$ballot"
as mod --quiet ballot close "$ballot"
as t1 ballot published "$ballot" --json >papers
is "$(json papers "[(p['name'], p['town'], [c['idea'] for c in p['choices']]) for p in d]")" \
	"[('T2', 'Trier', [2]), ('H1', 'Hamm', [1])]"
prepare --title 'Without' --method yesno
casts t2 yes
refuses 6 not_published as mod ballot published "$ballot"

claim 'with several opinion ballots open, an opinion goes where the idea belongs'
as mod --quiet topic add Traffic >output
as mod --quiet move 1 --topic Traffic
prepare --title 'About traffic' --method opinion --topic Traffic
traffic=$ballot
as mod --quiet ballot close 1
prepare --title 'About Hamm' --method opinion --board Hamm
refuses 6 option_foreign as t1 vote 2 agree
as t1 vote 1 agree --json >voted
is "$(json voted "d['ballot']")" "$traffic"
as mod --quiet ballot open 1
refuses 2 usage as t1 vote 1 pass
says 'which one? --ballot B'
as t1 --quiet vote 1 disagree --ballot 1
as t1 vote 2 agree --json >voted
is "$(json voted "d['ballot']")" 1
as mod --quiet ballot close 1

claim 'an idea is shown with the opinions of the ballot that takes it'
as mod idea show 1 --json >shown
is "$(json shown "(d['agree'], d['disagree'], d['by_town']['Trier']['agree'])")" '(1, 0, 1)'
as t1 idea show 1 --json >shown
is "$(json shown "(d['agree'], d['by_town']['Trier'], d['by_town']['Hamm'])")" "(1, None, {'agree': 0, 'disagree': 0, 'pass': 0})"
prepare --title 'In silence' --method opinion --hidden --idea-sort none --topic none
as t2 --quiet vote 3 agree --ballot "$ballot"
as mod --quiet ballot close "$traffic"
as t1 ideas --json >listed
is "$(json listed "[(i['id'], i['agree']) for i in d if i['id'] == 3]")" '[(3, None)]'
ends_with 0 as t1 idea show 3
says "Ballot #$ballot is open; its results are shown at the closing." output

claim 'show tells which ballots are open and what to type'
prepare --title 'What next?' --method dots --points 2 --option 2 --option 3
as t1 show >shown
says "Open ballot #$ballot (dots): What next?" shown
says "To vote: bogen cast $ballot 2=2 3=1" shown
casts t1 2=1
as t1 show >shown
says "You have voted; to change it: bogen cast $ballot 2=2 3=1" shown

claim 'a watcher is told of ballots, and how many have voted now and then'
mkfifo seen
"$BOGEN" --profile t1 watch >seen 2>&1 &
others+=($!)
exec 4<seen
await 'Watching'
as mod ballot add --title 'And then?' --method approval --option 1 --option 2 --json >added
ballot=$(json added "d['id']")
await "ballot #$ballot (prepared): And then? [approval]"
as mod --quiet ballot open "$ballot"
await "ballot #$ballot (open): And then?; to vote: bogen cast $ballot 1 2"
casts t2 1
await "ballot #$ballot: 1 has voted"
casts t3 1
await "ballot #$ballot: 2 have voted"
for name in t4 t5 t6; do casts $name 2; done
told=
while [ -z "$told" ] && read -r -t 30 line <&4; do
	case $line in
	"ballot #$ballot: 5 have voted"*) told=yes ;;
	"ballot #$ballot:"*) wrong "the watcher is told of every paper: $line" ;;
	esac
done
is "$told" yes
casts t1 2
await "your paper in ballot #$ballot: cast"
as mod --quiet ballot close "$ballot"
await "ballot #$ballot (closed): And then?; 6 of"
