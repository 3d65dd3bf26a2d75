#!/usr/bin/env bash
# At a terminal: what is missing is asked for, tables fit, headings are bold unless nobody wants that.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt
as mod --quiet idea add 'A cycle path along the river between our three towns, with lights and benches' >output

at_terminal() {
	timeout 60 python3 "$here/cli_pty.py" "$@"
}

claim 'name and town are asked for, and the towns are named'
printf 'rud\nAnna\n' >typed
ends_with 0 at_terminal 80 "$BOGEN" --profile anna --server "$url" join "$code" <typed
says 'Towns: Saalfeld, Rudolstadt' output
as anna whoami --json >me.json
is "$(json me.json "(d['name'], d['town'])")" "('Anna', 'Rudolstadt')"

claim 'with --no-input nothing is asked'
ends_with 2 at_terminal 80 "$BOGEN" --no-input --profile bea --server "$url" join "$code" </dev/null
says 'for which town?' output

claim 'Ctrl-C at a question ends with 130, and nobody has joined'
printf 'rud\nINTERRUPT\n' >typed
ends_with 130 at_terminal 80 "$BOGEN" --profile bea --server "$url" join "$code" <typed
as mod show --json >show.json
is "$(json show.json "[t['joined'] for t in d['towns']]")" '[0, 1]'

claim 'headings are bold, and lines fit the terminal'
ends_with 0 at_terminal 60 "$BOGEN" --profile mod ideas </dev/null
grep -q $'\033\\[1m' output || wrong 'nothing is bold'
says '…' output
python3 -c 'import re
for line in open("output", encoding="utf-8"):
    assert len(re.sub("\033\\[[0-9]*m", "", line.rstrip("\n"))) <= 60, line'

claim 'NO_COLOR and TERM=dumb are heeded'
for setting in NO_COLOR=1 TERM=dumb; do
	ends_with 0 at_terminal 60 env "$setting" "$BOGEN" --profile mod ideas </dev/null
	! grep -q $'\033' output || wrong "an escape sequence with $setting"
done

claim 'an import shows how far it is'
printf 'text\none\ntwo\n' >ideas.csv
ends_with 0 at_terminal 80 "$BOGEN" --profile mod import ideas.csv </dev/null
says 'Importing: 2 of 2' output
