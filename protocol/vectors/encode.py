"""MessagePack as PROTOCOL.md [WIRE-2] wants it, and records by the .def files: written anew in
Python, so that the vectors do not come from the code that they test."""
import re
import struct
from pathlib import Path

PROTOCOL = Path(__file__).resolve().parent.parent


class Bits(int):
    """A number of a set field."""


def number(value):
    if value <= 0x7F:
        return bytes([value])
    for head, size in ((0xCC, 1), (0xCD, 2), (0xCE, 4), (0xCF, 8)):
        if value < 1 << 8 * size:
            return bytes([head]) + value.to_bytes(size, "big")
    raise ValueError(value)


def sized(count, fixed, fixed_max, heads):
    if count <= fixed_max:
        return bytes([fixed | count])
    for head, size in heads:
        if count < 1 << 8 * size:
            return bytes([head]) + count.to_bytes(size, "big")
    raise ValueError(count)


def pack(value):
    """One value with all that it contains."""
    if value is None:
        return b"\xc0"
    if value is True:
        return b"\xc3"
    if value is False:
        return b"\xc2"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, str):
        data = value.encode()
        return sized(len(data), 0xA0, 31, ((0xD9, 1), (0xDA, 2), (0xDB, 4))) + data
    if isinstance(value, bytes):
        return sized(len(value), 0, -1, ((0xC4, 1), (0xC5, 2), (0xC6, 4))) + value
    if isinstance(value, list):
        head = sized(len(value), 0x90, 15, ((0xDC, 2), (0xDD, 4)))
        return head + b"".join(map(pack, value))
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    raise TypeError(value)


def read_words():
    sets = {}
    text = (PROTOCOL / "words.def").read_text(encoding="utf-8")
    for name, word, at in re.findall(r"^WORD\((\w+), +(\w+), +(\d+)\)", text, re.M):
        sets.setdefault(name, {})[word] = int(at)
    return sets


def read_shapes(file, opening):
    """{kind: (number, [key parts], [fields])}, a part or field being (type, name, word set or kind of
    row or None)."""
    shapes = {}
    text = (PROTOCOL / file).read_text(encoding="utf-8")
    for macro, inside in re.findall(r"^([A-Z_]+)\(([^)]*(?:\"[^\"]*\"[^)]*)?)\)", text, re.M):
        values = [value.strip() for value in inside.split(",")]
        if macro == opening:
            shapes[values[0]] = (int(values[1]), [], [])
        elif macro in ("KEY", "KEY_WORD"):
            shapes[values[0]][1].append(("ID", values[1], None))
        elif not macro.startswith("END_") and values[0] in shapes:
            named = macro in ("WORD", "WORD_OR_NONE", "SET", "IDS", "PAIRS")
            shapes[values[0]][2].append((macro, values[1], values[2] if named else None))
    return shapes


WORDS = read_words()
ROWS = read_shapes("rows.def", "ROW")
COMMANDS = read_shapes("commands.def", "COMMAND")
FRAMES = read_shapes("frames.def", "FRAME")


def ids(values):
    """Numbers of rows, [WIRE-7]."""
    return b"".join(value.to_bytes(4, "big") for value in values)


def pairs(values):
    """(number of a row, number), [WIRE-7]."""
    return b"".join(row.to_bytes(4, "big") + value.to_bytes(8, "big") for row, value in values)


def wire_value(field, value):
    """What a value of a vector is on the wire, [WIRE-4] and [WIRE-7]."""
    kind, _, of = field
    if kind in ("WORD", "WORD_OR_NONE"):
        return 0 if value == "none" else WORDS[of][value]
    if kind == "SET":
        return sum(1 << WORDS[of][word] for word in value)
    if kind == "IDS":
        return ids(value)
    if kind == "PAIRS":
        return pairs((pair[of], pair["number"]) for pair in value)
    if kind == "BYTES":
        return bytes.fromhex(value)
    return value


def wire_values(fields, record):
    unknown = set(record) - {name for _, name, _ in fields}
    if unknown:
        raise KeyError(unknown)
    return [wire_value(field, record[field[1]]) for field in fields]


def frame_values(frame):
    """The array of one frame as a vector gives it, [WIRE-1] and [WIRE-5]."""
    if frame["frame"] == "command":
        at, _, fields = COMMANDS[frame["kind"]]
        return [FRAMES["command"][0], frame["number"], at, wire_values(fields, frame["arguments"])]
    if frame["frame"] == "row":
        at, _, fields = ROWS[frame["kind"]]
        values = None if frame["fields"] is None else wire_values(fields, frame["fields"])
        return [FRAMES["row"][0], at, frame["revision"], frame["key"], values]
    at, _, fields = FRAMES[frame["frame"]]
    record = {name: value for name, value in frame.items() if name != "frame"}
    return [at, *wire_values(fields, record)]


def message(*frames):
    return b"".join(pack(frame_values(frame)) for frame in frames)
