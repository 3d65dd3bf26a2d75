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
TOKENS = {"m": 0, "k": 1, "z": 2, "q": 3}


def come(how):
    """A connection that says hello: by code, or with a token."""
    come.guests += 1
    return bytes([0x81, 0, 0x01, come.guests - 1, how, come.guests - 1])


def say(guest, name, *fields):
    """A command; texts are numbers of the target's list, tokens letters."""
    say.number += 1
    values = [TOKENS.get(field, field) for field in fields]
    return bytes([0x0D, guest, KINDS[name], say.number, *values])


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
        "hands and focus": [
            lambda: say(1, "hand_raise", 1), lambda: say(0, "hand_call", 1, 0),
            lambda: say(0, "focus_set", 1, 0, 1, 0), lambda: say(1, "ready_mark", 1, 1),
            lambda: say(0, "undo")],
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
