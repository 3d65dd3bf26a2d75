#!/usr/bin/env bash
# A server's life: host link, signals, figures, backup.
# shellcheck source=tests/e2e/daemon_lib.sh
. "$(dirname "$0")/daemon_lib.sh"

claim 'the first start makes a host link, for its owner alone, and prints it once'
start_server --metrics 127.0.0.1:0
link=$(cat data/host-link)
[ "$(stat -c %a data/host-link)" = 600 ] || wrong 'others can read the host link'
case $link in
"$url/#0-"?*) ;;
*) wrong "the host link is $link" ;;
esac
says "$link" said

claim 'metrics are on their own listener'
read -r line <&3
metrics=http://${line##*http://}
curl -sf "$metrics" >figures
says 'bogen_connections ' figures
says 'process_resident_memory_bytes ' figures
[ "$(curl -s -o output -w '%{http_code}' "${metrics%/metrics}/other")" = 404 ] || wrong 'no 404'
[ "$(curl -s -o output -w '%{http_code}' "$url/metrics")" != 200 ] || wrong 'metrics are public'

claim 'it is alive and ready'
curl -sf "$url/healthz" >/dev/null
curl -sf "$url/readyz" >/dev/null

claim 'SIGHUP reads the settings again and the server goes on'
stop_reading='certificate and web files are read again'
kill -HUP "$server"
while read -r line <&3; do
	case $line in *"$stop_reading"*) break ;; esac
done
curl -sf "$url/healthz" >/dev/null

claim 'a backup taken while it runs is sound'
ends_with 0 "$bogend" backup copy.db --data data
ends_with 0 "$bogend" verify copy.db
says 'is sound' output

claim 'SIGTERM ends it with 0'
stop_server TERM
[ "$status" -eq 0 ] || wrong "it ended with $status"
says 'stopped' rest
ends_with 0 "$bogend" verify --data data

claim 'the second start keeps the link and prints nothing'
start_server
[ ! -s said ] || wrong 'the link was printed again'
# The port is another one now, the secret is not.
[ "$(sed 's/.*#//' data/host-link)" = "${link##*#}" ] || wrong 'the host link is another one'
stop_server INT
[ "$status" -eq 0 ] || wrong "it ended with $status"

claim 'a link that was taken away is not replaced'
rm data/host-link
start_server
[ ! -e data/host-link ] || wrong 'there is a new host link'
[ ! -s said ] || wrong 'a link was printed'
stop_server TERM

claim 'a first start that was killed after writing the link is finished by the next'
rm -rf data
mkdir data
printf '%s\n' "$link" >data/host-link
start_server
says "${link##*#}" said
stop_server KILL
start_server
[ ! -s said ] || wrong 'the host was made twice'
stop_server TERM

claim 'with --log json every line is JSON'
start_server --log json
stop_server TERM
python3 -c 'import json, sys; [json.loads(line)["message"] for line in sys.stdin]' <rest

claim 'the statements lead where the configuration says, and SIGHUP changes that'
leads_to() {
	curl -s -o said_page -w '%{http_code} %{redirect_url}' "$url/$1"
}
reload() {
	kill -HUP "$server"
	while read -r line <&3; do
		case $line in *"$1"*) return ;; esac
	done
}
printf 'imprint = https://town.example/imprint\n' >bogend.conf
start_server --config bogend.conf
[ "$(leads_to imprint)" = '302 https://town.example/imprint' ] || wrong 'the imprint is elsewhere'
[ "$(leads_to privacy)" = '404 ' ] || wrong 'there is a privacy statement'
says 'noch keine Datenschutzerklärung angegeben' said_page
printf 'imprint = /imprint.html\nprivacy = https://town.example/privacy\n' >bogend.conf
reload 'are read again'
[ "$(leads_to imprint)" = "302 $url/imprint.html" ] || wrong 'the imprint is where it was'
[ "$(leads_to privacy)" = '302 https://town.example/privacy' ] || wrong 'privacy is where it was'
printf 'imprint = nowhere\n' >bogend.conf
reload 'the settings stay as they were'
[ "$(leads_to imprint)" = "302 $url/imprint.html" ] || wrong 'a wrong setting was taken'
stop_server TERM

claim 'whom others can reach keeps the statements'
printf 'imprint = https://a.example/\nprivacy = https://b.example/\naccessibility = https://c.example/\n' \
	>bogend.conf
start_server --config bogend.conf --listen 0.0.0.0:0
: >bogend.conf
reload 'the settings stay as they were: 0.0.0.0'
url=http://127.0.0.1:${url##*:}
[ "$(leads_to accessibility)" = '302 https://c.example/' ] || wrong 'the statement is gone'
stop_server TERM

claim 'with --public-url links begin with it'
start_server --public-url https://bogen.example/
says 'https://bogen.example/#0-' data/host-link
stop_server TERM
