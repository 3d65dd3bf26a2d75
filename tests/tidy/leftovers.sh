#!/usr/bin/env bash
# No notes to oneself, no paths of somebody's machine.
. tests/tidy/lib.sh

mine='^(tests/tidy/leftovers\.sh|LICENSE|client-web/package-lock\.json|.*\.(png|woff2?|bin|db))$'
{
	project_files | grep -vE "$mine" | xargs grep -nIE '\b(TODO|FIXME|XXX|HACK)\b' || true
	project_files | grep -vE "$mine" |
		xargs grep -nIE '(^|[^A-Za-z0-9_.~-])/(home|work|root|Users)/[A-Za-z0-9_]' || true
	project_files | grep -vE "$mine|^(tests/|bench/|README\.md|\.gitignore)" |
		xargs grep -nI '\.\./shared' || true
} | none_found 'These should not be left in the project:'
