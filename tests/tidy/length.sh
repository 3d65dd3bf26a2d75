#!/usr/bin/env bash
# A file is one idea, and no idea takes more than 600 lines.
. tests/tidy/lib.sh

project_files '*.c' '*.h' '*.def' '*.ts' '*.tsx' '*.mjs' '*.css' '*.py' '*.sh' run test |
	grep -v '^client-web/src/protocol/generated\.ts$' |
	xargs wc -l | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }' |
	none_found 'These files are too long:'
