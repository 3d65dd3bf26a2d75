# shellcheck shell=bash
# Sourced by the rules of the repository, which run in the project's folder.
set -euo pipefail

# project_files [PATTERN …]: the project's own files that match one of the shell patterns, one a line.
project_files() {
	local file pattern
	{
		if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
			git ls-files --cached --others --exclude-standard
		else
			find . \( -name build -o -name node_modules -o -name .git \) -prune -o -type f -print |
				sed 's:^\./::'
		fi
	} | sort -u | while read -r file; do
		[ -f "$file" ] || continue
		for pattern in "${@:-*}"; do
			# shellcheck disable=SC2053 # a pattern is meant
			if [[ $file == $pattern ]]; then
				printf '%s\n' "$file"
				break
			fi
		done
	done
}

c_files() {
	project_files '*.c' '*.h'
}

# Ends the rule: what was found stands on standard input.
none_found() {
	local found
	found=$(cat)
	[ -n "$found" ] || exit 0
	printf '%s\n\n%s\n' "$1" "$found"
	exit 1
}

# Whether the tool is there; without it the rule is skipped, which CI=true does not accept.
need_tool() {
	command -v "$1" >/dev/null && return 0
	printf 'skipped: %s is missing\n' "$1"
	[ "${CI:-}" != true ] || exit 1
	exit 77
}
