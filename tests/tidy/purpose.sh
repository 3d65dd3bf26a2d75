#!/usr/bin/env bash
# Every C file begins with what it is for, or with its header, which says so; every header guards
# itself.
. tests/tidy/lib.sh

{
	c_files | while read -r file; do
		case $(head -n 1 "$file") in
		'/* '* | "#include \"${file%.c}.h\"") ;;
		*) printf '%s: begins without a comment\n' "$file" ;;
		esac
	done
	# Headers that are meant to be included again and again say so by their name.
	c_files | grep '\.h$' | grep -vE '^protocol/fields_' | while read -r file; do
		guard=BOGEN_$(printf '%s' "${file%.h}" | tr 'a-z/.-' 'A-Z___')_H
		grep -qx "#ifndef $guard" "$file" || printf '%s: the guard is not %s\n' "$file" "$guard"
	done
} | none_found 'These files lack something:'
