#!/usr/bin/env bash
# Managing a town's future, as in Trier: institutions of three towns and the administration answer six
# questions, each in its own workshop and at its own pace, and make a concept with visions, goals and
# measures of the answers; each goal has its manager. A few years later it is revised.
# shellcheck source=tests/e2e/process_lib.sh
. "$(dirname "$0")/process_lib.sh"

hold trier en 'Our region in 2045: a concept' Trier Konz Schweich Administration
workshops=(Trier Konz Schweich Administration)

say 'Before: who is invited'
claim 'a link for each town lets in as many institutions as were agreed, for that town'
invitation co.link --role moderator --uses 1
invitation trier.link --role citizen --town Trier
invitation konz.link --role citizen --town Konz --uses 3
invitation schweich.link --role citizen --town Schweich
invitation office.link --role citizen --town Administration --for 30d
invitation press.link --role observer --for 1d
invited Petra co.link
invited Clara trier.link --institution 'Chamber of commerce'
invited Ulf trier.link --institution University
invited Hanna trier.link --institution Hospital
invited Willi konz.link --institution 'Winegrowers'
invited Sonja konz.link --institution 'Secondary school'
invited Mark konz.link --institution 'Sports club'
invited Tina schweich.link --institution 'Tourist office'
invited Kurt schweich.link --institution Crafts
invited Bernd schweich.link --institution Bank
invited Anke office.link --institution "Mayor's office"
invited Paul office.link --institution 'Planning office'
invited Olga press.link --institution Newspaper
must_refuse 4 invitation_over as Late --server "$url" join @konz.link --name Late
sees Willi "('citizen', 'Konz')" "(d['role'], d['town'])" whoami
sees Petra moderator "d['role']" whoami
invitation lost.link --role moderator
moderator invite list --json >invitations.json
lost=$(json invitations.json "[i['invitation'] for i in d if i['role'] == 'moderator' and i['state'] == 'open'][0]")
moderator --quiet invite revoke "$lost"
must_refuse 4 invitation_over as Finder --server "$url" join @lost.link --name Finder
look invite list

claim 'who has no device is entered, and speaks through the moderator'
moderator person add 'Herta Lang' --town Konz --institution 'Senior citizens' --json >herta.json
herta=$(json herta.json "d['id']")

claim 'each workshop has a leader, who leads it and no other'
look board lead Trier Clara
look board lead Konz Willi
look board lead Schweich Tina
look board lead Administration Anke
must_refuse 4 not_leader as Clara phase next --board Konz
must_refuse 4 not_moderator as Clara board lead Konz Clara
must_refuse 4 observers_read as Olga idea add 'I only report' --board Trier
look show

say 'Question 1: which changes come?'
adds Clara 'Online trade empties the shops of the old town' --board Trier --topic Economy
change=$id
adds Ulf 'Machines write what our students used to write' --board Trier --topic Technology
adds Hanna 'One in three of us will be over 65' --board Trier --topic Society
adds Willi 'Summers are drier every year' --board Konz --topic Economy
adds Sonja 'Children learn with screens from the first year on' --board Konz --topic Technology
moderator --quiet idea add 'Nobody under 50 comes to our afternoons' --board Konz --topic Society --person "$herta" >output
adds Tina 'Guests stay two nights and no longer a week' --board Schweich --topic Economy
adds Anke 'The state moves duties to us without the money' --board Administration --topic Politics
must_refuse 6 topic_not_now as Kurt idea add 'Solar roofs' --board Schweich --topic 'In 10'
sees moderation "['Administration', 'Konz', 'Schweich', 'Trier']" \
	"sorted({i['board'] for i in d})" ideas --idea-sort Change
sees moderation "[('Herta Lang', 'Konz')]" \
	"[(i['author'], i['town']) for i in d if 'afternoons' in i['text']]" ideas --board Konz

claim 'a name that must not be kept leaves the idea and the history'
adds Mark 'Our neighbour Josef Klein lets his vineyard rot' --board Konz --topic Economy
look redact "$id" 'Vineyards are given up' --yes
sees Mark "('Vineyards are given up', True)" "(d['text'], d['redacted'])" idea show "$id"
look person mute Mark
must_refuse 4 muted as Mark idea add 'It is Josef Klein!' --board Konz
look person unmute Mark
moderator export --output whole.json
! grep -q 'Josef' whole.json || wrong 'the export still names him'

claim 'each workshop goes at its own pace'
for question in 2 3 4; do
	as Clara --quiet phase next --board Trier
	[[ $(phase_of Trier) == "Question $question"* ]] || wrong "Trier is not at question $question"
done
is "$(phase_of Trier)" 'Question 4: visions'
is "$(phase_of Konz)" 'Question 1: changes'

say 'Questions 2 and 3: opportunities and risks, each turned from a change'
for town in Konz Schweich Administration; do
	moderator --quiet phase next --board "$town"
done
adds Willi 'Drought makes old vines valuable' --board Konz
adds Tina 'Whoever stays two nights comes three times' --board Schweich
adds Paul 'Empty shops are rooms for something new' --board Administration
moderator --quiet idea link "$id" turned-from "$change"
sees Ulf "[{'from': $id, 'relation': 'turned_from', 'to': $change}]" "d['links']" idea show "$id"

claim 'two moderators who press next at once: one leads, the other is told where the board is now'
hesitates Petra phase next --board Konz
look phase next --board Konz
goes_on 6
is "$(json errors "d['error']['code']")" phase_moved
says 'Question 3: risks'
is "$(phase_of Konz)" 'Question 3: risks'
as Tina --quiet phase next --board Schweich
as Anke --quiet phase next --board Administration
adds Sonja 'Whoever leaves for university does not come back' --board Konz
as Willi --quiet phase next --board Konz
as Tina --quiet phase next --board Schweich
as Anke --quiet phase next --board Administration

say 'Question 4: the town in 5, 10 and 30 years'
adds Clara 'Every second ground floor in the old town has a new use' --board Trier --topic 'In 5'
adds Ulf 'Students stay because they find a flat' --board Trier --topic 'In 10'
adds Hanna 'The city cools itself: trees, water, white roofs' --board Trier --topic 'In 30'
vision_trier=$id
adds Sonja 'A bus every 15 minutes to both neighbours' --board Konz --topic 'In 5'
adds Willi 'Wine without water from the tap' --board Konz --topic 'In 10'
adds Mark 'Shade on every way to school' --board Konz --topic 'In 30'
vision_konz=$id
adds Kurt 'Each workshop finds an apprentice' --board Schweich --topic 'In 5'
adds Tina 'Guests come without a car' --board Schweich --topic 'In 10'
adds Bernd 'Our region earns its energy itself' --board Schweich --topic 'In 30'
vision_schweich=$id
adds Anke 'Every application can be made from the sofa' --board Administration --topic 'In 5'
adds Paul 'No new ground is sealed' --board Administration --topic 'In 10'
adds Paul 'The river has its flood plains back' --board Administration --topic 'In 30'
vision_office=$id
sees moderation "[('In 10 years', 4), ('In 30 years', 4), ('In 5 years', 4)]" \
	"sorted({(t, len({i['town'] for i in d if i['topic'] == t})) for t in {i['topic'] for i in d}})" \
	ideas --idea-sort Vision
look ideas --idea-sort Vision --sort town

claim 'whose phone was wiped comes back as the same person, and the old link is void at once'
follows Hanna
moderator --quiet relink Hanna >hanna.link
cut_off Hanna 'You have been given a new link'
rm config/bogen/Hanna.json
as Hanna --quiet join @hanna.link >output
sees Hanna "('Hanna', 'Trier')" "(d['name'], d['town'])" whoami

say 'Questions 5 and 6: what must be done now, and which milestones'
for town in "${workshops[@]}"; do
	moderator --quiet phase next --board "$town"
done
adds Clara 'The council decides on one fund for empty shops' --board Trier
for town in "${workshops[@]}"; do
	moderator --quiet phase next --board "$town"
done
look timer 20m --board Konz
adds Clara 'The first three shops are let anew' --board Trier --topic 'Within a year'
milestone=$id
adds Sonja 'The bus line is in the timetable' --board Konz --topic 'Within 5'
sees moderation True "d['board']['timer_end_ms'] > 0" phase show --board Konz
look board list

say 'Each town chooses what goes before all'
claim 'what is sent as the question closes is handed back, not lost'
hesitates Sonja idea add 'A milestone that comes too late' --board Konz
as Willi --quiet phase next --board Konz
goes_on 6
is "$(json errors "d['error']['code']")" phase_forbids
says 'A milestone that comes too late'
for town in Trier Schweich Administration; do
	moderator --quiet phase next --board "$town"
done
opens 2
does Clara cast 2 "$vision_trier=2" "$milestone=2" "$change=1"
does Ulf cast 2 "$vision_trier=2" "$change=2"
does Hanna cast 2 "$vision_trier=2"
must_refuse 4 not_voter as Sonja cast 2 "$vision_trier=1"
must_refuse 6 option_foreign as Hanna cast 2 "$vision_konz=1"
closes 2
look ballot results 2
sees Clara "[($vision_trier, 6), ($change, 3), ($milestone, 2)]" \
	"[(o['idea'], o['counts']['points']) for o in d['options'] if o['rank'] < 4]" ballot results 2

claim 'a leader sends up what the workshop has chosen; it keeps its author and town'
as Clara send-up "$vision_trier" "$milestone" --json >sent.json
up_trier=$(json sent.json "(d if isinstance(d, list) else [d])[0]['sent_up_to']")
as Willi --quiet send-up "$vision_konz" >up_konz
as Tina --quiet send-up "$vision_schweich" >up_schweich
as Anke --quiet send-up "$vision_office" >up_office
up_konz=$(tr -d '#' <up_konz)
must_refuse 6 sent_up_already as Willi send-up "$vision_konz"
sees Bernd "('Mark', 'Konz', 'Plenary')" "(d['author'], d['town'], d['board'])" idea show "$up_konz"
sees Bernd "[{'from': $up_konz, 'relation': 'sent_up_from', 'to': $vision_konz}]" "d['links']" \
	idea show "$up_konz"
look ideas --board Plenary --sort town

claim 'the plenary merges what means the same, and takes it apart again'
as Petra --quiet merge "$up_konz" --into "$up_trier"
must_refuse 6 merged as Sonja comment "$up_konz" 'We had that idea first'
as Petra --quiet undo
sees Sonja None "d['merged_into']" idea show "$up_konz"
as Petra --quiet merge "$up_konz" --into "$up_trier"
look unmerge "$up_konz"
as Petra --quiet merge "$up_konz" --into "$up_trier"
must_refuse 6 built_on moderator undo

say 'The plenary: principles, goals, measures'
look phase goto 'Guiding principles'
adds Hanna 'We are the region of shade and water' --title 'Shade and water'
principle=$id
moderator --quiet idea link "$up_trier" part-of "$principle"
look phase next
adds Paul 'By 2035 ten degrees less on every square at noon' --title 'Cool squares'
cool=$id
adds Sonja 'By 2030 a bus every 15 minutes between the three towns' --title 'Buses'
buses=$id
adds Clara 'By 2032 no shop in the old town of Trier stands empty' --title 'Shops'
shops=$id
moderator --quiet idea link "$cool" part-of "$principle"
look phase next
for measure in "$cool|Plant 500 trees along the ways to school" "$buses|One timetable for three towns" \
	"$shops|A fund that lets shops for half the rent"; do
	adds Kurt "${measure#*|}"
	moderator --quiet idea link "$id" part-of "${measure%%|*}"
done
sees moderation 3 "len(d)" ideas --idea-sort Measure
must_refuse 6 phase_forbids as Kurt vote "$cool" agree

say 'The plenary weighs'
look phase next
must_refuse 6 phase_forbids as Kurt idea add 'One more measure'
look focus ballot 1
await_row Bernd "kind == 'focus' and row and row['ballot'] == 1"
# Trier is the largest: its people alone would carry the shops. All four carry cool squares.
for name in Clara Ulf Hanna Willi Tina; do
	as "$name" --quiet vote "$shops" agree
done
for name in Sonja Mark Kurt Bernd Anke Paul; do
	as "$name" --quiet vote "$shops" disagree
done
for name in Clara Ulf Sonja Mark Willi Tina Kurt Anke Paul; do
	as "$name" --quiet vote "$cool" agree
done
as Hanna --quiet vote "$cool" pass
moderator --quiet vote "$cool" agree --person "$herta"
for name in Clara Ulf Hanna Tina Kurt Bernd Anke Paul; do
	as "$name" --quiet vote "$buses" agree
done
for name in Sonja Willi; do
	as "$name" --quiet vote "$buses" disagree
done
must_refuse 4 observers_read as Olga vote "$cool" agree
moderator --json ballot results 1 --rule every-town >results.json
is "$(json results.json "[o['idea'] for o in d['options'] if o['idea'] in ($cool, $buses, $shops)]")" \
	"[$cool, $buses, $shops]"
is "$(json results.json "[(o['rank'], o['carried']) for o in d['options'] if o['idea'] == $cool]")" '[(1, 4)]'
is "$(json results.json "next(o['by_town']['Konz'] for o in d['options'] if o['idea'] == $buses)")" \
	"{'agree': 0, 'disagree': 2, 'pass': 0}"
look ballot results 1 --board Plenary --rule every-town
claim 'as long as a ballot runs, what few people of a town said is told to moderators, not to all'
sees Ulf '[None, None, None, None]' "next(list(o['by_town'].values()) for o in d['options'] if o['idea'] == $buses)" \
	ballot results 1
look ballot close 1
sees Ulf "[$cool, $buses, $shops]" "[o['idea'] for o in d['options']]" \
	ballot results 1 --idea-sort Goal --board Plenary --rule every-town
must_refuse 6 ballot_not_open as Ulf vote "$shops" pass

claim 'most put the shops first; but the buses win against each other goal, two by two'
opens 6
look focus ballot 6
for name in Clara Ulf Hanna Willi Tina; do does "$name" cast 6 --order "$shops,$buses,$cool"; done
for name in Sonja Mark Kurt Bernd; do does "$name" cast 6 --order "$cool,$buses,$shops"; done
for name in Anke Paul; do does "$name" cast 6 "$buses=1" "$cool=2"; done
does moderation cast 6 "$buses=1" "$cool=2" "$shops=3" --person "$herta"
must_refuse 6 option_foreign as Ulf cast 6 "$principle=1"
sees Ulf False "d['shown']" ballot results 6
closes 6
look ballot results 6
# Buses before cool 8 of 12, before shops 7; cool before shops 7. Borda points of 24: 15, 11, 10.
came_to 6 people 'idea, rank, beats' \
	"[[$buses, 1, [{'idea': $cool, 'papers': 8}, {'idea': $shops, 'papers': 7}]], \
[$cool, 2, [{'idea': $buses, 'papers': 4}, {'idea': $shops, 'papers': 7}]], \
[$shops, 3, [{'idea': $cool, 'papers': 5}, {'idea': $buses, 'papers': 5}]]]"
is "$(json results.json "[o['counts']['borda'] for o in d['options']]")" '[15.0, 11.0, 10.0]'
look focus off

say 'Who takes it in hand'
look phase next
as Paul --quiet comment "$cool" 'I am the manager of this goal' >output
claim 'each goal has a manager, who leads its team and no other'
for goal in 'Cool squares|Paul' 'Buses|Sonja' 'Shops|Clara'; do
	moderator --quiet board add "Goal: ${goal%%|*}" --sort team --places 6 >output
	moderator --quiet board lead "Goal: ${goal%%|*}" "${goal#*|}"
	is "$(phase_of "Goal: ${goal%%|*}")" 'Goal team: plan'
done
as Kurt --quiet seat 'Goal: Cool squares'
as Hanna --quiet seat 'Goal: Cool squares'
as Paul --quiet seat Willi 'Goal: Cool squares'
must_refuse 4 not_leader as Sonja lock --board 'Goal: Cool'
adds Kurt 'First step: measure all squares in July' --board 'Goal: Cool'
sees Kurt Measure "d['sort']" idea show "$id"
must_refuse 4 not_member as Bernd idea add 'Me too' --board 'Goal: Cool'
sees moderation "['Hanna', 'Kurt', 'Paul', 'Willi']" \
	"sorted(p['name'] for b in d if b['title'] == 'Goal: Cool squares' for p in b['persons'])" seat list
sees Bernd "['Clara', 'Paul', 'Sonja']" \
	"sorted(b['leader_name'] for b in d if b['title'].startswith('Goal: '))" board list

claim 'the steering group says how far each goal has come, and nobody else'
look person role Anke steering
look person role Ulf steering
as Ulf --quiet stage "$cool" selected
as Anke --quiet stage "$buses" selected
must_refuse 4 not_steering as Bernd stage "$shops" selected
must_refuse 4 not_leader as Anke phase next --board 'Steering group'
is "$(phase_of 'Steering group')" 'Steering group: watch the goals'
adds Anke 'We meet every three months' --board 'Steering group'
sees Ulf Agreement "d['sort']" idea show "$id"
sees Ulf 'We meet every three months' "d['text']" idea show "$id"
must_refuse 3 not_found as Bernd idea show "$id"
look board list

say 'The concept'
look phase next
is "$(phase_of Plenary)" 'The concept'
must_refuse 6 phase_forbids as Bernd comment "$cool" 'Still something'
look lock --all
must_refuse 6 locked as Kurt idea add 'Second step' --board 'Goal: Cool'
look unlock --all

say 'Revision, a few years later'
look phase next
as Paul --quiet phase next --board 'Goal: Cool'
is "$(phase_of 'Goal: Cool')" 'Goal team: report'
as Paul --quiet comment "$cool" 'Four squares are done, three are planned' >output
as Ulf --quiet stage "$cool" running
as Anke --quiet stage "$buses" 'done'
adds Bernd 'Heat pumps have become cheap'
sees moderation Change "d['sort']" idea show "$id"
look ballot open 1
as Bernd --quiet vote "$cool" agree
must_refuse 6 no_phase moderator phase next
claim 'the revision begins with the old goals and how far they have come'
sees Bernd "[('Buses', 'done'), ('Cool squares', 'running'), ('Shops', 'idea')]" \
	"sorted((i['title'], i['stage']) for i in d)" ideas --idea-sort Goal
sees Bernd "['I am the manager of this goal', 'Four squares are done, three are planned']" \
	"[c['text'] for c in d['comment_list']]" idea show "$cool"
look ideas --idea-sort Goal
finish
