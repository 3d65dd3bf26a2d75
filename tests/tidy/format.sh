#!/usr/bin/env bash
# All C is formatted as .clang-format says.
. tests/tidy/lib.sh
need_tool clang-format

c_files | xargs clang-format --dry-run -Werror
