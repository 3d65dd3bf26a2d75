#!/usr/bin/env python3
"""Prints the vectors of this folder; with --check says whether they are as it would print them."""
import json
import sys
from pathlib import Path

import examples
import examples_deciding
import examples_steering
import spoiled
import spoiled_lists
import texts
from encode import COMMANDS as COMMAND_SHAPES
from encode import message

FOLDER = Path(__file__).resolve().parent


def good(vectors):
    return [{"name": name, "hex": message(*frames).hex(), "frames": frames}
            for name, frames in vectors.items()]


def bad(vectors):
    return [{"name": name, "hex": data.hex(), "malformed": reason} for name, data, reason in vectors]


def files():
    commands = examples.COMMANDS | examples_steering.COMMANDS | examples_deciding.COMMANDS
    rows = examples.ROWS | examples_steering.ROWS | examples_deciding.ROWS
    spoiled.check_complete(examples.FRAMES, commands, rows, COMMAND_SHAPES)
    yield "frames.json", good(examples.FRAMES)
    yield "commands.json", good(commands)
    yield "rows.json", good(rows)
    yield "compatibility.json", [{"name": f"[WIRE-3] {name}", "hex": data.hex(), "frames": frames}
                                 for name, data, frames in (*spoiled.compatibility(),
                                                            *spoiled_lists.compatibility())]
    yield "malformed.json", bad([*spoiled.malformed(), *spoiled.large()])
    yield "strict.json", bad(spoiled.strict())
    yield "refused.json", [{"name": name, "hex": data.hex(), "number": 7, "error": error, "field": field}
                           for name, data, error, field in (*spoiled.refused(), *spoiled_lists.refused())]
    yield "text.json", texts.texts()
    yield "tidy.json", list(texts.tidy())
    yield "codes.json", list(texts.codes())
    yield "tokens.json", list(texts.tokens())
    yield "links.json", list(texts.links())


def printed(vectors):
    """One vector a line, so that a change shows as one line of a diff. What hides or reorders text
    stands escaped."""
    lines = (json.dumps(vector, ensure_ascii=True) for vector in vectors)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main():
    check = sys.argv[1:] == ["--check"]
    stale = []
    for name, vectors in files():
        names = [vector["name"] for vector in vectors]
        if len(set(names)) != len(names):
            sys.exit(f"{name}: a name stands there twice")
        text, path = printed(vectors), FOLDER / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"not as make.py prints them: {', '.join(stale)}")


if __name__ == "__main__":
    main()
