#!/usr/bin/env bash
# Every C file begins with what it is for, or with its header, which says so; every header guards
# itself.
. tests/tidy/lib.sh

{
	c_files | while read -r file; do
		case $(head -n 1 "$file") in
		'/* '* | "#include \"${file%.c}.h\"" | "#include \"$(basename "$file" .c).h\"") ;;
		*) printf '%s: begins without a comment\n' "$file" ;;
		esac
	done
	# Headers that are meant to be included again and again say so by their name.
	c_files | grep '\.h$' | grep -vE '^protocol/fields_' | while read -r file; do
		guard=$(sed -n 's/^#ifndef \(BOGEN_[A-Z_0-9]*_H\)$/\1/p' "$file" | head -n 1)
		[ -n "$guard" ] && grep -qx "#define $guard" "$file" ||
			printf '%s: no guard of the form BOGEN_…_H\n' "$file"
	done
} | none_found 'These files lack something:'
