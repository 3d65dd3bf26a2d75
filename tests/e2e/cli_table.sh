#!/usr/bin/env bash
# Every subcommand explains itself, prints JSON that a parser takes, and sends no escape sequence into
# a pipe.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
printf 'text;town;author\none;Saalfeld;Anna\n' >ideas.csv

no_escape() {
	! grep -q $'\033' "$1" || wrong "an escape sequence in the output of $2"
}

claim 'every subcommand answers --help, and help SUBCOMMAND says the same'
"$BOGEN" help | sed -n 's/^  \([a-z]\+\( [a-z]\+\)\?\)  \+[A-Z].*/\1/p' | grep -v '^help$' >subcommands
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
for family in idea ballot phase topic town person; do
	ends_with 0 "$BOGEN" "$family" --help
	ends_with 0 "$BOGEN" help "$family"
	ends_with 2 "$BOGEN" "$family"
done

claim 'the version is told anywhere'
"$BOGEN" --version >version
"$BOGEN" ideas --version | cmp - version

claim 'every subcommand prints one JSON document with --json, plain text without'
# What it takes to make each subcommand succeed; a new one without a line here is found out.
declare -A arguments=(
	[host]=@data/host-link [new]='--title T --town A' [join]="CODE" [leave]='' [whoami]='--link' [show]='' [qr]=''
	[ideas]='--sort support' ['idea add']=text ['idea show']=1 ['idea edit']='1 other'
	['idea remove']=LAST ['idea link']='1 part-of 2' ['idea unlink']='1 part-of 2'
	[comment]='1 text' ['comment remove']=LAST [vote]='1 agree' ['ballot list']='' ['ballot open']=1
	['ballot close']=1 ['ballot results']='1 --rule towns' ['phase list']='' ['phase next']=''
	['phase prev']='' ['phase goto']=1 [timer]=5m ['topic list']='' ['topic add']=Topic
	['topic edit']='2 Other' ['topic remove']=2 ['town list']='' ['town add']=Town
	['town edit']='3 Other' ['person list']='' ['person add']='Herta --town Saalfeld'
	[import]='ideas.csv --again' [export]='--format json' [watch]=''
)
order=('host' 'whoami' 'show' 'qr' 'ideas' 'idea add' 'idea show' 'idea edit' 'idea remove' 'idea link'
	'idea unlink' 'comment' 'comment remove' 'vote' 'ballot list' 'ballot close' 'ballot open'
	'ballot results' 'phase list' 'phase next' 'phase prev' 'phase goto' 'timer' 'topic list'
	'topic add' 'topic edit' 'topic remove' 'town list' 'town add' 'town edit' 'person list'
	'person add' 'import' 'export' 'new' 'join' 'leave')
for round in json text; do
	last=
	new_session mod Saalfeld Rudolstadt
	as mod --quiet topic add Traffic >/dev/null
	as mod --quiet idea add $'Night\nbus' >/dev/null
	as mod --quiet idea add 'A cycle path' >/dev/null
	for name in "${order[@]}"; do
		given=${arguments[$name]}
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
while read -r name; do
	[ -n "${arguments[$name]+there}" ] || wrong "no line for '$name' in this test"
done <subcommands
