#!/usr/bin/env bash
# Confidential ballots from the voter's side: receipts, the published papers, finding one's own, and
# what is said when the key is lost.
# shellcheck source=tests/e2e/cli_ballots_lib.sh
. "$(dirname "$0")/cli_ballots_lib.sh"

check_of() {
	as "$1" cast "$ballot" --json >own
	json own "d['check']"
}

idea 'A cycle path'
idea 'Benches by the river'

claim 'a confidential ballot says what it promises and what it does not protect from'
prepare --title 'In secret' --method dots --points 3 --secrecy confidential --option 1 --option 2
as t1 ballot show "$ballot" >shown
says 'Results: shown at the closing.' shown
says 'Secrecy: confidential: nothing is counted or shown before the closing' shown
says "It does not protect from whoever rules over the running server's memory" shown

claim 'casting makes a check number, prints it and keeps it where only the voter reads it'
ends_with 0 as t1 cast "$ballot" 1=3
grep -q '^Check number [0-9A-Z]\{5\}-[0-9A-Z]\{4\}-[0-9A-Z]\{4\}$' output || wrong 'no check number'
says "'bogen ballot check $ballot' finds this paper"
is "$(stat -c %a config/bogen/t1.receipts)" 600
first=$(check_of t1)
grep -q "$first" config/bogen/t1.receipts || wrong 'the receipt is not kept'
ends_with 0 as t1 cast "$ballot" 1=1 2=2
says 'It replaces the whole of what was cast before.'
is "$(check_of t1)" "$first"
as t1 cast "$ballot" --json >own
is "$(json own "[(c['idea'], c['number']) for c in d['choices']]")" '[(1, 1), (2, 2)]'

claim 'what is refused leaves the receipt as it was; what is taken back has none'
refuses 6 points_too_many as t1 cast "$ballot" 1=3 2=2
as t1 cast "$ballot" --json >own
is "$(json own "[(c['idea'], c['number']) for c in d['choices']]")" '[(1, 1), (2, 2)]'
refuses 6 points_too_many as m1 cast "$ballot" 1=4
! grep -q '"check"' config/bogen/m1.receipts || wrong 'a receipt of what was not cast'
casts m2 1=3
as m2 --quiet cast "$ballot" --withdraw
! grep -q '"check"' config/bogen/m2.receipts || wrong 'a receipt of what was taken back'

claim 'nobody is told anything before the closing'
for name in t2 t3 t4 t5 t6; do casts $name 1=3; done
for name in h1 h2 h3 h4; do casts $name 2=3; done
casts m1 1=2 2=1
for name in mod t1; do
	came $name "(d['shown'], d['options'], d['papers'])" '(False, [], 11)'
	refuses 6 not_published as $name ballot published "$ballot"
done
refuses 6 not_published as t1 ballot check "$ballot"
refuses 3 receipt_missing as mod ballot check "$ballot"

claim 'who votes by slip is given the number on the screen, and it is kept nowhere'
as mod --quiet paper number --town Hamm --count 1 >output
as mod cast "$ballot" 2=2 --slip 1 --json >slip
slip=$(json slip "d['check']")
! grep -rq "$slip" config || wrong 'the check number of a slip is kept'
ends_with 6 as mod cast "$ballot" 2=2 --slip 1

claim 'after the closing everybody finds and counts the papers, and Merseburg is left out'
as mod --quiet ballot close "$ballot"
as t1 ballot published "$ballot" --json >papers
is "$(json papers "sorted((p['town'] or '', sorted((c['idea'], c['number']) for c in p['choices'])) for p in d) == sorted([('Trier', [(1, 3)])] * 5 + [('Trier', [(1, 1), (2, 2)])] + [('', [(2, 3)])] * 4 + [('', [(2, 2)]), ('', [(1, 2), (2, 1)])])")" True
# 1: 5·3 + 1 + 2 = 18 of 12·3 points; 2: 2 + 4·3 + 2 + 1 = 17
came t1 "[(o[i]['counts']['points'], o[i]['score']) for i in (1, 2)]" '[(18, 18/36), (17, 17/36)]'
came t1 "(o[1]['by_town']['Trier'], o[1]['by_town']['Hamm'], o[1]['by_town']['Merseburg'])" \
	"({'points': 16, 'givers': 6}, None, None)"
as t1 ballot results "$ballot" --rule towns >shown
says 'So rule towns cannot be told; here is the order by rule people.' shown

claim 'the own paper is found, missing or different, each with its exit code'
ends_with 0 as t1 ballot check "$ballot"
says ', as it was cast' output
as t1 ballot check "$ballot" --json >found
is "$(json found "(d['check'], d['result'], d['as_cast'])")" "('$first', 'found', True)"
ends_with 0 as mod ballot check "$ballot" "$slip"
says '#2 2 points' output
refuses 2 usage as mod ballot check "$ballot" 12345
refuses 3 paper_missing as mod ballot check "$ballot" 00000-0000-0000
cp config/bogen/t1.receipts kept
sed -i 's/"number": 2/"number": 1/' config/bogen/t1.receipts
refuses 6 paper_differs as t1 ballot check "$ballot"
sed "s/$first/00000-0000-0000/" kept >config/bogen/t1.receipts
refuses 3 paper_missing as t1 ballot check "$ballot"
printf '[' >config/bogen/t1.receipts
refuses 1 receipts as t1 ballot check "$ballot"
cp kept config/bogen/t1.receipts
ends_with 0 as t1 ballot check "$ballot"

claim 'a ballot whose key is lost is void, and says so'
prepare --title 'Lost' --method yesno --secrecy confidential
casts t1 yes
kill_server
rm data/keys/*
restart_server
# The server voids it as soon as it has read the session, which the first hello asks for.
for _ in {1..50}; do
	as t1 ballot show "$ballot" --json >shown
	[ "$(json shown "d['state']")" != void ] || break
done
as t1 ballot results "$ballot" >shown
says 'This ballot is void: its key was lost, and nothing can be counted.' shown
refuses 6 ballot_is_void as t1 cast "$ballot" no
refuses 6 ballot_is_void as t1 ballot check "$ballot"
as mod ballot again "$ballot" --json >added
is "$(json added "d['state']")" prepared
