"""Lists of rows' numbers that are not as PROTOCOL.md [WIRE-7] wants them, words that may be none,
and ballots of older and newer peers."""
from encode import COMMANDS as COMMAND_SHAPES
from encode import ROWS as ROW_SHAPES
from encode import frame_values, ids, pack, pairs
from examples import NUMBER_MAX, command, row
from examples_deciding import COUNTS, HELD, MONEY_MAX, OPTIONS_MAX, ideas

ADD, CAST, SLIPS = (COMMAND_SHAPES[kind][0] for kind in ("ballot_add", "cast", "slips_add"))
FIELDS = [field[1] for field in COMMAND_SHAPES["ballot_add"][2]]


def with_field(name, value):
    """A ballot_add whose field has this value on the wire."""
    frame = frame_values(command("ballot_add", 7, title="?", method="approval"))
    frame[3][FIELDS.index(name)] = value
    return pack(frame)


def refused():
    """(name, bytes, error, field), as spoiled.refused()."""
    wrong = "argument_wrong"
    good = pairs([(4, 1)])
    for name, value in (
            ("pairs of 13 bytes", good + b"\x00"), ("pairs of 11 bytes", good[:-1]),
            ("pairs of 4 bytes", good[:4]),
            ("501 options", pairs((at, 0) for at in range(1, OPTIONS_MAX + 2))),
            ("a cost above the largest", pairs([(4, 1), (5, MONEY_MAX + 1)])),
            ("a cost of 2^64-1", pairs([(4, 2**64 - 1)])),
            ("pairs as an array", [4, 1]), ("pairs as a string", "x" * 12), ("pairs of nil", None),
            ("pairs as a number", 0)):
        yield f"[WIRE-7] {name}", with_field("options", value), wrong, "options"
    for name, value in (
            ("ids of 3 bytes", bytes(3)), ("ids of 5 bytes", ids([4]) + b"\x00"),
            ("25 ids where 24 may be", ids(range(1, 26))), ("ids as an array", [4, 5]),
            ("ids as a string", "abcd"), ("ids of nil", None), ("ids of true", True)):
        yield f"[WIRE-7] {name}", with_field("voters", value), wrong, "voters"
    yield ("[WIRE-7] a weight above the largest", with_field("weights", pairs([(1, 10**9 + 1)])),
           wrong, "weights")
    yield "[WIRE-7] 25 weights", with_field("weights", pairs((at, 1) for at in range(25))), wrong, "weights"
    yield "502 choices", pack([2, 7, CAST, [2, pairs((at, 1) for at in range(502))]]), wrong, "choices"
    yield ("a choice above what a page can hold", pack([2, 7, CAST, [2, pairs([(4, NUMBER_MAX + 1)])]]),
           wrong, "choices")
    yield "a check number of 9 bytes", pack([2, 7, CAST, [2, b"", bytes(9)]]), wrong, "check"
    yield "5001 slips", pack([2, 7, SLIPS, [2, 5001]]), wrong, "count"
    for field, words in (("secrecy", 4), ("budget_rule", 6), ("utility", 3), ("rule", 4)):
        yield f"{field} of a word that is not known", with_field(field, words), wrong, field
        yield f"{field} as a string", with_field(field, "plain"), wrong, field
    yield "a ballot without a method", with_field("method", 0), wrong, "method"
    yield "more points than can be", with_field("points", 1001), wrong, "points"
    yield "a budget above the largest", with_field("budget", MONEY_MAX + 1), wrong, "budget"


def compatibility():
    """(name, bytes, frames): what decodes to these frames [WIRE-3]."""
    kind = {name: shape[0] for name, shape in ROW_SHAPES.items()}
    yield ("a ballot of a server that knew opinions only",
           pack([19, kind["ballot"], 5, [1], ["?", 1, 2, 5, 0]]),
           [row("ballot", 5, [1], title="?", method="opinion", state="open", opened_ms=5, closed_ms=0)])
    silent = row("ballot", 5, [1], title="?", method="approval", state="open", opened_ms=5, closed_ms=0)
    *head, fields = frame_values(silent)
    yield ("a ballot of a server that announced no rule across towns", pack([*head, fields[:-1]]), [silent])
    yield ("a tally of a server that knew opinions only",
           pack([19, kind["tally"], 5, [1, 2, 3], [1, 3, 1, 7, 8, 9]]),
           [row("tally", 5, [1, 2, 3], **HELD, author=3,
                **COUNTS | {"agree": 7, "disagree": 8, "pass": 9, "answers": 0, "sum": 0})])
    yield ("a vote without a slip", pack([2, 1, 23, [1, 1, 1, 0]]),
           [command("vote", 1, idea=1, ballot=1, choice="agree", person=0)])
    yield ("a ballot_add of a title and a method", pack([2, 1, ADD, ["?", 2]]),
           [command("ballot_add", 1, title="?", method="approval")])
    yield ("a cast without choices, which is a paper that says nothing", pack([2, 1, CAST, [2]]),
           [command("cast", 1, ballot=2, choices=[])])
    dear = row("ballot", 5, [1], title="?", method="approval", state="open", opened_ms=5, closed_ms=0,
               options=ideas({4: MONEY_MAX + 1}))
    yield "a row with a pair's number above today's limit", pack(frame_values(dear)), [dear]
