#!/usr/bin/env python3
"""Says what Python expressions are on JSON documents, as a shell asks: one process for all questions,
for starting it takes longer than most commands. In: a file and an expression on its document d; out:
`=` and the value, or `!` and what was wrong; each ended by a zero byte."""
import json
import sys


def questions():
    held = b""
    while data := sys.stdin.buffer.read1(65536):
        *whole, held = (held + data).split(b"\0")
        yield from (part.decode() for part in whole)


asked = questions()
for path, expression in zip(asked, asked):
    try:
        with open(path, encoding="utf-8") as file:
            known = {"d": json.load(file), "json": json}
        said = f"={eval(expression, known)}"  # the tests' own expressions
    except Exception as wrong:  # whatever it is, the shell shows it
        said = f"!{path}: {expression}: {wrong!r}"
    sys.stdout.write(f"{said}\0")
    sys.stdout.flush()
