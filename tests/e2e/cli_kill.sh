#!/usr/bin/env bash
# The server or the client dies in the middle: nothing is lost, nothing is doubled.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
start_server
new_session mod Saalfeld Rudolstadt

# A session of 60 people, 50 ideas of two phases in turn and 3,000 votes, made here.
python3 - <<'END'
import json
people = range(1, 61)
ideas = range(1, 51)
json.dump({
    "town": [{"id": 1, "name": "Saalfeld"}, {"id": 2, "name": "Rudolstadt"}],
    "board": [{"id": 1, "sort": "plenary", "town": 0}],
    "ballot": [{"id": 1}], "topic": [], "comment": [], "link": [],
    "phase": [{"id": 1, "title": "Collect and weigh"}, {"id": 3, "title": "Result"}],
    "person": [{"id": p, "name": f"P{p}", "institution": "", "town": p % 2 + 1} for p in people],
    "idea": [{"id": i, "board": 1, "topic": 0, "author": i, "town": i % 2 + 1, "title": "",
              "phase": i % 2 * 2 + 1, "text": f"Idea {i}"} for i in ideas],
    "vote": [{"ballot": 1, "idea": i, "person": p, "town": p % 2 + 1,
              "choice": ("agree", "disagree", "pass")[(i * p) % 3]}
             for i in ideas for p in people],
}, open("big.json", "w", encoding="utf-8"))
END

# The moderator is a person of the session that the file does not have.
exported() {
	as mod --quiet export -o out.json
	python3 - <<'END'
import json
out = json.load(open("out.json", encoding="utf-8"))
out["person"] = [p for p in out["person"] if p["town"]]
json.dump(out, open("out.json", "w", encoding="utf-8"))
END
	python3 "$here/cli_same_session.py" big.json out.json
}

# Begins an import; what it says is then in `imported`, its messages in `errors`.
start_import() {
	"$BOGEN" --profile mod import "$1" >imported 2>errors &
	importer=$!
	others+=("$importer")
}

# Waits until the import has noted this many steps, which are then durable in the session.
await_steps() {
	local journal
	while kill -0 "$importer" 2>/dev/null; do
		for journal in config/bogen/mod.import-*; do
			[ ! -e "$journal" ] || [ "$(wc -l <"$journal")" -lt "$1" ] || return 0
		done
		read -r -t 0.02 <> <(:) || true
	done
	cat errors >&2
	wrong 'the import ended too early'
}

claim '[CMD-3] the server is killed in the middle of an import, which goes on by itself'
start_import big.json
await_steps 300
kill_server
restart_server
await_steps 600
kill_server
restart_server
wait "$importer" || wrong 'the import failed'
exported

claim '[CMD-3] the client is killed in the middle of an import; run again, it goes on'
new_session mod Saalfeld Rudolstadt
rm -f config/bogen/mod.import-*
for steps in 100 500 900; do
	start_import big.json
	await_steps "$steps"
	kill -KILL "$importer"
	wait "$importer" 2>/dev/null || true
done
ends_with 0 as mod import big.json
says 'Going on with an import'
exported

claim 'an import that was stopped by a phase goes on with what was refused, though later steps were done'
# Two boards whose opinions come in turn; one of them is led on in the middle.
python3 - <<'END'
import json
big = json.load(open("big.json", encoding="utf-8"))
big["board"] += [{"id": b, "sort": "team", "town": 0, "title": t, "audience": "everyone", "parent": 1}
                 for b, t in ((2, "North"), (3, "South"))]
for idea in big["idea"]:
    idea.update(board=2 + idea["id"] % 2, phase=1)
big["vote"].sort(key=lambda vote: (vote["person"], vote["idea"]))
json.dump(big, open("boards.json", "w", encoding="utf-8"))
END
new_session mod Saalfeld Rudolstadt
rm -f config/bogen/mod.import-*
start_import boards.json
await_steps 300
kill -STOP "$importer"
as mod --quiet phase goto Result --board South
kill -CONT "$importer"
wait "$importer" && got=0 || got=$?
is "$got" 6
says 'The same command goes on from here.'
is "$(grep -c 'phase' errors)" 1
as mod --quiet phase goto 1 --board South
ends_with 0 as mod import boards.json
says 'Going on with an import'
as mod --quiet export -o out.json
python3 - <<'END' || wrong 'opinions are lacking, or come twice'
import json
out = json.load(open("out.json", encoding="utf-8"))
assert len(out["vote"]) == 3000 and len(out["idea"]) == 50
END

claim 'an import that is interrupted says how to go on'
new_session mod Saalfeld Rudolstadt
rm -f config/bogen/mod.import-*
start_import big.json
await_steps 50
kill -INT "$importer"
wait "$importer" && got=0 || got=$?
is "$got" 130
says 'the same command goes on from here'

claim '[ROW-7] a watcher goes on after the server was killed, and sees what is new'
mkfifo rows watching
"$BOGEN" --profile mod watch --json --changes >rows 2>watching &
others+=($!)
exec 5<rows 4<watching
await 'Watching'
exec 6<&4 4<&5
as mod --quiet idea add 'Before' >output
await 'Before'
kill_server
restart_server
as mod --quiet idea add 'After' >output
await 'After'

claim 'a command whose answer was lost is done once when it is given again'
# A server in between that takes the command and dies before it passes the answer on.
python3 "$here/cli_deaf_proxy.py" "${url##*:}" >port 2>/dev/null &
others+=($!)
until [ -s port ]; do read -r -t 0.05 <> <(:) || true; done
as mod ideas --json >list.json
before=$(json list.json 'len(d)')
ends_with 5 as mod --timeout 2 --server "http://127.0.0.1:$(cat port)" idea add 'Once'
says 'the same command given again is done at most once'
is "$(json config/bogen/mod.json "len(d['unanswered'])")" 1
ends_with 5 as mod --timeout 2 --server "http://127.0.0.1:$(cat port)" idea add 'Once'
as mod ideas --json >list.json
is "$(json list.json 'len(d)')" "$((before + 1))"
