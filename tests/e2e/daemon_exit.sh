#!/usr/bin/env bash
# What bogend cannot have, it names, and ends with 2.
# shellcheck source=tests/e2e/daemon_lib.sh
. "$(dirname "$0")/daemon_lib.sh"

claim 'an unknown option or command suggests the nearest and ends with 2'
ends_with 2 "$bogend" --dtaa x
says 'did you mean --data?'
ends_with 2 "$bogend" verfy
says 'did you mean verify?'
ends_with 2 "$bogend" backup
says 'backup needs a FILE'

claim 'help and version go to standard output and end with 0'
ends_with 0 "$bogend" --help
says 'Examples' output
ends_with 0 "$bogend" --version
says 'bogend ' output

claim 'a data directory that cannot be made is named'
ends_with 2 "$bogend" --listen 127.0.0.1:0 --data no/such/place
says 'no/such/place'
says 'No such file or directory'
: >file
ends_with 2 "$bogend" --listen 127.0.0.1:0 --data file
says 'the data directory file cannot be used: it is not a directory'

claim 'a certificate that cannot be read is named'
ends_with 2 "$bogend" --listen 127.0.0.1:0 --data data --tls-cert none.pem --tls-key none.key
says 'none.pem'

claim 'a wrong method is named'
mkdir methods
printf '{}' >methods/bad.json
ends_with 2 "$bogend" --listen 127.0.0.1:0 --data data --methods methods
says 'bad.json: "title" is missing'
ends_with 2 "$bogend" check-config --methods methods
says 'bad.json: "title" is missing'

claim 'check-config and print-config agree with flags, environment and file'
printf 'listen = 127.0.0.1:1\nedges = 2\n' >bogend.conf
ends_with 0 env BOGEND_EDGES=3 "$bogend" print-config --config bogend.conf --data elsewhere
says 'listen = 127.0.0.1:1 ; from the file' output
says 'edges = 3 ; from the environment' output
says 'data = elsewhere ; from the command line' output
ends_with 0 "$bogend" check-config --config bogend.conf
printf 'lissten = 127.0.0.1:1\n' >bogend.conf
ends_with 2 "$bogend" check-config --config bogend.conf
says 'bogend.conf, line 1: there is no setting "lissten"; did you mean "listen"?'

claim 'who lets others in must say where imprint, privacy and accessibility statement are'
ends_with 2 "$bogend" --listen 0.0.0.0:0 --data data --privacy https://town.example/privacy
says '0.0.0.0:0 lets others in'
says 'with --imprint --accessibility, or listen on 127.0.0.1'
ends_with 2 "$bogend" check-config --listen '[::]:0'
says 'with --imprint --privacy --accessibility, or'
statements=(--imprint https://town.example/imprint --privacy /privacy.html --accessibility /a11y.html)
ends_with 0 "$bogend" check-config --listen 0.0.0.0:0 "${statements[@]}"

claim 'a port that is taken, and a directory that another server uses, are named'
start_server --edges 1
ends_with 2 "$bogend" --listen "${url#http://}" --data other
says "${url##*:}"
ends_with 2 "$bogend" --listen 127.0.0.1:0 --data data
says 'data'
stop_server TERM

claim 'a database that is not there, or is no database, fails'
ends_with 1 "$bogend" verify none.db
ends_with 1 "$bogend" verify file
ends_with 1 "$bogend" backup copy.db --data nowhere
