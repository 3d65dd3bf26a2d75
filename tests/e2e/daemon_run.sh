#!/usr/bin/env bash
# What the README promises: ./run builds, starts and fills a session of three towns. The first argument
# is the project's folder.
set -euo pipefail
project=$1
for tool in node npm curl; do
	command -v "$tool" >/dev/null && continue
	echo "skipped: $tool is missing"
	[ "${CI:-}" != true ] || exit 1
	exit 77
done

folder=$(mktemp -d)
run=
cleanup() {
	[ -z "$run" ] || kill -TERM "$run" 2>/dev/null || true
	wait
	rm -rf "$folder"
}
trap cleanup EXIT
wrong() {
	cat "$folder/shown"
	printf 'wrong: %s\n' "$*" >&2
	exit 1
}

mkfifo "$folder/out"
cd /
# A script's background jobs ignore SIGINT, which a terminal's Ctrl-C must not.
env --default-signal=INT "$project/run" --yes --port 0 --into "$folder/demo" </dev/null >"$folder/out" 2>&1 &
run=$!
exec 3<"$folder/out"
while read -r line <&3; do
	printf '%s\n' "$line" >>"$folder/shown"
	case $line in *'Ctrl-C stops.') break ;; esac
done
url=$(sed -n 's/^In a browser: *//p' "$folder/shown")
[ -n "$url" ] || wrong 'no address was shown'
case $(cat "$folder/shown") in *'█'*) ;; *) wrong 'no QR code was shown' ;; esac

curl -sf "$url" | grep -q '<html' || wrong 'the browser address shows no page'

curl -sfL "${url%/j/*}/imprint" | grep -q 'Vorführung' || wrong 'the imprint does not say what this is'

export XDG_CONFIG_HOME=$folder/profiles
bogen=$project/build/release/bin/bogen
# The line that is shown, as somebody would copy it.
join=$(sed -n 's/^In a terminal: *//p' "$folder/shown")
(cd "$project" && eval "$join") >/dev/null
"$bogen" ideas --json | python3 -c '
import json, sys
ideas = json.load(sys.stdin)
assert len(ideas) >= 7, len(ideas)
assert {idea["town"] for idea in ideas} == {"Saalfeld", "Rudolstadt", "Bad Blankenburg"}
assert sum(idea["agree"] for idea in ideas) > 30
assert sum(idea["comments"] for idea in ideas) >= 4
' || wrong 'the session is not the one that was promised'

kill -INT "$run"
status=0
wait "$run" || status=$?
run=
[ "$status" -eq 0 ] || wrong "./run ended with $status"
! curl -s "$url" >/dev/null || wrong 'the server is still there'
