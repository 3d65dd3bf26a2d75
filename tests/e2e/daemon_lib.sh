# shellcheck shell=bash disable=SC2034
# Sourced by the daemon's end-to-end tests. Expects the program as first argument of the test; each
# test works in an empty folder of its own.
set -euo pipefail

bogend=$(readlink -f "$1")
folder=$(mktemp -d)
server=
cleanup() {
	[ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
	rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

claim() {
	printf -- '-- %s\n' "$*"
}

wrong() {
	printf 'wrong: %s\n' "$*" >&2
	exit 1
}

# start_server OPTION …: starts one and waits until it listens; sets $server and $url. What it
# writes to standard output goes to the file `said`.
start_server() {
	rm -f log
	mkfifo log
	"$bogend" --listen 127.0.0.1:0 --data data "$@" >said 2>log &
	server=$!
	exec 3<log
	local line
	while read -r line <&3; do
		case $line in
		*'listening on '*)
			url=${line#*listening on }
			url=${url%%\"*}
			return
			;;
		esac
		printf '%s\n' "$line"
	done
	wrong 'the server did not start'
}

# Sends the signal; $status is then how the server ended. What it logged last goes to `rest`.
stop_server() {
	kill "-$1" "$server"
	wait "$server" && status=0 || status=$?
	server=
	cat <&3 >rest
	exec 3<&-
}

# ends_with CODE COMMAND …: its messages are then in `errors`.
ends_with() {
	local expected=$1 got=0
	shift
	timeout 30 "$@" >output 2>errors </dev/null || got=$?
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
