#!/usr/bin/env bash
# Saalebogen: three towns hold demography workshops on three dates, bring their fields of action
# together, work in three action teams across the towns, report, and look back.
# shellcheck source=tests/e2e/process_lib.sh
. "$(dirname "$0")/process_lib.sh"

claim 'three towns are set up by one moderator, who invites a second one and a guest'
hold saalebogen de 'Zukunft am Saalebogen' Saalfeld Rudolstadt 'Bad Blankenburg'
invitation moderator.link --role moderator --uses 1
invited Vera moderator.link
invitation guest.link --role observer --for 2d --uses 1
invited Olga guest.link
for name in Anna Bernd Carla; do citizen "$name" Saalfeld; done
for name in Dieter Erika Frank; do citizen "$name" Rudolstadt; done
for name in Gerda Holger Ines; do citizen "$name" 'Bad Blankenburg'; done
does Vera board lead Saalfeld Anna
does Vera board lead Rudolstadt Dieter
does Vera board lead 'Bad Blankenburg' Gerda
say 'Was die Moderation zu Beginn sieht'
look show
look invite list
must_refuse 4 invitation_over as Otto --server "$url" join @guest.link --name Otto
must_refuse 4 observers_read as Olga idea add 'Darf ich auch?' --board Saalfeld
must_refuse 4 not_leader as Bernd phase next --board Saalfeld
must_refuse 4 not_leader as Anna phase next --board Rudolstadt
must_refuse 4 not_moderator as Anna hide 1 'weg damit'

say 'Erster Termin: Saalfeld'
claim 'a town works on its own date, led by one of its people, while the others have not begun'
adds Bernd 'In unserer Straße stehen sechs Häuser leer' --board Saalfeld
observation=$id
adds Carla 'Der Sportverein findet keine Übungsleiter' --board Saalfeld
does Anna comment "$observation" 'Bei uns in der Altstadt auch'
does Anna phase next --board Saalfeld --timer
is "$(phase_of Saalfeld)" 'Werkstatt: Handlungsfelder'
is "$(phase_of Rudolstadt)" 'Werkstatt: Wie sich unsere Stadt verändert'
sees Olga True "next(b['timer_end_ms'] > 0 for b in d if b['title'] == 'Saalfeld')" board list

claim 'at small tables each writes for the table; what shall stand for the town is sent up'
does Vera board tables Saalfeld --mixed --size 2
look seat list Saalfeld
sees Vera 3 "sum(b['people'] for b in d if b['parent_title'] == 'Saalfeld')" board list
table=$(table_of Bernd)
adds Bernd 'Leere Häuser an junge Familien geben' --board "$table" --topic 'Für alle Städte'
at_table=$id
must_refuse 4 not_member as Dieter idea add 'Von nebenan' --board "$table"
adds Carla 'Vereine teilen sich Übungsleiter' --board Saalfeld --topic 'Für alle Städte'
sports=$id
adds Carla 'Das Freibad länger öffnen' --board Saalfeld --topic 'Für die eigene'
pool=$id
sends_up Vera "$at_table"
houses=${sent[0]}
sees Bernd "('Saalfeld', 'Saalfeld', 'Bernd', $at_table)" \
	"(d['board'], d['town'], d['author'], d['sent_up_from']['id'])" idea show "$houses"
must_refuse 6 sent_up_already as Vera send-up "$at_table"

claim 'a step too early is taken back; what comes as the phase ends is handed back, not lost'
does Vera phase next --board Saalfeld --below
must_refuse 6 phase_forbids as Carla idea add 'Ein Brunnen' --board Saalfeld
does Anna phase prev --board Saalfeld
adds Carla 'Ein Brunnen' --board Saalfeld
does Carla undo
sees Anna 0 "sum(i['text'] == 'Ein Brunnen' for i in d)" ideas --board Saalfeld
hesitates Carla idea add 'Ein Bus, der auch am Abend fährt' --board Saalfeld
does Anna phase next --board Saalfeld --timer
goes_on 6
is "$(json errors "(d['error']['code'], d['error']['text'])")" \
	"('phase_forbids', 'Ein Bus, der auch am Abend fährt')"
opens 2
must_refuse 4 not_voter as Dieter cast 2 "$houses=1"
does Anna cast 2 "$houses=2" "$sports=2" "$pool=1"
does Bernd cast 2 "$houses=2" "$sports=1"
does Carla cast 2 "$sports=1" "$pool=2"
does Carla cast 2 --withdraw
does Carla cast 2 "$sports=2"
closes 2
look ballot results 2
came_to 2 people 'idea, rank, decision' "[[$sports, 1, 'carried'], [$houses, 2, 'carried'], [$pool, 3, 'carried']]"
is "$(json results.json "[o['counts']['points'] for o in d['options']]")" '[5, 4, 1]'
must_refuse 4 not_leader as Bernd send-up "$houses"
sends_up Anna "$houses" "$sports"
saalfeld=("${sent[@]}")
does Anna phase next --board Saalfeld
is "$(phase_of Saalfeld)" 'Werkstatt: Wie es weitergeht'

say 'Zweiter Termin: Rudolstadt'
claim 'in a town that wants it, ideas wait for approval; there is a limit and a pause'
does Dieter phase next --board Rudolstadt
must_refuse 4 not_moderator as Dieter board rules Rudolstadt --approval
does Vera board rules Rudolstadt --approval --ideas 2
adds Erika 'Wohnungen für Ältere im Zentrum' --board Rudolstadt
flats=$id
adds Erika 'Leerstand erfassen und vermitteln' --board Rudolstadt
vacancy=$id
must_refuse 6 ideas_limit as Erika idea add 'Noch etwas' --board Rudolstadt
adds Frank 'Der Bürgermeister ist an allem schuld' --board Rudolstadt
blame=$id
sees Frank "[('waiting', 'Frank')]" "[(i['hold'], i['author']) for i in d]" ideas --board Rudolstadt
look approve
does Vera approve "$flats" "$vacancy"
sees Frank 3 'len(d)' ideas --board Rudolstadt
does Vera hide "$blame" 'Bitte keine Schuldigen nennen'
sees Frank "(True, 'Bitte keine Schuldigen nennen')" "(d['hidden'], d['reason'])" idea show "$blame"
must_refuse 3 not_found as Erika idea show "$blame"
must_refuse 6 held_back as Vera send-up "$blame"
does Vera board rules Rudolstadt --no-approval --ideas 0 --slow 3600
adds Dieter 'Ärzte für alle drei Städte gewinnen' --board Rudolstadt
doctors=$id
must_refuse 6 too_soon as Dieter idea add 'Und Pflegekräfte' --board Rudolstadt
look board rules Rudolstadt
does Dieter phase next --board Rudolstadt
sees Vera "(0, False)" "(d['slow_s'], d['approval'])" board rules Rudolstadt

claim 'what was hidden by mistake is shown again; what names a person is taken out for good'
does Vera show-again "$blame"
sees Erika False "d['hidden']" idea show "$blame"
does Vera redact "$blame" 'Die Verwaltung soll früher sagen, was sie plant' --yes
sees Frank "('Die Verwaltung soll früher sagen, was sie plant', True)" \
	"(d['text'], d['redacted'])" idea show "$blame"
does Vera hide "$doctors" 'Verwechselt'
does Vera undo
sees Erika False "d['hidden']" idea show "$doctors"
opens 3
does Dieter cast 3 "$vacancy=2" "$doctors=1"
does Erika cast 3 "$vacancy=2" "$flats=1"
does Frank cast 3 "$vacancy=1" "$doctors=2"
closes 3
came_to 3 people 'idea, decision' \
	"[[$vacancy, 'carried'], [$doctors, 'carried'], [$flats, 'carried'], [$blame, 'lost']]"
is "$(json results.json "[o['counts']['points'] for o in d['options']]")" '[5, 3, 1, 0]'
sends_up Dieter "$vacancy" "$doctors"
rudolstadt=("${sent[@]}")
does Dieter phase next --board Rudolstadt

say 'Dritter Termin: Bad Blankenburg'
claim 'who disturbs is muted; a workshop can be locked for a talk; a lost phone is replaced'
does Gerda phase next --board 'Bad Blankenburg'
does Vera person mute Holger
must_refuse 4 muted as Holger idea add 'Schon wieder ich' --board 'Bad Blankenburg'
does Vera person unmute Holger
adds Holger 'Ein Rufbus zwischen den drei Städten' --board 'Bad Blankenburg'
bus=$id
does Gerda lock --board 'Bad Blankenburg'
must_refuse 6 locked as Ines idea add 'Der Kurpark' --board 'Bad Blankenburg'
does Gerda unlock --board 'Bad Blankenburg'
follows Ines
as Ines --quiet whoami --json >before.json
does Vera relink Ines
mv output ines.link
cut_off Ines 'Sie haben einen neuen Link bekommen'
must_refuse 4 link_replaced as Ines idea add 'Mit dem alten Telefon' --board 'Bad Blankenburg'
invited 'Ines neu' ines.link
as 'Ines neu' whoami --json >after.json
cmp before.json after.json
adds 'Ines neu' 'Leere Läden für Vereine öffnen' --board 'Bad Blankenburg'
shops=$id

claim 'the server dies at once, and all goes on where it was; a ballot stays open with what was cast'
does Gerda phase next --board 'Bad Blankenburg' --timer
opens 4
does Gerda cast 4 "$bus=2" "$shops=1"
as Vera board list --json >before.json
kill_server
restart_server
as Vera board list --json >after.json
cmp before.json after.json
for name in Holger 'Ines neu'; do does "$name" cast 4 "$bus=2"; done
closes 4
came_to 4 people 'idea, decision' "[[$bus, 'carried'], [$shops, 'carried']]"
is "$(json results.json "[o['counts']['points'] for o in d['options']]")" '[6, 1]'
sends_up Gerda "$bus" "$shops"
blankenburg=("${sent[@]}")
does Gerda phase next --board 'Bad Blankenburg'

say 'Was die Städte einbringen'
claim 'the plenary has what three towns brought on three dates, and each kept its town'
look ideas --board Plenum --sort town
sees Olga "['Bad Blankenburg', 'Bad Blankenburg', 'Rudolstadt', 'Rudolstadt', 'Saalfeld', 'Saalfeld']" \
	"sorted(i['town'] for i in d)" ideas --board Plenum

claim 'what is alike is merged, what was merged too early stands for itself again'
does Vera merge "${rudolstadt[0]}" "${blankenburg[1]}" --into "${saalfeld[0]}"
sees Olga 4 'len(d)' ideas --board Plenum
must_refuse 6 merged as Erika comment "${rudolstadt[0]}" 'Wo ist das hin?'
does Vera unmerge "${blankenburg[1]}"
sees Olga "(5, [${rudolstadt[0]}])" "(sum(not i['merged_into'] for i in d), \
	[i['id'] for i in d if i['merged_into']])" ideas --board Plenum --all

claim 'the fields are clustered under topics, and all look at one of them'
does Vera topic add 'Wohnen und Leerstand'
does Vera topic add 'Miteinander und Versorgung'
does Vera move "${saalfeld[0]}" "${blankenburg[1]}" --topic Wohnen
does Vera move "${saalfeld[1]}" "${rudolstadt[1]}" "${blankenburg[0]}" --topic Miteinander
does Vera focus idea "${blankenburg[0]}"
sees Olga "idea #${blankenburg[0]} 'Ein Rufbus zwischen den drei Städten'" \
	"d['boards'][0]['focus']['what']" show
for name in Anna Bernd Dieter Gerda; do does "$name" hand; done
must_refuse 6 hand_raised_already as Anna hand
look hand list
for name in Anna Dieter Gerda Bernd; do
	sees Vera "$name" "d['name']" hand call
done
must_refuse 6 no_hand as Vera hand call
does Bernd hand
does Erika hand
sees Vera Erika "d['name']" hand call
does Bernd hand lower
does Erika hand lower
sees Olga 0 "d[0]['speaker']" board list
does Vera focus off
for name in Anna Dieter Gerda; do does "$name" ready; done
sees Vera "(3, 9)" "(d[0]['ready'], d[0]['people'])" board list

claim 'of two moderators who go on at once the second is told that it has happened'
hesitates moderation phase next
does Vera phase next
goes_on 6
is "$(json errors "d['error']['code']")" phase_moved
says 'Handlungsfelder auswählen'
is "$(phase_of Plenum)" 'Handlungsfelder auswählen'
sees Vera 0 "d[0]['ready']" board list

say 'Handlungsfelder auswählen'
claim 'what one town alone wants does not win where every town has to carry it'
opens 5
for name in Anna Bernd Carla; do does "$name" cast 5 "${blankenburg[0]}" "${saalfeld[0]}"; done
for name in Dieter Erika; do
	does "$name" cast 5 "${blankenburg[0]}" "${saalfeld[0]}" "${rudolstadt[1]}"
done
does Frank cast 5 "${saalfeld[0]}"
does Gerda cast 5 "${blankenburg[0]}" "${rudolstadt[1]}"
does Holger cast 5 "${blankenburg[0]}"
does 'Ines neu' cast 5 --blank
must_refuse 6 option_foreign as Frank cast 5 "${rudolstadt[0]}"
closes 5
for rule in people towns every-town; do look ballot results 5 --rule "$rule"; done
# The bus 3/3, 2/3, 2/3; the houses 3/3, 3/3, 0/3; doctors 0/3, 2/3, 1/3; the two others nobody.
came_to 5 people 'idea, carried, decision' "[[${blankenburg[0]}, 3, 'carried'], [${saalfeld[0]}, 2, 'carried'], \
[${rudolstadt[1]}, 2, 'carried'], [${saalfeld[1]}, 0, 'lost'], [${blankenburg[1]}, 0, 'lost']]"
is "$(json results.json "[round(o['score'], 4) for o in d['options']]")" '[0.7778, 0.6667, 0.3333, 0.0, 0.0]'
came_to 5 every-town 'idea, decision' "[[${blankenburg[0]}, 'carried'], [${saalfeld[0]}, 'carried'], \
[${rudolstadt[1]}, 'carried'], [${saalfeld[1]}, 'lost'], [${blankenburg[1]}, 'lost']]"
is "$(json results.json "[round(o['score'], 4) for o in d['options']]")" '[0.6604, 0.504, 0.3634, 0.2, 0.2]'
claim 'what three people of a town said is told to moderators, not to all'
sees Olga '[None, None, None]' "list(d['options'][0]['by_town'].values())" ballot results 5
sees Vera '[3, 2, 2]' "[t['approvals'] for t in d['options'][0]['by_town'].values()]" ballot results 5

say 'Aktionsteams bilden'
claim 'teams over the towns: by choice, by a moderator, by invitation; each has a leader and its places'
does Vera phase next
does Vera board edit 'Aktionsteam 1' 'Team Rufbus'
does Vera board edit 'Aktionsteam 2' 'Team Leerstand'
does Vera board edit 'Aktionsteam 3' 'Team Miteinander'
for name in Anna Dieter Gerda; do does "$name" seat 'Team Rufbus'; done
does Vera board rules 'Team Rufbus' --places 3
must_refuse 6 board_full as Bernd seat 'Team Rufbus'
does Vera board rules 'Team Leerstand' --places 0
must_refuse 6 no_choice as Bernd seat 'Team Leerstand'
for name in Bernd Erika 'Ines neu'; do does Vera seat "${name% neu}" 'Team Leerstand'; done
does Vera board lead 'Team Rufbus' Gerda
does Vera board lead 'Team Leerstand' Erika
does Gerda seat Carla 'Team Rufbus'
invitation team.link --role member --town Rudolstadt --board 'Team Miteinander' --uses 2
invited Klara team.link --institution 'Diakonie'
for name in Frank Holger; do does "$name" seat 'Team Miteinander'; done
sees Klara "('member', 'Rudolstadt')" "(d['role'], d['town'])" whoami
look seat list
sees Bernd "{'Saalfeld': 1, 'Rudolstadt': 1, 'Bad Blankenburg': 1}" \
	"next(b['by_town'] for b in d if b['title'] == 'Team Leerstand')" seat list
must_refuse 4 not_member as Bernd idea add 'Ich auch' --board 'Team Rufbus'

say 'Die Aktionsteams arbeiten, jedes in seinem Tempo'
claim 'teams go on by themselves, sit at tables as well, and bring projects before all'
adds Anna 'In jeder Stadt fährt bis 22 Uhr ein Bus' --board 'Team Rufbus'
does Gerda phase next --board 'Team Rufbus'
adds Anna 'Ein Rufbus für alle drei Städte mit einer Nummer' --board 'Team Rufbus' --title 'Rufbus'
project=$id
adds Dieter 'Bürgerbusse der Vereine zusammenlegen' --board 'Team Rufbus'
does Gerda phase next --board 'Team Rufbus'
is "$(phase_of 'Team Leerstand')" 'Aktionsteam: unser Auftrag'
for name in Anna Dieter; do does "$name" vote "$project" agree; done
sends_up Gerda "$project"
bus=${sent[0]}
does Erika phase goto 'Aktionsteam: Projekte' --board 'Team Leerstand'
adds 'Ines neu' 'Eine Börse für leere Läden' --board 'Team Leerstand' --title 'Ladenbörse'
sends_up Erika "$id"
market=${sent[0]}
does Vera board tables Plenum --alike --size 4
sees Vera "[1, 1, 1]" \
	"[len(b['by_town']) for b in d if b['parent_title'] == 'Plenum' and b['sort'] == 'table']" board list
does Vera board tables Plenum --mixed --size 5
look seat list Plenum
sees Vera True "all(len(b['by_town']) == 3 for b in d if b['parent_title'] == 'Plenum' and b['people'] \
	and b['sort'] == 'table')" board list
sees Bernd True "{'team', 'table'} == {b['sort'] for b in d if b['persons']}" seat list

say 'Der Zwischenbericht'
claim 'the projects of the teams stand before all towns, who ask and give their opinion'
does Vera phase goto Zwischenbericht
as Vera --quiet comment "$bus" 'Wann fährt der erste?' >output
must_refuse 4 observers_read as Olga comment "$bus" 'Bei uns auch'
for name in Anna Dieter Gerda Klara; do does "$name" vote "$bus" agree; done
does Klara vote "$market" agree
look idea show "$bus"
sees Klara "('Saalfeld', 'Team Rufbus', 1, 4)" \
	"(d['town'], d['sent_up_from']['board'], d['comments'], d['agree'])" idea show "$bus"
does Vera stage "$bus" running
must_refuse 4 not_steering as Klara stage "$market" running

claim 'who was sent away is out at once and stays out'
as Holger whoami --link >holger.link
follows Holger
does Vera person remove Holger
cut_off Holger 'Die Moderation hat Sie aus dieser Sitzung entfernt'
must_refuse 4 removed as Holger idea add 'Doch noch' --board 'Team Miteinander'
must_refuse 4 removed as 'Holger zwei' join @holger.link --name Holger

say 'Rückblick'
claim 'all write for themselves, up to five, and nobody reads it until all are shown together'
does Vera phase goto 'Rückblick: jede' --below
for name in Anna Erika Frank; do
	adds "$name" "Die Treffen wechselten zwischen den Städten, sagt $name" --board Plenum --topic Erfolg
done
alone=$id
adds Frank 'Jede Stadt rechnet anders ab' --topic Hindernisse --board 'Team Miteinander'
adds Anna 'Über Steuern entscheidet jede Stadt selbst' --topic Grenzen
must_refuse 6 topic_not_now as Anna idea add 'Falsches Thema' --topic 'Für die eigene'
for count in 3 4 5; do adds Anna "Noch eine Erfahrung, die $count." --topic Erfolg; done
must_refuse 6 ideas_limit as Anna idea add 'Eine sechste' --topic Erfolg
sees Erika "['Erika']" "[i['author'] for i in d if i['topic'] == 'Erfolgsfaktoren']" ideas
sees Vera 6 "sum(i['topic'] == 'Erfolgsfaktoren' for i in d)" ideas --board Plenum
does Frank show-again "$alone"
sees Erika "['Erika', 'Frank']" \
	"sorted(i['author'] for i in d if i['topic'] == 'Erfolgsfaktoren')" ideas
does Vera phase next --below
look ideas --topic Erfolg
sees Olga 6 "sum(i['topic'] == 'Erfolgsfaktoren' for i in d)" ideas
sees Olga 1 'len(d)' ideas --board 'Team Miteinander'
for name in Bernd Dieter Gerda; do does "$name" vote "$alone" agree; done

say 'Austausch mit anderen Regionen'
claim 'in the last phase guests read along; nothing comes after it'
does Vera phase next
is "$(phase_of Plenum)" 'Austausch mit anderen Regionen'
invitation region.link --role observer --uses 5
invited Region region.link --institution 'Regionalforum Mittelland'
adds Erika 'Wie teilen andere die Kosten eines Rufbusses?'
sees Region True "any('Rufbusses' in i['text'] for i in d)" ideas --board Plenum
must_refuse 6 no_phase as Vera phase next
does Vera lock --all
must_refuse 6 locked as Anna idea add 'Nach Schluss'
look show
look board list

claim 'the export has everything, and the data is whole'
moderator --quiet export -o all.json
is "$(json all.json "(len(d['town']), len(d['person']), sum(p['kept_out'] for p in d['person']))")" \
	'(3, 14, 1)'
is "$(json all.json "sorted(b['sort'] for b in d['board'] if b['sort'] != 'table')")" \
	"['plenary', 'team', 'team', 'team', 'town', 'town', 'town']"
is "$(json all.json "next(l['to'] for l in d['link'] if l['from'] == $bus)")" "$project"
finish
