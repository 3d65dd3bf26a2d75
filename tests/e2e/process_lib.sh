# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by the scenarios that hold a whole process with the command-line client alone, as a
# moderator's script would. BOGEND and BOGEN are the programs. Everybody has a profile called as the
# person is, with _ for letters that a profile's name does not have; the moderator's is `moderation`.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli_lib.sh"

language=de
mkfifo judge.in judge.out
python3 "$here/process_judge.py" <judge.in >judge.out &
others+=("$!")
exec {judge_in}>judge.in {judge_out}<judge.out

# As in cli_lib.sh, by a process that stays.
json() {
	local said
	printf '%s\0' "$1" "$2" >&"$judge_in"
	IFS= read -r -d '' -u "$judge_out" said
	[ "${said:0:1}" = '=' ] || wrong "${said:1}"
	printf '%s\n' "${said:1}"
}

# client NAME ARGUMENT …: becomes the client of that person. `env`: the shell keeps its own locale.
client() {
	local locale=de_DE.UTF-8
	[ "$language" = de ] || locale=C.UTF-8
	exec env LC_ALL="$locale" "$BOGEN" --profile "${1//[^A-Za-z0-9]/_}" "${@:2}" </dev/null
}

# As in cli_lib.sh, in the session's language.
as() {
	(client "$@")
}

# does NAME ARGUMENT …: it must succeed; what it prints is in `output`.
does() {
	as "$1" --quiet "${@:2}" >output
}

moderator() {
	as moderation "$@"
}

# What a moderator's terminal would show.
say() {
	printf '\n== %s\n' "$*"
}

# look ARGUMENT …: the moderator looks at something; it is printed with the line that was typed.
look() {
	printf '\n$ bogen'
	printf ' %q' "$@"
	printf '\n'
	moderator "$@" 2>&1 | sed 's/^/  /'
}

# ---- a session and its people

# hold METHOD LANGUAGE TITLE TOWN …: starts a server and creates the session; sets $code.
hold() {
	local method=$1 title=$3 towns=() town
	language=$2
	shift 3
	for town; do
		towns+=(--town "$town")
	done
	start_server
	moderator --quiet host @data/host-link
	moderator new --title "$title" --method "$method" --language "$language" "${towns[@]}" \
		--json >session.json
	code=$(json session.json "d['code']")
}

# citizen NAME TOWN [OPTION …]: joins by the code.
citizen() {
	local name=$1 town=$2
	shift 2
	as "$name" --server "$url" --quiet join "$code" --name "$name" --town "$town" "$@" >output
}

# invitation FILE OPTION …: the moderator's new invitation stands in the file then.
invitation() {
	local file=$1
	shift
	moderator --quiet invite "$@" >"$file"
}

# invited NAME FILE [OPTION …]: joins by an invitation, or returns by a personal link.
invited() {
	local name=$1 file=$2
	shift 2
	as "$name" --quiet join "@$file" --name "$name" "$@" >output
}

# adds NAME TEXT [OPTION …]: sets $id to the new idea's number.
adds() {
	local name=$1 text=$2
	shift 2
	as "$name" idea add "$text" "$@" --json >added.json
	id=$(json added.json "d['id']")
}

# sends_up NAME ID …: sets $sent to the numbers that they have above.
sends_up() {
	does "$1" send-up "${@:2}"
	mapfile -t sent < <(tr -d '#' <output)
}

# opens BALLOT …, closes BALLOT …: by the moderator.
opens() {
	local ballot
	for ballot; do does moderation ballot open "$ballot"; done
}

closes() {
	local ballot
	for ballot; do does moderation ballot close "$ballot"; done
}

# came_to BALLOT RULE FIELDS EXPECTED: what the moderator reads of each option, best first: one list
# of these fields for each, as "idea, rank, decision".
came_to() {
	moderator ballot results "$1" --rule "$2" --json >results.json
	is "$(json results.json "[[o[f] for f in '$3'.split(', ')] for o in d['options']]")" "$4"
}

# ---- what must hold

# must_refuse EXIT CODE COMMAND …: the command is refused with this exit code and error.
must_refuse() {
	local exit_code=$1 error=$2
	shift 2
	ends_with "$exit_code" "$@" --json
	is "$(json errors "d['error']['code']")" "$error"
	printf '  (%s) %s\n' "$error" "$(json errors "d['error']['message']")"
}

# sees NAME EXPECTED EXPRESSION ARGUMENT …: what NAME is told as JSON (d in the Python expression).
sees() {
	local name=$1 expected=$2 expression=$3
	shift 3
	as "$name" "$@" --json >seen.json
	is "$(json seen.json "$expression")" "$expected"
}

# waits_for NAME EXPRESSION: prints the first row that NAME sees to be so; `kind`, `key` and `row` are
# known. A row that is gone, or out of sight, is None.
waits_for() {
	exec python3 "$here/process_wait.py" "$2" "$BOGEN" --profile "${1//[^A-Za-z0-9]/_}" --quiet watch --json
}

# await_row NAME EXPRESSION: waits until NAME sees such a row, which is in row.json then. What is so
# already counts.
await_row() {
	(waits_for "$@") >row.lines || wrong "$1 waited for: $2"
	tail -n 1 row.lines >row.json
}

# expects NAME EXPRESSION: NAME stays connected, and will see such a row; `came` waits for it.
expects() {
	local line
	rm -f expected.fifo
	mkfifo expected.fifo
	waits_for "$@" >expected.fifo &
	expecting=$!
	others+=("$expecting")
	exec 9<expected.fifo
	read -r -t 30 line <&9 || wrong "$1 cannot follow the session"
}

came() {
	wait "$expecting" || wrong 'it did not come'
	cat <&9 >row.json
	exec 9<&-
}

# table_of NAME: prints the number of the table that NAME sits at.
table_of() {
	as "$1" seat list --json >seats.json
	json seats.json "next(b['board'] for b in d if b['sort'] == 'table' and b['persons'])"
}

# phase_of BOARD: prints the title of the phase that the board is in.
phase_of() {
	moderator phase show --board "$1" --json >phase.json
	json phase.json "d['title']"
}

# ---- people who stay connected

# follows NAME: keeps a connection open until `cut_off` or the end.
follows() {
	local name=$1 line
	mkfifo "$name.fifo"
	client "$name" watch --json >"$name.fifo" 2>"$name.watch-errors" &
	others+=("$!")
	printf '%s\n' "$!" >"$name.watcher"
	# shellcheck disable=SC2094 # a fifo
	exec 8<"$name.fifo"
	read -r -t 30 line <&8 || wrong "$name cannot follow the session"
	cat <&8 >"$name.rows" &
	exec 8<&-
	rm "$name.fifo"
}

# cut_off NAME TEXT: waits until the connection was ended as not allowed, with this said.
cut_off() {
	local got=0
	wait "$(cat "$1.watcher")" || got=$?
	is "$got" 4
	says "$2" "$1.watch-errors"
}

# ---- two at once

# hesitates NAME ARGUMENT …: has read the session and given the command, which is still on its way.
hesitates() {
	local name=$1 port line
	shift
	rm -f held.in held.out
	mkfifo held.in held.out
	python3 "$here/process_hold.py" "${url##*:}" <held.in >held.out &
	others+=("$!")
	exec 6>held.in 7<held.out
	read -r -t 30 port <&7
	as "$name" --server "http://127.0.0.1:$port" "$@" --json >held.output 2>held.errors &
	hesitant=$!
	read -r -t 30 line <&7 || wrong "$* sent no command"
}

# goes_on EXIT: the command arrives and ends so; its output is in `output`, its messages in `errors`.
goes_on() {
	local got=0
	printf '\n' >&6
	wait "$hesitant" || got=$?
	exec 6>&- 7<&-
	mv held.output output
	mv held.errors errors
	[ "$got" -eq "$1" ] || {
		cat output errors >&2
		wrong "the command that hesitated ended with $got, not $1"
	}
}

# ---- the end

# finish: the server ends in order, and its data is whole.
finish() {
	local got=0
	kill -TERM "$server"
	cat <&3 >rest
	wait "$server" || got=$?
	server=
	exec 3<&-
	is "$got" 0
	"$BOGEND" verify --data data
}
