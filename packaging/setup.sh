# shellcheck shell=bash
# Sourced by ./run and ./test: gets what this machine lacks, and builds. Expects to be in the project's
# folder, and ask=yes or no in the environment of the shell.

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
if [ ! -t 1 ] || [ -n "${NO_COLOR:-}" ] || [ "${TERM:-dumb}" = dumb ]; then
	say() { printf '== %s\n' "$*"; }
fi

fail() {
	printf '%s: %s\n' "$0" "$*" >&2
	exit 1
}

# Asks on a terminal; without one, and with --yes, the answer is yes.
agreed() {
	[ "${ask:-yes}" = yes ] && [ -t 0 ] && [ -t 1 ] || return 0
	local answer
	read -r -p "$1 [Y/n] " answer
	case $answer in
	'' | [yYjJ]*) return 0 ;;
	*) return 1 ;;
	esac
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		fail "this needs root and there is no sudo: $*"
	fi
}

# install_packages run|test: installs the packages of apt-packages.txt that are missing; those marked
# "# test" only for tests.
install_packages() {
	command -v dpkg-query >/dev/null ||
		fail "this is not Debian; install what apt-packages.txt names by other means"
	local line package missing=()
	while read -r line; do
		package=${line%%#*}
		package=${package//[[:space:]]/}
		[ -n "$package" ] || continue
		case $line in
		*'# test'*) [ "$1" = test ] || continue ;;
		esac
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -q '^installed$' ||
			missing+=("$package")
	done <apt-packages.txt
	if ! command -v node >/dev/null; then
		missing+=(nodejs)
	fi
	if ! command -v npm >/dev/null; then
		missing+=(npm)
	fi
	[ ${#missing[@]} -gt 0 ] || return 0
	say "these Debian packages are missing: ${missing[*]}"
	agreed 'Install them with apt-get?' || fail 'nothing was installed'
	as_root apt-get update -q
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
		"${missing[@]}"
}

node_major() {
	node --version | sed 's/^v//; s/\..*//'
}

# Debian 12's Node.js 18 builds the browser client; the browser tests need 20. Where the machine has
# none as new, npm brings one into build/node, for this run only.
use_node_20() {
	[ "$(node_major)" -lt 20 ] || return 0
	local machine=x64
	[ "$(uname -m)" != aarch64 ] || machine=arm64
	if [ ! -x "build/node/node_modules/node-linux-$machine/bin/node" ]; then
		say 'getting Node.js 20 for the browser tests'
		npm install --prefix build/node --ignore-scripts --no-audit --no-fund \
			"node-linux-$machine@20.19.0"
	fi
	PATH=$PWD/build/node/node_modules/node-linux-$machine/bin:$PATH
	export PATH
}

# The browser client's packages, exactly as its lock file names them.
install_npm() {
	[ "$(node_major)" -ge 18 ] || fail "Node.js $(node --version) is too old; 18 or newer is needed"
	local lock=client-web/package-lock.json kept=client-web/node_modules/.package-lock.json
	[ -e "$kept" ] && [ ! "$lock" -nt "$kept" ] && return 0
	say 'getting the browser client'\''s packages'
	(cd client-web && npm ci --no-audit --no-fund)
}

# build_preset NAME [TARGET …]
build_preset() {
	local preset=$1
	shift
	say "building $preset"
	cmake --preset "$preset" >/dev/null
	if [ $# -gt 0 ]; then
		cmake --build "build/$preset" --target "$@"
	else
		cmake --build "build/$preset"
	fi
}

# Into build/release/web.
build_web() {
	say 'building the browser client'
	(cd client-web && npm run --silent build)
}

# json_field NAME: that field of the JSON object on standard input.
json_field() {
	python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}
