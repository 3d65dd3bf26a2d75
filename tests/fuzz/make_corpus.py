#!/usr/bin/env python3
"""Writes the corpora of this folder: a file for each small vector of protocol/vectors, and the
meetings below for fuzz_core.c. What else lies in corpus/core was found by hand and stays."""
import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parent.parent / "protocol" / "vectors"
BYTES_MAX = 400
COMMANDS = (HERE.parent.parent / "protocol" / "commands.def").read_text(encoding="utf-8")
KINDS = {name: int(number)
         for name, number in re.findall(r"^COMMAND\((\w+), (\d+),", COMMANDS, re.MULTILINE)}


def write(target, name, data):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^\[[A-Z]+-\d+\] ", "", name).lower()).strip("-")
    if len(data) <= BYTES_MAX:
        (folder / f"{slug[:60]}.bin").write_bytes(data)


def vectors(file):
    return json.loads((VECTORS / file).read_text(encoding="utf-8"))


# ---- meetings: the bytes that fuzz_core.c reads, every step followed by its consequences ----

MODERATOR, BY_CODE, INVITED, REPLACED = 0x00, 0x02, 0x30, 0x20
APPROVAL, YES_OR_NO, DOTS, RESISTANCE, RANKING, CHOOSE, BUDGET = range(2, 9)
TOKENS = {"m": 0, "k": 1, "z": 2, "q": 3}


def come(how):
    """A connection that says hello: by code, or with a token."""
    come.guests += 1
    return bytes([0x81, 0, 0x01, come.guests - 1, how, come.guests - 1])


def say(guest, name, *fields):
    """A command; texts are numbers of the target's list, tokens letters, lists their entries."""
    say.number += 1
    values = []
    for field in fields:
        if isinstance(field, list):
            values += [len(field), *(entry if isinstance(entry, int) else entry[0] << 4 | entry[1]
                                     for entry in field)]
        else:
            values.append(TOKENS.get(field, field))
    return bytes([0x0D, guest, KINDS[name], say.number, *values])


def prepare(method, options, secrecy=0, hidden=0, board=1, voters=(), points=0, picks=0, places=0,
            budget=0):
    """The moderator prepares a ballot; the session's first is the method's own."""
    return say(0, "ballot_add", 0, method, secrecy, hidden, board, 0, 0, 0, 0, options, 0,
               list(voters), points, 2, picks, places, 1, 2, 0, budget, 3, 1, [(1, 2), (2, 3)])


def cast(guest, choices, withdraw=0, slip=0):
    return say(guest, "cast", 2, choices, "k", withdraw, 0, slip)


def wait_ms(ms):
    return bytes([0x85, ms // 2000])


def restart():
    return bytes([0x8D, 0])


def meeting(name, *steps):
    data = b"".join(step() for step in steps)
    write("core", name, data)


def meetings():
    opening = [lambda: come(MODERATOR), lambda: come(BY_CODE),
               lambda: say(1, "join", "k", 0, 1, 0)]
    stories = {
        "invited, and a link that is over": [
            lambda: say(0, "invitation_add", 6, 1, 0, 0, 1, "q"),
            lambda: come(INVITED), lambda: come(INVITED),
            lambda: say(2, "join", "z", 0, 2, 0),
            lambda: say(0, "invitation_revoke", 1), lambda: come(INVITED)],
        "sent away and let back in": [
            lambda: say(1, "idea_add", 1, 0, 0, 0, 0), lambda: say(0, "person_remove", 2),
            lambda: say(1, "idea_add", 1, 0, 0, 0, 0), lambda: come(0x10),
            lambda: say(0, "person_admit", 2), lambda: come(0x10)],
        "a new link": [
            lambda: say(0, "person_relink", 2, "z"), lambda: come(0x10), lambda: come(REPLACED),
            restart, lambda: come(REPLACED)],
        "moderator for a while": [
            lambda: say(0, "person_role", 2, 3), lambda: say(1, "idea_add", 2, 0, 0, 0, 0),
            lambda: say(1, "idea_hide", 1, 0), lambda: say(0, "person_role", 2, 2),
            lambda: say(1, "idea_show", 1), lambda: say(0, "idea_redact", 1, 0, 2)],
        "a team of its own": [
            lambda: say(0, "board_add", 0, 3, 2, 0, 3), lambda: say(1, "seat_take", 4, 0),
            lambda: say(1, "idea_add", 4, 0, 0, 0, 0), lambda: say(0, "idea_send_up", 1, 1),
            lambda: say(0, "seat_leave", 4, 2), lambda: say(0, "undo")],
        "tables": [
            lambda: say(0, "tables_set", 1, 2, 2, 2, 0), lambda: say(1, "idea_add", 4, 0, 0, 0, 0),
            lambda: say(0, "tables_set", 1, 1, 2, 1, 1), restart, lambda: come(MODERATOR),
            lambda: say(2, "undo")],
        "a steering group": [
            lambda: say(0, "board_add", 0, 5, 2, 0, 0), lambda: say(0, "person_role", 2, 7),
            lambda: say(1, "idea_add", 4, 0, 0, 0, 0), lambda: say(0, "board_add", 0, 5, 2, 0, 0),
            lambda: say(0, "board_remove", 5)],
        "a phase that ends by itself": [
            lambda: say(0, "phase_go", 1, 1, 2, 1, 1), lambda: say(1, "idea_add", 1, 0, 0, 0, 0),
            lambda: wait_ms(62000), lambda: say(1, "comment_add", 1, 0, 0),
            lambda: wait_ms(122000), lambda: say(1, "idea_add", 1, 0, 0, 0, 0)],
        "a phase in other words": [
            lambda: say(0, "phase_edit", 1, 0, 1, 2, 1), lambda: say(1, "phase_edit", 1, 0, 0, 0, 0),
            lambda: say(0, "phase_go", 1, 1, 2, 0, 0), lambda: say(0, "undo"), restart,
            lambda: come(MODERATOR), lambda: say(2, "phase_edit", 2, 1, 0, 0, 0),
            lambda: say(2, "undo")],
        "hands and focus": [
            lambda: say(1, "hand_raise", 1), lambda: say(0, "hand_call", 1, 0),
            lambda: say(0, "focus_set", 1, 0, 1, 0), lambda: say(1, "ready_mark", 1, 1),
            lambda: say(0, "undo")],
    }
    both = [lambda: say(1, "idea_add", 1, 0, 0, 0, 0), lambda: say(0, "idea_add", 1, 0, 0, 0, 0)]
    begin, finish = lambda: say(0, "ballot_open", 2), lambda: say(0, "ballot_close", 2)
    stories |= {
        "approval, closed and opened again": [
            *both, lambda: prepare(APPROVAL, [(1, 0), (2, 0)], places=1), begin,
            lambda: cast(1, [(1, 1)]), lambda: cast(0, [(1, 1), (2, 1)]), finish, begin,
            lambda: cast(1, [], withdraw=1), finish, restart, lambda: come(MODERATOR)],
        "a hidden ballot of dots": [
            *both, lambda: prepare(DOTS, [], hidden=1, points=3), begin,
            lambda: cast(1, [(1, 2), (2, 1)]), lambda: cast(1, [(1, 1)]), restart,
            lambda: come(MODERATOR), lambda: say(2, "ballot_close", 2),
            lambda: say(2, "ballot_repeat", 2)],
        "a confidential ballot": [
            *both, lambda: prepare(RESISTANCE, [], secrecy=3), begin, lambda: cast(1, [(0, 10), (1, 3)]),
            lambda: cast(0, [(2, 7)]), restart, lambda: come(MODERATOR),
            lambda: say(2, "ballot_close", 2), lambda: come(MODERATOR)],
        "by name, in a ranking": [
            *both, lambda: prepare(RANKING, [(2, 0), (1, 0)], secrecy=1, hidden=1), begin,
            lambda: cast(1, [(2, 1), (1, 2)]), finish, lambda: say(0, "undo")],
        "a budget": [
            *both, lambda: prepare(BUDGET, [(1, 3), (2, 4)], budget=5), begin,
            lambda: cast(1, [(1, 1)]), lambda: cast(0, [(2, 1), (1, 1)]), finish, begin],
        "slips for a question": [
            lambda: say(0, "slips_add", 1, 3), lambda: prepare(YES_OR_NO, []), begin,
            lambda: cast(0, [(0, 1)], slip=2), lambda: cast(0, [(0, 2)], slip=2),
            lambda: cast(0, [], withdraw=1, slip=2), lambda: cast(0, [(0, 2)], slip=2), finish],
        "a town's own ballot": [
            lambda: prepare(YES_OR_NO, [], board=2, voters=[2]), begin, lambda: cast(1, [(0, 1)]),
            lambda: say(0, "person_role", 2, 7), lambda: say(0, "person_remove", 2), finish],
        "an idea that is chosen from": [
            *both, lambda: prepare(CHOOSE, [(1, 0), (2, 0)], picks=1), begin,
            lambda: say(1, "idea_remove", 1), lambda: say(0, "idea_hide", 1, 0),
            lambda: cast(1, [(1, 1)]), lambda: say(0, "idea_move", 1, 2, 0), finish],
    }
    for name, steps in stories.items():
        come.guests = say.number = 0
        meeting(name, *opening, *steps)


def main():
    meetings()
    for target in ("codec", "text", "link"):
        shutil.rmtree(HERE / "corpus" / target, ignore_errors=True)
    for file in ("frames", "commands", "rows", "compatibility", "malformed"):
        for vector in vectors(f"{file}.json"):
            write("codec", vector["name"], bytes.fromhex(vector["hex"]))
    for vector in vectors("text.json"):
        write("text", vector["name"], vector["text"].encode())
    for vector in vectors("links.json"):
        write("link", vector["name"], vector["text"].encode())
    for vector in vectors("codes.json"):
        write("link", vector["name"], vector["typed"].encode())


if __name__ == "__main__":
    main()
