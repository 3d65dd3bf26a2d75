#!/usr/bin/env bash
# Runs a node program of the browser client's tests, or says what this machine lacks: that is a skip,
# and a failure where CI=true.
#
#   run.sh [--browser] PROGRAM [ARGUMENT …]
set -euo pipefail

lacking() {
	printf 'skipped: %s\n' "$1"
	[ "${CI:-}" != true ] || exit 1
	exit 77
}

client=$(dirname "$(readlink -f "$0")")/../../client-web
command -v node >/dev/null || lacking 'node is not installed'
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || lacking 'node is older than 20'
[ -d "$client/node_modules/esbuild" ] || lacking 'the packages of client-web are not installed (npm ci)'
if [ "$1" = --browser ]; then
	shift
	CHROMIUM=$(command -v chromium || command -v chromium-browser || true)
	[ -n "$CHROMIUM" ] || lacking 'chromium is not installed'
	export CHROMIUM
fi
exec node "$@"
