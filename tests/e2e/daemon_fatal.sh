#!/usr/bin/env bash
# A disk that fails in the middle of storing. Arguments: bogend, bogen, the library to preload.
# shellcheck disable=SC2119
# shellcheck source=tests/e2e/daemon_lib.sh
. "$(dirname "$0")/daemon_lib.sh"
bogen=$(readlink -f "$2")
preload=$(readlink -f "$3")
export XDG_CONFIG_HOME=$folder/profiles FAIL_SYNC=$folder/fail

LD_PRELOAD=$preload start_server
"$bogen" --server "$url" host @data/host-link 2>/dev/null
"$bogen" new --title T --town A --name M >/dev/null 2>&1
ends_with 0 "$bogen" idea add 'This one is stored'

claim 'when nobody can know what was stored, nobody is answered and the server ends with 1'
: >"$FAIL_SYNC"
timeout 30 "$bogen" --timeout 3 idea add 'Perhaps this one is' >output 2>errors && wrong 'it was acknowledged'
status=0
wait "$server" || status=$?
server=
cat <&3 >rest
exec 3<&-
[ "$status" -eq 1 ] || wrong "it ended with $status"
says 'bogend verify --data data' rest

claim 'what was acknowledged is there after the next start, and verify passes'
rm "$FAIL_SYNC"
ends_with 0 "$bogend" verify --data data
start_server
ends_with 0 "$bogen" --server "$url" ideas
says 'This one is stored' output
stop_server TERM
[ "$status" -eq 0 ] || wrong "it ended with $status"
