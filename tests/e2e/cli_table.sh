#!/usr/bin/env bash
# Every subcommand explains itself, prints JSON that a parser takes, and sends no escape sequence into
# a pipe.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
printf 'text;town;author\none;Saalfeld;Anna\n' >ideas.csv
printf 'slip;1;3\n2;x;\n' >slips.csv

no_escape() {
	! grep -q $'\033' "$1" || wrong "an escape sequence in the output of $2"
}

claim 'every subcommand answers --help, and help SUBCOMMAND says the same'
"$BOGEN" help | sed -n 's/^  \([a-z-]\+\( [a-z-]\+\)\?\)  \+[A-Z].*/\1/p' | grep -v '^help$' >subcommands
[ "$(wc -l <subcommands)" -ge 38 ] || wrong 'the overview lacks subcommands'
while read -r -a words; do
	for locale in C C.UTF-8 de_DE.UTF-8; do
		LC_ALL=$locale "$BOGEN" "${words[@]}" --help >output
		says 'Usage: bogen' output
		says 'Examples:' output
		no_escape output "${words[*]} --help"
	done
	"$BOGEN" help "${words[@]}" | cmp - output
done <subcommands
for family in idea ballot paper board phase topic town person; do
	ends_with 0 "$BOGEN" "$family" --help
	ends_with 0 "$BOGEN" help "$family"
	ends_with 2 "$BOGEN" "$family"
done

claim 'the version is told anywhere'
"$BOGEN" --version >version
"$BOGEN" ideas --version | cmp - version

claim 'every subcommand prints one JSON document with --json, plain text without'
# What it takes to make each subcommand succeed, in this order: a line "NAME|ARGUMENTS" each. A new
# subcommand without a line here is found out. LAST is the number that was printed last, CODE the
# session's.
steps=(
	'host|@data/host-link'
	'whoami|--link'
	'show|'
	'qr|'
	'ideas|--sort support'
	'idea add|text'
	'idea show|1'
	'idea edit|1 other'
	'idea remove|LAST'
	'idea link|1 part-of 2'
	'idea unlink|1 part-of 2'
	'comment|1 text'
	'comment remove|LAST'
	'hide|1 reason'
	'show-again|1'
	'approve|'
	'redact|2 anew --yes'
	'lock|1'
	'unlock|1'
	'move|1 --topic Traffic'
	'merge|2 --into 1'
	'unmerge|2'
	'send-up|3'
	'stage|1 selected'
	'undo|'
	'vote|1 agree'
	'ballot list|'
	'ballot close|1'
	'ballot open|1'
	'ballot results|1 --rule towns'
	'ballot add|--title Which --method approval --secrecy confidential --option 1 --option 3'
	'ballot edit|2 --quorum 1'
	'ballot open|2'
	'ballot show|2'
	'cast|2 1'
	'paper number|--town Saalfeld --count 2'
	'paper list|'
	'paper print|--ballot 2 -o papers.html'
	'paper enter|2 1 1=1'
	'paper withdraw|2 1'
	'paper batch|2 slips.csv --receipts receipts.csv'
	'ballot missing|2'
	'ballot close|2'
	'ballot published|2'
	'ballot check|2'
	'ballot again|2'
	'ballot remove|3'
	'phase list|'
	'phase show|'
	'phase next|'
	'phase prev|'
	'phase goto|1'
	'phase edit|1 --prompt Why?'
	'timer|5m'
	'focus idea|1'
	'focus topic|1'
	'focus ballot|1'
	'focus|'
	'focus off|'
	'hand|'
	'hand list|'
	'hand lower|'
	'hand|'
	'hand call|'
	'ready|'
	'ready not|'
	'board add|Team --sort team --places 9'
	'board list|'
	'board edit|Team Mobility'
	'board lead|Mobility Carl'
	'board rules|Mobility --ideas 3 --approval'
	'board tables|--mixed --size 4'
	'seat|Mobility'
	'seat list|'
	'unseat|Mobility'
	'board remove|Mobility'
	'topic list|'
	'topic add|Topic'
	'topic edit|2 Other'
	'topic remove|2'
	'town list|'
	'town add|Town'
	'town edit|3 Other'
	'person list|'
	'person add|Herta --town Saalfeld'
	'person role|Carl steering'
	'person mute|Carl'
	'person unmute|Carl'
	'person remove|Carl'
	'person admit|Carl'
	'relink|Carl'
	'invite|--role observer --for 1d'
	'invite list|'
	'invite revoke|1'
	'import|ideas.csv --again'
	'export|--format json'
	'export|--format json -o all.json'
	'tally|all.json'
	'new|--title T --town A'
	'join|CODE'
	'person role|Carl moderator'
	'leave|'
)
for round in json text; do
	last=
	new_session mod Saalfeld Rudolstadt
	as mod --quiet topic add Traffic >/dev/null
	as mod --quiet idea add $'Night\nbus' >/dev/null
	as mod --quiet idea add 'A cycle path' >/dev/null
	as mod --quiet idea add 'A fair' --board Saalfeld >/dev/null
	as carl --server "$url" join "$code" --name Carl --town Saalfeld >/dev/null
	for step in "${steps[@]}"; do
		name=${step%%|*}
		given=${step#*|}
		given=${given/LAST/$last}
		given=${given/CODE/$code}
		options=(--server "$url")
		[ "$round" = text ] || options+=(--json)
		# shellcheck disable=SC2086 # words are meant
		LC_ALL=C ends_with 0 as mod "${options[@]}" $name $given
		no_escape output "$name"
		no_escape errors "$name"
		if [ "$round" = json ]; then
			python3 -m json.tool <output >/dev/null || wrong "$name prints no JSON"
			[ "$name" != 'idea add' ] && [ "$name" != comment ] || last=$(json output "d['id']")
		else
			[ "$name" != 'idea add' ] && [ "$name" != comment ] || last=$(tr -d '#' <output)
		fi
	done
done
printf '%s\n' "${steps[@]}" >lines
while read -r name; do
	# watch prints until it is interrupted, a document a line: cli_session.sh
	[ "$name" = watch ] || grep -q "^$name|" lines || wrong "no line for '$name' in this test"
done <subcommands
