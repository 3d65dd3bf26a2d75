# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by the tests of ballots: a session of three towns, of which the third is too small to be
# shown. The moderator's profile is `mod`; people are t1 … t6 (Trier), h1 … h5 (Hamm), m1 and m2
# (Merseburg).
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli_lib.sh"

citizens=(t1 t2 t3 t4 t5 t6 h1 h2 h3 h4 h5 m1 m2)
start_server
as mod --quiet host @data/host-link
new_session mod Trier Hamm Merseburg
for name in "${citizens[@]}"; do
	case $name in
	t*) town=Trier ;;
	h*) town=Hamm ;;
	m*) town=Merseburg ;;
	esac
	as "$name" --server "$url" --quiet join "$code" --name "${name^}" --town "$town" >output
done

# idea TEXT: sets $id.
idea() {
	as mod idea add "$1" --json >added
	id=$(json added "d['id']")
}

# prepare OPTION …: prepares a ballot and opens it; sets $ballot.
prepare() {
	as mod ballot add "$@" --json >added
	ballot=$(json added "d['id']")
	as mod --quiet ballot open "$ballot"
}

# casts NAME VALUE …: into $ballot.
casts() {
	as "$1" --quiet cast "$ballot" "${@:2}" >output
}

# refuses EXIT CODE COMMAND …: the exit code, and the error's code.
refuses() {
	local expected=$1 error=$2
	shift 2
	ends_with "$expected" "$@" --json
	is "$(json errors "d['error']['code']")" "$error"
}

# came NAME EXPRESSION EXPECTED [OPTION …]: what NAME is told of the results of $ballot; o is the
# options by their idea's number.
came() {
	as "$1" ballot results "$ballot" "${@:4}" --json >told
	python3 -c 'import json, sys
d = json.load(open("told", encoding="utf-8"))
o = {option["idea"]: option for option in d["options"]}
got, expected = eval(sys.argv[1]), eval(sys.argv[2])
def near(a, b):
    if isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(near(x, y) for x, y in zip(a, b))
    return abs(a - b) < 2e-9 if isinstance(b, float) and isinstance(a, float) else a == b
if not near(got, expected):
    sys.exit(f"{sys.argv[1]} is {got}, not {expected}")' "$2" "$3" || wrong "results of ballot $ballot"
}
