#!/usr/bin/env bash
# clang-tidy finds nothing (.clang-tidy says which checks). The first argument is the build folder.
. tests/tidy/lib.sh
need_tool clang-tidy

# What this build compiles, without its tests, whose assertions the analyzer does not understand.
python3 - "$1" <<'END' | xargs -P "$(nproc)" -n 4 clang-tidy -p "$1" --quiet --warnings-as-errors='*' 2>/dev/null
import json, os, sys
here = os.getcwd()
with open(os.path.join(sys.argv[1], "compile_commands.json"), encoding="utf-8") as file:
    sources = {os.path.normpath(os.path.join(entry["directory"], entry["file"])) for entry in json.load(file)}
build = os.path.realpath(sys.argv[1]) + os.sep
for source in sorted(sources):
    path = os.path.relpath(source, here)
    if not source.startswith(build) and not path.startswith(("..", "tests" + os.sep)):
        print(path)
END
