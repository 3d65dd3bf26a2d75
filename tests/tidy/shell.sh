#!/usr/bin/env bash
# All shell scripts pass shellcheck.
. tests/tidy/lib.sh
need_tool shellcheck

project_files '*.sh' run test .ci/run | xargs shellcheck -x
