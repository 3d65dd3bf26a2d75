#!/usr/bin/env bash
# What is printed from the .def files is in the repository as it is printed now. The first argument is
# the program that prints.
. tests/tidy/lib.sh

if [ "${2:-}" = --update ]; then
	"$1" tables >protocol/TABLES.md
	"$1" typescript >client-web/src/protocol/generated.ts
	exit 0
fi
{
	"$1" tables | diff -u --label protocol/TABLES.md protocol/TABLES.md --label printed - || true
	"$1" typescript | diff -u --label client-web/src/protocol/generated.ts \
		client-web/src/protocol/generated.ts --label printed - || true
} | none_found 'Print these again (tests/tidy/generated.sh build/dev/bin/protocol-print --update):'
