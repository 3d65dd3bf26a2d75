#!/usr/bin/env python3
"""Prints the lines of C files as PATH:LINE: code, with comments, strings and characters left out."""
import re
import sys

PIECE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(match):
    return "\n" * match.group().count("\n") or " "


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        code = PIECE.sub(blank, file.read())
    for number, line in enumerate(code.split("\n"), 1):
        if line.strip():
            print(f"{path}:{number}: {line.strip()}")
