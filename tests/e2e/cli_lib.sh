# shellcheck shell=bash disable=SC2034
# Sourced by the client's end-to-end tests. BOGEND and BOGEN are the programs; each test works in an
# empty folder of its own, with its own profiles.
set -euo pipefail

: "${BOGEND:?names the server}" "${BOGEN:?names the client}"
BOGEND=$(readlink -f "$BOGEND")
BOGEN=$(readlink -f "$BOGEN")
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
folder=$(mktemp -d)
server=
others=()
cleanup() {
	local process
	for process in "$server" "${others[@]}"; do
		[ -z "$process" ] || { kill -KILL "$process" && wait "$process"; } 2>/dev/null || true
	done
	rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
export XDG_CONFIG_HOME=$folder/config TERM=xterm
unset BOGEN_SERVER BOGEN_PROFILE NO_COLOR LANG LC_MESSAGES LANGUAGE

claim() {
	printf -- '-- %s\n' "$*"
}

wrong() {
	printf 'wrong: %s\n' "$*" >&2
	exit 1
}

# start_server [ADDRESS OPTION …]: waits until it listens; sets $server and $url.
start_server() {
	local address=${1:-127.0.0.1:0}
	[ $# -eq 0 ] || shift
	rm -f log
	mkfifo log
	"$BOGEND" --listen "$address" --data data "$@" >said 2>log &
	server=$!
	exec 3<log
	local line
	while read -r line <&3; do
		case $line in
		*'listening on '*)
			url=${line#*listening on }
			return
			;;
		esac
	done
	wrong 'the server did not start'
}

kill_server() {
	kill -KILL "$server"
	wait "$server" 2>/dev/null || true
	server=
	exec 3<&-
}

# Starts it again where it was.
restart_server() {
	start_server "${url#http://}"
}

as() {
	local name=$1
	shift
	timeout 60 "$BOGEN" --profile "$name" "$@" </dev/null
}

# new_session NAME TOWN …: the profile NAME becomes moderator of a session; sets $code.
new_session() {
	local name=$1 towns=() town
	shift
	for town; do
		towns+=(--town "$town")
	done
	[ -e "config/bogen/$name.json" ] || as "$name" --quiet host @data/host-link
	as "$name" new --title 'Our valley' "${towns[@]}" --json >session.json
	code=$(json session.json "d['code']")
}

# ends_with CODE COMMAND …: what it printed is then in `output`, its messages in `errors`.
ends_with() {
	local expected=$1 got=0
	shift
	"$@" >output 2>errors || got=$?
	[ "$got" -eq "$expected" ] || {
		cat output errors >&2
		wrong "$* ended with $got, not $expected"
	}
}

says() {
	grep -qF -- "$1" "${2:-errors}" || {
		cat "${2:-errors}" >&2
		wrong "nothing says: $1"
	}
}

# json FILE EXPRESSION: prints the value of a Python expression on the document d.
json() {
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
print(eval(sys.argv[2]))' "$1" "$2"
}

is() {
	[ "$1" = "$2" ] || wrong "'$1' is not '$2'"
}

# await TEXT: reads lines from the descriptor 4 until one holds the text.
await() {
	local line
	while read -r -t 30 line <&4; do
		case $line in
		*"$1"*) return ;;
		esac
	done
	wrong "nobody said: $1"
}
