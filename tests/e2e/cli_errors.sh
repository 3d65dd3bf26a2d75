#!/usr/bin/env bash
# Wrong input, missing servers and refusals: each has its exit code and says why.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"

claim 'a command line that is wrong ends with 2 and says what was meant'
ends_with 2 "$BOGEN"
says 'Usage: bogen'
ends_with 2 "$BOGEN" vtoe
says "did you mean 'vote'?"
ends_with 2 "$BOGEN" ide
says 'ambiguous: could be'
ends_with 2 "$BOGEN" ideas --sotr new
says 'did you mean --sort?'
ends_with 2 "$BOGEN" idea add
says 'Usage: bogen idea add TEXT'
ends_with 2 "$BOGEN" idea add two words
ends_with 2 "$BOGEN" vote one agree
ends_with 2 "$BOGEN" vote 1 perhaps
ends_with 2 "$BOGEN" timer 5
ends_with 2 "$BOGEN" --timeout 0 show
ends_with 2 "$BOGEN" --server ftp://x show
ends_with 2 "$BOGEN" --profile ../x show
says "'../x' is not a profile's name"
ends_with 2 "$BOGEN" export --format pdf
ends_with 2 "$BOGEN" export --format csv --json

claim 'with --json an error is an object with code and message'
ends_with 2 "$BOGEN" --json vtoe
is "$(json errors "sorted(d['error'])")" "['code', 'message']"
is "$(json errors "d['error']['code']")" usage
ends_with 2 "$BOGEN" ideas --json --sort x
is "$(json errors "d['error']['code']")" usage

claim 'without a server it says so and ends with 5'
ends_with 5 "$BOGEN" --server http://127.0.0.1:1 join KBWF-3N7Q --name A --town B
says 'cannot reach http://127.0.0.1:1: '
ends_with 5 "$BOGEN" --server http://nobody.invalid join KBWF-3N7Q --name A --town B --json
is "$(json errors "d['error']['code']")" unreachable

claim 'a server that never answers is given up after the timeout'
python3 -c 'import socket, time
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
time.sleep(600)' >port &
others+=($!)
until [ -s port ]; do read -r -t 0.05 <> <(:) || true; done
ends_with 5 "$BOGEN" --timeout 1 --server "http://127.0.0.1:$(cat port)" join KBWF-3N7Q --name A --town B
says 'no answer in time'

claim 'a link that is not whole is told from what is none'
ends_with 2 "$BOGEN" join http://127.0.0.1:1/j/KBWF
says 'is a join link, but it is not whole'
ends_with 2 "$BOGEN" join 'http://127.0.0.1:1/#1-abcdef'
says 'a personal link or an invitation, but it is not whole'
! grep -q abcdef errors || wrong 'half a secret is shown'
ends_with 2 "$BOGEN" join hello
says "'hello' is neither a join code (KBWF-3N7Q) nor a link"

claim 'a profile without a session is not allowed to do anything'
ends_with 4 "$BOGEN" ideas --json
is "$(json errors "d['error']['code']")" not_joined
ends_with 4 "$BOGEN" new --title T --town A
says "bogen host LINK"

claim 'help of new names the methods that come along'
"$BOGEN" help new >output
for method in "$here"/../../methods/*.json; do
	says "$(basename "$method" .json)" output
done

start_server
new_session mod Saalfeld Rudolstadt

claim 'a method that the server does not have is guessed'
ends_with 3 as mod new --title T --town A --method world-caffee
says "Did you mean 'world-cafe'?"
ends_with 3 as mod new --title T --town A --method bees
says "'bogen help new' names the methods"
! grep -q 'Did you mean' errors || wrong 'it guesses too far'
as anna --server "$url" --quiet join "$code" --name Anna --town Saalfeld >output
as bea --server "$url" --quiet join "$code" --name Bea --town Rudolstadt >output
as anna --quiet idea add 'A cycle path' >output

claim 'codes and links that lead nowhere are refused'
ends_with 3 as carl --server "$url" join 0000-0000 --name Carl --town Saalfeld
says 'There is no session with this code.'
ends_with 4 as carl join "$url/#1-00000000000000000000000000"
says 'This link is no longer valid.'
ends_with 2 as carl --server "$url" join nonsense!
ends_with 2 as carl host "$url/j/$code"
as anna whoami --link >return.link
ends_with 2 as carl host @return.link
ends_with 3 as carl host @no-such-file
[ ! -e config/bogen/carl.json ] || [ "$(json config/bogen/carl.json "d['session']")" = 0 ] ||
	wrong 'a refused link was kept'

claim 'what is not there ends with 3, what is not allowed with 4, what a rule forbids with 6'
ends_with 3 as anna idea show 99
ends_with 3 as anna vote 99 agree
ends_with 3 as anna comment 99 text
ends_with 3 as anna ideas --topic Nothing
ends_with 3 as anna ballot results 9
ends_with 3 as mod import no-such-file.json
ends_with 4 as bea idea edit 1 'Mine now'
ends_with 4 as bea idea remove 1
ends_with 4 as bea phase next
ends_with 4 as bea topic add Traffic
ends_with 4 as bea export --format json
says 'Only moderators may do this.'
ends_with 6 as mod town add Saalfeld
ends_with 6 as mod phase prev
ends_with 6 as mod idea link 1 part-of 1

claim 'texts that are empty, too long or not text are refused, and nothing changes'
ends_with 2 as anna idea add '   '
python3 -c 'print("x" * 2001)' >long
ends_with 2 timeout 60 "$BOGEN" --profile anna idea add - <long
says 'is too long'
ends_with 2 as anna idea add $'bad \xff bytes'
ends_with 2 as anna idea add $'turned \u202e round'
ends_with 2 as anna idea add text --title "$(printf '%0121d' 0)"
as mod ideas --json >list.json
is "$(json list.json 'len(d)')" 1

claim 'the server speaks the language of the environment'
ends_with 4 env LC_ALL=de_DE.UTF-8 "$BOGEN" --profile bea phase next
says 'Das dürfen nur die Moderation und die Leitung von „Plenary“.'
ends_with 4 env LC_ALL= LANG=de_AT.UTF-8 "$BOGEN" --profile bea phase next
says 'Das dürfen nur die Moderation und die Leitung von „Plenary“.'

claim 'import files that are wrong say where and change nothing'
printf '{"idea":[{"id":1,"board":1,"author":2,"text":""}]}' >wrong.json
ends_with 2 as mod import wrong.json
says 'idea[0]: "board" names no board of this file'
printf '{' >wrong.json
ends_with 2 as mod import wrong.json
printf 'text;town\n"open' >wrong.csv
ends_with 2 as mod import wrong.csv
printf 'words\none\n' >wrong.csv
ends_with 2 as mod import wrong.csv
says 'no column named text or title'
printf 'text\none\n' >good.csv
ends_with 4 as bea import good.csv
as mod ideas --json >list.json
is "$(json list.json 'len(d)')" 1

claim 'a damaged profile is not overwritten'
printf '{"server"' >config/bogen/broken.json
ends_with 1 as broken ideas
says 'damaged'
is "$(cat config/bogen/broken.json)" '{"server"'

claim 'a profile is for its owner alone'
is "$(stat -c %a config/bogen/anna.json)" 600

claim 'standard output that is full is a failure'
ends_with 1 bash -c "\"$BOGEN\" --profile mod export >/dev/full"
ends_with 1 as mod export -o /no/such/folder/file
kill_server
ends_with 5 as anna ideas
says 'cannot reach'

if command -v openssl >/dev/null; then
	claim 'a certificate that nobody vouches for is refused with a reason'
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem \
		-out cert.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
	start_server 127.0.0.1:0 --tls-cert cert.pem --tls-key key.pem
	port=${url##*:}
	ends_with 5 as tls --server "https://localhost:$port" join "$code" --name T --town Saalfeld
	says 'its certificate is not accepted: self-signed certificate'
	SSL_CERT_FILE=$folder/cert.pem ends_with 0 as tls --server "https://localhost:$port" join \
		"$code" --name T --town Saalfeld
	SSL_CERT_FILE=$folder/cert.pem ends_with 5 as tls --server "https://127.0.0.1:$port" show
	says 'its certificate is not accepted: '
fi
