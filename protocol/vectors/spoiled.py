"""What is not as PROTOCOL.md wants it, and what older and newer peers may send."""
from encode import FRAMES as FRAME_SHAPES
from encode import ROWS as ROW_SHAPES
from encode import frame_values, message, pack
from examples import (COMMANDS, FRAMES, ID_MAX, IDEA, NUMBER_MAX, TOKEN, command, hello, removed,
                      row, update, welcome)

PING = pack([3, 5])
BEHIND_PING = bytes([0x92, 3])  # a ping whose time is still to come


def nested(depth):
    return b"\x91" * (depth - 1) + b"\x90"


def malformed():
    short, shortest = "cut short", "not the shortest form"
    banned, utf8 = "a type that is not allowed", "a string that is not UTF-8"
    longer, bare = "an array longer than the message", "a frame that is not an array"
    numberless = "a frame without a number"
    types = {
        "a map": b"\x80", "a map of 16 bits": b"\xde\x00\x00", "a map of 32 bits": b"\xdf" + bytes(4),
        "a float": b"\xca" + bytes(4), "a double": pack(1.5), "a NaN": b"\xcb\x7f\xf8" + bytes(6),
        "a negative fixint": b"\xff", "the most negative fixint": b"\xe0",
        "an int8": b"\xd0\x80", "an int8 that is positive": b"\xd0\x05",
        "an int16": b"\xd1\x80\x00", "an int32": b"\xd2\x80\x00\x00\x00",
        "an int64": b"\xd3\x80" + bytes(7), "the type never used": b"\xc1",
        "a fixext 1": b"\xd4\x01\x00", "a fixext 2": b"\xd5\x01" + bytes(2),
        "a timestamp": b"\xd6\xff" + bytes(4), "a fixext 8": b"\xd7\xff" + bytes(8),
        "a fixext 16": b"\xd8\x01" + bytes(16), "an ext 8": b"\xc7\x01\x01\x00",
        "an ext 16": b"\xc8\x00\x01\x01\x00", "an ext 32": b"\xc9\x00\x00\x00\x01\x01\x00",
    }
    for name, value in types.items():
        yield f"[WIRE-2] {name}", BEHIND_PING + value, banned
    longs = {
        "127 in two bytes": b"\xcc\x7f", "255 in three bytes": b"\xcd\x00\xff",
        "65535 in five bytes": b"\xce\x00\x00\xff\xff",
        "2^32-1 in nine bytes": b"\xcf" + bytes(4) + b"\xff" * 4,
        "a string of 31 bytes with a length of its own": b"\xd9\x1f" + b"a" * 31,
        "a string of 255 bytes with 16 bits": b"\xda\x00\xff" + b"a" * 255,
        "a string of 3 bytes with 32 bits": b"\xdb\x00\x00\x00\x03abc",
        "a binary of 255 bytes with 16 bits": b"\xc5\x00\xff" + bytes(255),
        "a binary of 0 bytes with 32 bits": b"\xc6" + bytes(4),
        "an array of 15 with 16 bits": b"\xdc\x00\x0f" + bytes(15),
        "an array of 3 with 32 bits": b"\xdd\x00\x00\x00\x03" + bytes(3),
    }
    for name, value in longs.items():
        yield f"[WIRE-2] {name}", BEHIND_PING + value, shortest
    yield "[WIRE-2] the frame's own array with 16 bits", b"\xdc\x00\x02\x03\x05", shortest
    texts = {
        "a lone continuation byte": b"\x80", "a lead byte at the end": b"a\xc3",
        "an overlong slash": b"\xc0\xaf", "an overlong zero": b"\xe0\x80\x80",
        "an overlong of four bytes": b"\xf0\x82\x82\xac", "a surrogate": b"\xed\xa0\x80",
        "two surrogates for an emoji": b"\xed\xa0\xbd\xed\xb8\x80",
        "above U+10FFFF": b"\xf4\x90\x80\x80", "a byte that is never used": b"\xff",
        "Latin-1": "Übach".encode("latin-1"),
    }
    for name, value in texts.items():
        yield f"[WIRE-2] a string with {name}", BEHIND_PING + bytes([0xA0 | len(value)]) + value, utf8
    yield "[WIRE-2] bad UTF-8 in a frame of an unknown kind", b"\x92\x7f\xa1\xff", utf8
    yield "[WIRE-2] six arrays deep", nested(6), "nested too deep"
    yield "[WIRE-2] six arrays deep in a later frame", PING + nested(6), "nested too deep"
    yield "[WIRE-2] a hundred arrays deep", nested(100), "nested too deep"
    for name, value in {
        "an array of 15 with 2 values": b"\x9f\x03\x05",
        "an array of 65535": b"\xdc\xff\xff\x03", "an array of 2^32-1": b"\xdd\xff\xff\xff\xff\x03",
        "an array in a frame": BEHIND_PING + b"\xdd\x80\x00\x00\x00" + bytes(8),
    }.items():
        yield f"[WIRE-2] {name}, longer than the message", value, longer
    whole = message(*FRAMES["an update with its rows"])
    ends, cut = set(), 0
    for frame in FRAMES["an update with its rows"]:
        cut += len(message(frame))
        ends.add(cut)
    for size in sorted(set(range(1, len(whole), 9)) - ends):
        reason = cut_reason(whole[:size])
        yield f"[WIRE-2] cut after {size} of {len(whole)} bytes", whole[:size], reason
    for name, value in {
        "no length of a string": b"\xd9", "half a length": b"\xda\x00", "half a number": b"\xce\x01\x00",
        "a string without its bytes": b"\xa5ab", "a binary without its bytes": b"\xc4\x05ab",
        "a binary of 2^32-1 bytes": b"\xc6\xff\xff\xff\xff",
        "a string of 2^32-1 bytes": b"\xdb\xff\xff\xff\xff",
    }.items():
        yield f"[WIRE-2] {name}", BEHIND_PING + value, short
    yield "[WIRE-1] nothing", b"", "empty"
    for name, value in {"a number": b"\x05", "nil": b"\xc0", "a string": b"\xa1a", "a map": b"\x80",
                        "a byte of rubbish": b"\xff"}.items():
        yield f"[WIRE-1] {name} instead of a frame", value, bare
        yield f"[WIRE-2] {name} behind the last frame", PING + value, bare
    yield "[WIRE-1] a frame without a number", b"\x90", numberless
    yield "[WIRE-1] a frame without a number behind a good one", PING + b"\x90", numberless
    for name, value in {"nil": None, "true": True, "a string": "3", "an array": [3]}.items():
        yield f"[WIRE-1] a frame that begins with {name}", pack([value, 5]), numberless


def cut_reason(data):
    """Whether the end comes within a value, or within what an array promised."""
    def walk(at):
        if at >= len(data):
            raise EOFError("cut short")
        head = data[at]
        if head >> 4 == 9:
            count, at = head & 15, at + 1
            if count > len(data) - at:
                raise EOFError("an array longer than the message")
            for _ in range(count):
                at = walk(at)
            return at
        size = {0xC4: 1, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD9: 1}.get(head, 0)
        if at + 1 + size > len(data):
            raise EOFError("cut short")
        if head in (0xC4, 0xD9):
            size += data[at + 1]
        elif head >> 5 == 5:
            size = head & 31
        if at + 1 + size > len(data):
            raise EOFError("cut short")
        return at + 1 + size
    at = 0
    try:
        while at < len(data):
            at = walk(at)
    except EOFError as reason:
        return str(reason)
    raise ValueError("not cut")


def large():
    """[WIRE-2] on sizes: one byte above what the reader takes."""
    filling = bytes([0xC6]) + (65537 - 7).to_bytes(4, "big") + bytes(65537 - 7)
    yield "[WIRE-2] 65,537 bytes", b"\x92\x7f" + filling, "too large"


def shortened(frame, count):
    return pack(frame_values(frame)[:count])


def compatibility():
    """(name, bytes, frames): what decodes to these frames [WIRE-3]."""
    vote = row("vote", 20, [1, 2, 3], choice="pass", town=0)
    values = frame_values(vote)
    yield ("a hello without its last fields", shortened(hello(device=0, watch=False, client=""), 7),
           [hello(device=0, watch=False, client="")])
    yield "a ping without its time", b"\x91\x03", [{"frame": "ping", "client_ms": 0}]
    yield ("a done without a result", shortened({"frame": "done", "number": 1, "seq": 2, "result": 0}, 3),
           [{"frame": "done", "number": 1, "seq": 2, "result": 0}])
    yield "a welcome without a scope", shortened(welcome(scope=0), 7), [welcome(scope=0)]
    for name, frame in (("hello", hello()), ("welcome", welcome()), ("update", update(9)),
                        ("refused", FRAMES["refused"][0])):
        more = frame_values(frame) + [7, "new", True, [1, [2]], None, b"\x00"]
        yield f"a {name} with fields that are not known yet", pack(more), [frame]
    yield "a row without its last field", pack(values[:4] + [[3]]), [vote]
    yield ("a row without any field", pack(values[:4] + [[]]),
           [row("vote", 20, [1, 2, 3], choice="none", town=0)])
    empty = dict.fromkeys(IDEA, 0) | {"audience": "none", "stage": "none", "title": "", "text": ""}
    yield "an idea without any field", pack([19, 10, 5, [1], []]), [row("idea", 5, [1], **empty)]
    yield ("a person without any field", pack([19, 6, 5, [1], []]),
           [row("person", 5, [1], name="", institution="", town=0, role="none", joined_ms=0,
                contributed=False, assisted=False, left=False)])
    yield ("a token without any field", pack([19, 19, 5, [1, 2, 3], []]),
           [row("token", 5, [1, 2, 3], hash="", person=0)])
    yield ("a phase without any field", pack([19, 4, 5, [1], []]),
           [row("phase", 5, [1], title="", prompt="", allows=[], minutes=0)])
    yield ("a row with fields that are not known yet",
           pack(values[:4] + [values[4] + ["new", [[1]], None]]), [vote])
    yield "a row with something behind its fields", pack(values + [True, "new"]), [vote]
    yield ("a removed row with something behind", pack([19, 10, 9, [1], None, 5]),
           [removed("idea", 9, [1])])
    yield ("a row with a word that is not known yet", pack(values[:4] + [[200, 0]]),
           [row("vote", 20, [1, 2, 3], choice="none", town=0)])
    yield ("a set with a word that is not known yet",
           pack([19, 4, 5, [1], ["t", "", (1 << 1) | (1 << 3) | (1 << 30), 5]]),
           [row("phase", 5, [1], title="t", prompt="", allows=["ideas", "votes"], minutes=5)])
    yield ("a line that is longer than today's limit", pack([19, 2, 5, [1], ["n" * 300]]),
           [row("town", 5, [1], name="n" * 300)])
    yield "a frame of an unknown kind", pack([200, "anything", [1, [2]], None]), []
    yield "a frame of an unknown kind with nothing in it", pack([127]), []
    yield "a frame whose kind is a large number", pack([NUMBER_MAX, 1]), []
    yield "the frame number 0", pack([0]), []
    yield ("an unknown frame between two known ones",
           PING + pack([99, ["?"]]) + pack([3, 6]),
           [{"frame": "ping", "client_ms": 5}, {"frame": "ping", "client_ms": 6}])
    yield ("a row of an unknown kind between two known ones",
           pack(values) + pack([19, 255, 20, [1, 2], ["?"]]) + message(update(20)),
           [vote, update(20)])
    yield "a removed row of an unknown kind", pack([19, 99, 20, [1], None]), []
    yield "a row whose key has a part more", pack([19, 10, 5, [1, 2], []]), []
    yield "a row whose key has a part less", pack([19, 15, 5, [1, 2], [3, 0]]), []
    yield "five arrays deep", pack([200, [[[[]]]]]), []
    yield "a string with a byte order mark in a frame of an unknown kind", pack([200, "\ufeffa"]), []
    yield "an array of 16 in a frame of an unknown kind", pack([200, list(range(16))]), []
    yield ("a command without its last arguments",
           pack([2, 1, 16, [1, 0, "", "Ein Radweg"]]), [COMMANDS["idea_add"][0] | {"number": 1}])
    yield ("a command with arguments that are not known yet", pack([2, 1, 18, [7, "new", [], None]]),
           [command("idea_remove", 1, idea=7)])
    yield ("a command with something behind its arguments", pack([2, 1, 18, [7], "new"]),
           [command("idea_remove", 1, idea=7)])
    yield "a command with a flag left out", pack([2, 1, 4, []]), [command("leave", 1, erase=False)]


def strict():
    """Frames that a reader refuses for the field named."""
    frame = frame_values(hello())
    wrong = {
        "version": (1, [65536, "1", None, True, []]),
        "code": (2, [5, b"KBWF3N7Q", "KBWF-3N7Q-", "KBWF\n3N7Q", "KBW\u202e"]),
        "session": (3, ["3", ID_MAX + 1, None]),
        "token": (4, ["x" * 16, bytes(17), None]),
        "cursor": (5, [bytes(21), ""]),
        "language": (6, [0, 3, 200, "de", None]),
        "device": (7, [ID_MAX + 1, False]),
        "watch": (8, [0, 1, "true", None]),
        "client": (9, ["b" * 61, "bogen\x00", 1]),
        "scope": (10, [ID_MAX + 1]),
    }
    for field, (at, values) in wrong.items():
        for value in values:
            spoiled = frame[:at] + [value] + frame[at + 1:]
            yield f"a hello whose {field} is {str(value)[:20]!r}", pack(spoiled), field
    yield "a hello without a language", pack(frame[:6]), "language"
    yield "a command whose number is too large", pack([2, NUMBER_MAX + 1, 16, []]), "number"
    yield "a command whose kind is a string", pack([2, 1, "idea_add", []]), "kind"
    yield "a ping of a string", pack([3, "now"]), "client_ms"
    yield "a read whose number is nil", pack([4, None, 0]), "number"
    yield "a welcome without a role", pack(frame_values(welcome())[:4]), "role"


def refused():
    """(name, bytes, number, error, field)."""
    wrong, missing, long, banned = ("argument_wrong", "text_missing", "text_too_long",
                                    "text_not_allowed")
    idea = [1, 0, "", "Ein Radweg", 0]

    def with_idea(at, value):
        return pack([2, 7, 16, idea[:at] + [value] + idea[at + 1:]])
    yield "a command that is not known", pack([2, 7, 200, [1]]), "command_unknown", ""
    yield "the command 0", pack([2, 7, 0, []]), "command_unknown", ""
    yield "no arguments", pack([2, 7, 16]), wrong, ""
    yield "arguments that are no array", pack([2, 7, 16, 5]), wrong, ""
    yield "nil for arguments", pack([2, 7, 16, None]), wrong, ""
    yield "an id of 0 where one is needed", with_idea(0, 0), wrong, "board"
    yield "an id that is too large", with_idea(0, ID_MAX + 1), wrong, "board"
    yield "an id that is a string", with_idea(0, "1"), wrong, "board"
    yield "an id that is nil", with_idea(1, None), wrong, "topic"
    yield "a text that is a number", with_idea(3, 5), wrong, "text"
    yield "a text that is a binary", with_idea(3, b"Radweg"), wrong, "text"
    yield "an empty text", with_idea(3, ""), missing, "text"
    yield "a text of blanks", with_idea(3, " \n \u3000"), missing, "text"
    yield "a text left out", pack([2, 7, 16, [1, 0, ""]]), missing, "text"
    yield "nothing but an empty array", pack([2, 7, 16, []]), wrong, "board"
    yield "2001 graphemes", with_idea(3, "x" * 2001), long, "text"
    yield "8001 bytes", with_idea(3, "e\u0308\u0323" * 1601), long, "text"
    yield "121 graphemes in a line", with_idea(2, "ü" * 121), long, "title"
    yield "a line feed in a line", with_idea(2, "a\nb"), banned, "title"
    yield "a tab in a text", with_idea(3, "a\tb"), banned, "text"
    yield "a bidirectional override in a text", with_idea(3, "a\u202eb"), banned, "text"
    yield "a text that is not in normal form C", with_idea(3, "u\u0308"), banned, "text"
    yield "a flag that is a number", pack([2, 7, 4, [1]]), wrong, "erase"
    yield "a word of 0", pack([2, 7, 23, [1, 1, 0, 0]]), wrong, "choice"
    yield "a word that is not known", pack([2, 7, 23, [1, 1, 4, 0]]), wrong, "choice"
    yield "a word as a string", pack([2, 7, 23, [1, 1, "agree", 0]]), wrong, "choice"
    yield "a word left out", pack([2, 7, 23, [1, 1]]), wrong, "choice"
    yield "a number that is too large", pack([2, 7, 14, [1, 366 * 86400000 + 1]]), wrong, "duration_ms"
    yield "a token of 17 bytes", pack([2, 7, 3, [bytes(17), "Kai", 1, ""]]), wrong, "token"
    yield "a token as a string", pack([2, 7, 3, [TOKEN, "Kai", 1, ""]]), wrong, "token"
    create = ["t", 1, "open", ["A"], "M", bytes(16)]
    for name, towns, error in (("25 lines", ["x"] * 25, wrong), ("an empty line", ["A", ""], missing),
                               ("a line of 61 graphemes", ["A", "x" * 61], long),
                               ("a line with a line feed", ["a\nb"], banned),
                               ("lines that are a string", "A", wrong), ("a number", ["A", 5], wrong)):
        yield f"{name} among the lines", pack([2, 7, 1, create[:3] + [towns] + create[4:]]), error, "towns"


def check_complete(frames, commands, rows, command_shapes):
    """Every kind has its example."""
    seen = {frame["frame"] for message in frames.values() for frame in message}
    put = {frame["kind"] for message in rows.values() for frame in message}
    given = {frame["kind"] for message in commands.values() for frame in message}
    missing = (set(FRAME_SHAPES) - seen) | (set(ROW_SHAPES) - put) | (set(command_shapes) - given)
    if missing:
        raise SystemExit(f"there is no example of: {', '.join(sorted(missing))}")
