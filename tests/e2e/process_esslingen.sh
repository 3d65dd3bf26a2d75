#!/usr/bin/env bash
# Landkreis Esslingen: a dialogue on the future of a district. Opening event, four workshops, twenty
# project profiles, of which a steering group selects ten; nine run, are reported on and evaluated.
# shellcheck source=tests/e2e/process_lib.sh
. "$(dirname "$0")/process_lib.sh"
towns=(Esslingen Nürtingen Kirchheim Filderstadt)
workshops=(infrastructure 'skilled labour' 'structural change' digitalisation)
topics=(Infrastructure 'Skilled labour' 'Structural change' Digitalisation)
group='Steering group'

claim 'people come by a code, a steering group and the press by invitation'
hold esslingen en 'The district in ten years' "${towns[@]}"
invitation moderator.link --role moderator --uses 1
invited Mona moderator.link
citizen Ada Esslingen && citizen Ben Esslingen
citizen Cem Nürtingen && citizen Dora Nürtingen
citizen Emil Kirchheim && citizen Fritzi Kirchheim
citizen Greta Filderstadt
invitation steering.link --role steering --for 30d --uses 3
invited Sara steering.link --town Esslingen
invited Tom steering.link --institution 'District office'
invited Uwe steering.link --town Filderstadt
invitation press.link --role observer
invited Press press.link
invitation member.link --role member --town Filderstadt --board 'Workshop on digitalisation' --uses 1
invited Hans member.link --town Esslingen
sees Hans "('member', 'Filderstadt')" "(d['role'], d['town'])" whoami
must_refuse 4 invitation_over as Vic --server "$url" join @steering.link --name Vic
does Mona invite revoke 3
must_refuse 4 invitation_over as Blog --server "$url" join @press.link --name Blog
say 'The session as the moderator sees it'
look show
look person list

say 'From the towns to the opening event'
claim 'each town collects its needs, and its leader brings the most pressing one'
for at in "${!towns[@]}"; do
	who=(Ada Cem Emil Greta)
	does Mona board lead "${towns[at]}" "${who[at]}"
	adds "${who[at]}" "A need of ${towns[at]}: ${topics[at]}" --board "${towns[at]}" --topic "${topics[at]}"
	sends_up "${who[at]}" "$id"
done
must_refuse 4 observers_read as Press idea add 'A question'
adds Tom 'Where do our young people go?' --topic Skilled
look ideas --board Plenary --sort town
sees Press "['Esslingen', 'Filderstadt', 'Kirchheim', 'Nürtingen']" \
	"sorted(i['town'] for i in d if i['town'])" ideas --board Plenary

claim 'people choose a table, and then a workshop, where there is room'
does Mona board tables Plenary --choice --size 3
for name in Ada Cem Emil; do does "$name" seat 'Table 1'; done
must_refuse 6 board_full as Dora seat 'Table 1'
does Dora seat 'Table 2'
does Ada unseat 'Table 1'
does Dora seat 'Table 1'
must_refuse 4 observers_read as Press seat 'Table 2'
does Ada seat 'Workshop on infrastructure' && does Cem seat 'Workshop on infrastructure'
does Ben seat 'Workshop on skilled labour' && does Emil seat 'Workshop on skilled labour'
does Dora seat 'Workshop on structural change' && does Greta seat 'Workshop on structural change'
does Fritzi seat 'Workshop on digitalisation'
leaders=(Cem Ben Dora Hans)
for at in "${!workshops[@]}"; do does Mona board lead "Workshop on ${workshops[at]}" "${leaders[at]}"; done
look seat list
sees Emil "['Workshop on skilled labour', 'Table 1']" "[b['title'] for b in d if b['persons']]" seat list

say 'Four workshops at their own pace'
claim 'project ideas come from two towns in each workshop'
partners=(Ada Emil Greta Fritzi)
for at in "${!workshops[@]}"; do
	for count in 1 2 3; do
		adds "${leaders[at]}" "${topics[at]}, idea $count" \
			--board "Workshop on ${workshops[at]}" --topic "${topics[at]}"
		adds "${partners[at]}" "${topics[at]}, another idea $count" \
			--board "Workshop on ${workshops[at]}" --topic "${topics[at]}"
	done
done
sees Mona '[6, 6, 6, 6]' "[b['ideas'] for b in d if b['sort'] == 'team']" board list
must_refuse 4 not_member as Ada idea add 'From next door' --board 'Workshop on digitalisation'

claim 'a leader ends the collecting; who was about to write gets the text back'
as Ada ideas --board 'Workshop on infrastructure' --json >ideas.json
mapfile -t drafts < <(json ideas.json "'\n'.join(str(i['id']) for i in reversed(d))")
hesitates Ada idea add 'A bridge over the Neckar' --board 'Workshop on infrastructure'
does Cem phase next --board 'Workshop on infrastructure' --timer
goes_on 6
is "$(json errors "(d['error']['code'], d['error']['text'])")" "('phase_forbids', 'A bridge over the Neckar')"
must_refuse 4 not_moderator as Cem ballot open 2
does Mona ballot open 2
look ballot show 2
must_refuse 4 not_voter as Ben cast 2 "${drafts[0]}"
must_refuse 6 picks_too_many as Ada cast 2 "${drafts[@]}"
does Ada cast 2 "${drafts[@]:0:5}"
does Cem cast 2 "${drafts[@]:1:5}"
sees Cem False "d['shown']" ballot results 2

claim 'who is level at the last place is named, and nobody draws lots'
does Mona ballot close 2
look ballot results 2
came_to 2 people 'idea, rank, decision' "[[${drafts[1]}, 1, 'carried'], [${drafts[2]}, 1, 'carried'], \
[${drafts[3]}, 1, 'carried'], [${drafts[4]}, 1, 'carried'], [${drafts[0]}, 5, 'tied'], [${drafts[5]}, 5, 'tied']]"
for at in 1 2 3; do does "${leaders[at]}" phase next --board "Workshop on ${workshops[at]}"; done
must_refuse 4 not_member as Greta ready --board 'Workshop on infrastructure'
for name in Ada Cem; do does "$name" ready --board 'Workshop on infrastructure'; done

claim 'twenty profiles are written and brought before the closing event'
profiles=()
for at in "${!workshops[@]}"; do
	board="Workshop on ${workshops[at]}"
	does "${leaders[at]}" phase next --board "$board"
	written=()
	for count in 1 2 3 4 5; do
		adds "${partners[at]}" "What, why, first step, cost and risks of project $count" --board "$board" \
			--topic "${topics[at]}" --title "${topics[at]} $count"
		written+=("$id")
	done
	sends_up "${leaders[at]}" "${written[@]}"
	profiles+=("${sent[@]}")
done
is "${#profiles[@]}" 20
look board list

say 'The closing event'
claim 'the profiles stand with their workshop and town; one after another has all eyes'
does Mona phase next
is "$(phase_of Plenary)" 'Closing event'
does Mona focus idea "${profiles[0]}"
sees Press "${profiles[0]}" "d[0]['idea']" focus
for name in Ada Ben Dora Emil Greta; do does "$name" vote "${profiles[0]}" agree; done
does Fritzi vote "${profiles[0]}" disagree
does Greta comment "${profiles[0]}" 'Filderstadt joins in'
does Mona focus off

say 'The steering group examines and selects'
claim 'what stands before the steering group is seen by its members and moderators alone'
must_refuse 4 not_leader as Cem send-up "${profiles[1]}" --to "$group"
sends_up Mona "${profiles[@]}" --to "$group"
before=("${sent[@]}")
does Mona board lead "$group" Sara
does Uwe comment "${before[0]}" 'Who pays for the running cost?'
sees Tom '(20, 1)' "(len(d), sum(i['comments'] for i in d))" ideas --board "$group"
for name in Ada Hans Press; do sees "$name" 0 'len(d)' ideas --board "$group"; done
must_refuse 3 not_found as Ada comment "${before[0]}" 'I would like to know as well'
must_refuse 6 phase_forbids as Tom vote "${before[0]}" agree
does Sara phase next --board "$group"
does Mona ballot open 6
must_refuse 3 not_found as Ada cast 6 "${before[0]}"
must_refuse 3 not_found as Press ballot show 6
sees Uwe "('Plenary', ${profiles[0]})" "(d['sent_up_from']['board'], d['sent_up_from']['id'])" \
	idea show "${before[0]}"
sees Uwe 'Workshop on infrastructure' "d['sent_up_from']['board']" idea show "${profiles[0]}"

claim 'a change that comes as the ballot closes is refused; what was cast before counts'
# choose NAME BALLOT INDEX …: of the profiles before the group.
choose() {
	local name=$1 ballot=$2 at chosen=()
	shift 2
	for at; do chosen+=("${before[at]}"); done
	does "$name" cast "$ballot" "${chosen[@]}"
}
choose Sara 6 0 1 5 6 10 11 15 16 2 7
choose Tom 6 0 1 5 6 10 11 15 16 2 12
choose Uwe 6 0 5 10 15 2 7 12 3 8 13
must_refuse 6 picks_too_many as Uwe cast 6 "${before[@]:0:11}"
sees Sara "(False, 3)" "(d['shown'], d['papers'])" ballot results 6
hesitates Uwe cast 6 "${before[19]}"
does Mona ballot close 6
goes_on 6
is "$(json errors "d['error']['code']")" ballot_not_open
must_refuse 6 ballot_final as Mona ballot open 6
look ballot results 6

claim 'five are chosen by all three; six are level for the other five places, and go into another round'
came_to 6 people 'decision' "[$(printf "['carried'], %.0s" 1 2 3 4 5)$(printf "['tied'], %.0s" 1 2 3 4 5 6)\
$(printf "['lost'], %.0s" 1 2 3 4 5 6 7 8)['lost']]"
is "$(json results.json "sorted(o['idea'] for o in d['options'] if o['decision'] == 'carried')")" \
	"[${before[0]}, ${before[2]}, ${before[5]}, ${before[10]}, ${before[15]}]"
is "$(json results.json "sorted(o['idea'] for o in d['options'] if o['decision'] == 'tied')")" \
	"[${before[1]}, ${before[6]}, ${before[7]}, ${before[11]}, ${before[12]}, ${before[16]}]"
is "$(json results.json "[o['counts']['approvals'] for o in d['options']]")" \
	'[3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0]'
does Mona ballot again 6
options=()
for at in 1 6 7 11 12 16; do options+=(--option "${before[at]}"); done
does Mona ballot edit 7 "${options[@]}" --picks 5 --places 5
does Mona ballot open 7
must_refuse 6 option_foreign as Uwe cast 7 "${before[0]}"
choose Sara 7 1 6 7 11 12
choose Tom 7 1 6 7 11 12
choose Uwe 7 6 7 11 12 16
sees moderation '[]' "[p['name'] for p in d['missing'] if p['name'] in ('Sara', 'Tom', 'Uwe')]" ballot missing 7
does Mona ballot close 7
look ballot results 7
came_to 7 people 'idea, decision' "[[${before[6]}, 'carried'], [${before[7]}, 'carried'], [${before[11]}, 'carried'], \
[${before[12]}, 'carried'], [${before[1]}, 'carried'], [${before[16]}, 'lost']]"

claim 'ten of twenty are selected, for everybody to see; what was marked by mistake is undone'
best=()
for at in 0 2 5 10 15 1 6 7 11 12; do best+=("${before[at]}"); done
must_refuse 4 not_steering as Ada stage "${profiles[0]}" selected
selected=()
for at in "${!before[@]}"; do
	for one in "${best[@]}"; do
		[ "$one" != "${before[at]}" ] || selected+=("${profiles[at]}")
	done
done
for one in "${selected[@]}"; do does Tom stage "$one" selected; done
does Tom stage "${profiles[19]}" selected
does Tom undo
sees Press '(10, 4)' "(sum(i['stage'] == 'selected' for i in d), \
	len({i['topic'] for i in d if i['stage'] == 'selected'}))" ideas --board Plenary

claim 'who leaves the steering group loses right and sight at once, on the open connection too'
expects Uwe "kind == 'idea' and key == [${before[3]}] and row is None"
does Mona person role Uwe citizen
came
sees Uwe 0 'len(d)' ideas --board "$group"
must_refuse 4 not_steering as Uwe stage "${selected[0]}" running
must_refuse 3 not_found as Uwe idea add 'From outside' --board "$group"
does Mona phase next
is "$(phase_of Plenary)" 'The selected projects'
look show

say 'Nine projects run'
claim 'each project has a team over the towns and a leader; one of the ten does not begin'
for at in 0 1 2 3 4 5 6 7 8; do does Sara stage "${selected[at]}" running; done
does Sara stage "${selected[9]}" stopped
look ideas --board Plenary
sees Press "(9, 1)" \
	"(sum(i['stage'] == 'running' for i in d), sum(i['stage'] == 'stopped' for i in d))" ideas --board Plenary
for project in 1 2 3; do
	does Mona board add "Project $project" --sort team --places 8
	does Mona phase goto 'Project: begin' --board "Project $project"
done
for name in Ada Cem Emil; do does "$name" seat 'Project 1'; done
for name in Ben Greta; do does "$name" seat 'Project 2'; done
does Mona board lead 'Project 1' Cem
does Mona board lead 'Project 2' Ben
sees Cem "['Table 1', 'Project 1']" "[b['title'] for b in d if b['persons']]" seat list
adds Ada 'Route agreed by March' --board 'Project 1'
milestone=$id
sees Ada 'Milestone' "d['sort']" idea show "$milestone"
does Cem phase next --board 'Project 1'
does Ada comment "$milestone" 'Two of three councils have agreed; the third decides in April'
must_refuse 4 not_leader as Ben phase next --board 'Project 1'

claim 'the server dies in the middle of the work, and nobody notices but for a moment'
expects Press "kind == 'comment' and row and row['text'] == 'All three have agreed'"
kill_server
restart_server
does Cem comment "$milestone" 'All three have agreed'
came

say 'The steering group accompanies the projects'
claim 'it decides among itself; milestones and reports are open to all'
does Sara phase next --board "$group"
is "$(phase_of "$group")" 'Steering group: accompany the projects'
adds Sara 'Project 1 may take three months longer' --board "$group"
sees Tom Decision "d['sort']" idea show "$id"
does Tom vote "$id" agree
must_refuse 3 not_found as Ada idea show "$id"
sees Press 2 "d['comments']" idea show "$milestone"
does Sara stage "${selected[0]}" 'done'
does Mona lock "${selected[0]}"
must_refuse 6 idea_locked as Ada comment "${selected[0]}" 'Too late'

say 'The final evaluation, and how it continues'
claim 'all boards evaluate; then new fields are taken up by a larger steering group'
does Mona phase goto 'Final evaluation' --below
is "$(phase_of 'Project 2')" 'Final evaluation'
adds Greta 'Small towns need a partner in the district office' --topic 'What worked' --board 'Project 2'
adds Ada 'The councils met too seldom' --topic 'What did not' --board Plenary
adds Sara 'We select sooner' --topic 'What we do' --board "$group"
must_refuse 6 boards_differ as Mona merge "$id" --into "$milestone"
does Mona phase next --below
is "$(phase_of Plenary)" Continuation
is "$(phase_of Kirchheim)" Continuation
is "$(phase_of 'Project 2')" 'Final evaluation'
for name in Ada Emil; do does Mona person role "$name" steering; done
does Mona lock --board Plenary
must_refuse 6 locked as Dora idea add 'Water in dry summers'
does Mona unlock --board Plenary
adds Dora 'Water in dry summers'
for name in Cem Emil Greta Ben; do does "$name" vote "$id" agree; done
sees Mona 4 "next(b['people'] for b in d if b['sort'] == 'steering')" board list
look ballot results 1 --board Plenary --rule every-town
look show

claim 'the export has everything, and the data is whole'
moderator --quiet export -o all.json
is "$(json all.json "(len(d['town']), len(d['person']), len(d['comment']), len(d['vote']))")" '(4, 14, 4, 11)'
is "$(json all.json "sorted(p['ballot'] for p in d['paper'])")" '[2, 2, 6, 6, 6, 7, 7, 7]'
is "$(json all.json "sum(l['relation'] == 'sent_up_from' for l in d['link'])")" 44
is "$(json all.json "sorted({i['stage'] for i in d['idea']})")" "['done', 'idea', 'running', 'stopped']"
finish
