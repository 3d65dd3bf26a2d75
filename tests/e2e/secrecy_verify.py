#!/usr/bin/env python3
"""Ballots of every method are held and closed on a real server; then results and papers are forged
so well that every hash and every sum holds, and `bogend verify` must still find each of them.

usage: secrecy_verify.py BOGEND"""
import hashlib
import os
import pathlib
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile

from edge_wire import pack, unpack
from secrecy_book import Book
from secrecy_wire import Daemon, Person, WORDS, pairs, secret_bytes

CHANCE = random.Random(4711)
VOTERS = 12


def claim(text):
    print("--", text, flush=True)


def sha(data):
    return hashlib.sha256(data).digest()


# ---- the meeting ----

def value_of(method, option, ideas):
    """A value for an option in a paper, or None."""
    if method in ("approval", "budget"):
        return CHANCE.choice((1, None))
    if method == "yesno":
        return CHANCE.choice((1, 2, 3))
    if method == "dots":
        return CHANCE.choice((1, 2, None))
    if method == "resistance":
        return CHANCE.randrange(11)
    if method == "ranking":
        return CHANCE.choice((1, 2, 3))
    return 1 if option == ideas[0] else None  # choose


def cast_all(people, ballot, method, ideas, check):
    options = [0, *ideas] if method == "resistance" else ideas
    for person in people:
        values = [(option, value_of(method, option, ideas)) for option in options]
        person.do("cast", ballot=ballot, check=check(),
                  choices=pairs((option, value) for option, value in values if value is not None))


SETTINGS = {"dots": {"points": 8, "heap": 2}, "choose": {"picks": 2},
            "budget": {"budget": 500, "budget_rule": WORDS["budget_rule"]["add1"],
                       "utility": WORDS["utility"]["cost"]}}


def hold_ballots(mia, people, ideas):
    """Returns their numbers: every method, plain; and one more in confidence."""
    numbers = [1]  # the session's own opinion ballot
    for person in people:
        for idea in ideas:
            person.do("vote", ballot=1, idea=idea, choice=CHANCE.choice((1, 2, 3)))
    kinds = [(method, "plain") for method in WORDS["ballot_method"] if method != "opinion"]
    for method, secrecy in [*kinds, ("approval", "confidential")]:
        ballot = mia.do("ballot_add", title=f"By {method}", method=WORDS["ballot_method"][method],
                        secrecy=WORDS["secrecy"][secrecy], places=2,
                        options=pairs((idea, 100 if method == "budget" else 0) for idea in ideas),
                        **SETTINGS.get(method, {}))
        mia.do("ballot_open", ballot=ballot)
        secret = secrecy == "confidential"
        cast_all(people, ballot, method, ideas, lambda: CHANCE.randbytes(8) if secret else b"")
        numbers.append(ballot)
    for ballot in numbers:
        mia.do("ballot_close", ballot=ballot)
    return numbers


def meet(bogend, data):
    server = Daemon(bogend, data)
    link = pathlib.Path(data, "host-link").read_text(encoding="ascii").strip()
    host = Person(server, secret_bytes(link.rsplit("-", 1)[1]))
    token = CHANCE.randbytes(16)
    session = host.do("session_create", title="Our valley", language=1, method="open",
                      towns=["Ahausen", "Bedorf"], name="Mia", token=token)
    mia = Person(server, token, session)
    code = mia.all_of("session")[session,]["code"]
    ideas = [mia.do("idea_add", board=1, text=f"Idea {i}") for i in range(4)]
    people = []
    for i in range(VOTERS):
        person = Person(server, CHANCE.randbytes(16), code=code, device=100 + i)
        person.do("join", token=person.token, name=f"Person {i}", town=1 + i % 2)
        person.session = session
        people.append(person)
    ballots = hold_ballots(mia, people, ideas)
    server.end()
    return session, ballots


# ---- forging ----

def hash_of_part(form, body):
    return sha(body) if form == 1 else body


def split_parts(blob):
    at = 0
    while at < len(blob):
        size = int.from_bytes(blob[at + 1:at + 5], "little")
        yield blob[at], blob[at + 5:at + 5 + size]
        at += 5 + size


def rewrite_history(db, session, old, new):
    """Puts one frame in another's place and hashes everything behind it again."""
    chain, found = bytes(32), 0
    for number, seq, epoch, time_ms, parts in db.execute(
            "SELECT id, seq, epoch, time_ms, parts FROM entry WHERE session = ? ORDER BY seq",
            (session,)).fetchall():
        found += parts.count(old)
        parts = parts.replace(old, new)
        hashes = [hash_of_part(form, body) for form, body in split_parts(parts)]
        chain = sha(chain + struct.pack("<IQQQI", session, epoch % 2**64, seq, time_ms,
                                        len(hashes)) + b"".join(hashes))
        db.execute("UPDATE entry SET chain = ?, parts = ? WHERE id = ?", (chain, parts, number))
    assert found == 1, found
    return chain


def forge(file, session, old, new):
    assert len(old) == len(new) and old != new
    db = sqlite3.connect(file)
    chain = rewrite_history(db, session, old, new)
    db.execute("UPDATE row SET frame = ? WHERE session = ? AND frame = ?", (new, session, old))
    total = sum(int.from_bytes(sha(frame), "little") for frame, in db.execute(
        "SELECT frame FROM row WHERE session = ?", (session,)))
    db.execute("UPDATE head SET chain = ?, sum = ? WHERE session = ?",
               (chain, (total % 2**256).to_bytes(32, "little"), session))
    db.commit()
    db.close()


def with_number(frame, field, number):
    """The frame with another number in one of its fields."""
    items = unpack(frame)[0]
    items[4][field] = number
    return pack(items)


def with_choices(frame, field):
    """The frame of a paper that says something else: one value less."""
    items = unpack(frame)[0]
    items[4][field] = items[4][field][:-1] + bytes([items[4][field][-1] ^ 3])
    return pack(items)


# ---- what verify says ----

def verify(bogend, file):
    done = subprocess.run([bogend, "verify", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)
    return done.returncode, done.stdout, done.stderr


def must_find(bogend, file, session, ballot, old, new):
    copy = file + ".forged"
    shutil.copyfile(file, copy)
    forge(copy, session, old, new)
    code, said, complaint = verify(bogend, copy)
    os.unlink(copy)
    assert code == 1, f"a forged result of ballot {ballot} was believed: {said}"
    assert f"session {session}, ballot {ballot} (" in complaint, complaint
    assert "every hash holds" in complaint, complaint


# Where the fields stand in rows.def, behind the keys.
RESULT_AGREE, RESULT_SUM, RESULT_RANK, PAPER_CHOICES, PUBLISHED_CHOICES = 3, 7, 11, 3, 4
OUTCOME_COST = 3


def main(bogend, folder):
    data = f"{folder}/data"
    session, ballots = meet(bogend, data)
    file = f"{data}/bogen.db"

    claim("what was counted at the closing is counted again")
    code, said, complaint = verify(bogend, file)
    assert code == 0, complaint
    assert f"{len(ballots)} ballots counted again" in said, said

    rows = [(frame, kind, key, row) for frame, kind, _, key, row in Book(file, session).rows
            if row is not None]
    claim("a forged result is found, whatever the method")
    for ballot in ballots:
        frame, _, _, row = next(entry for entry in rows
                                if entry[1] == "result" and entry[2][0] == ballot)
        field, name = (RESULT_SUM, "sum") if row["sum"] else (RESULT_AGREE, "agree")
        must_find(bogend, file, session, ballot, frame,
                  with_number(frame, field, row[name] ^ 1))
        must_find(bogend, file, session, ballot, frame,
                  with_number(frame, RESULT_RANK, row["rank_people"] ^ 2))

    claim("so is a forged paper, of those who count by name or without")
    papers = [(entry, PAPER_CHOICES if entry[1] == "paper" else PUBLISHED_CHOICES)
              for entry in rows
              if entry[1] in ("paper", "published") and entry[3]["choices"]]
    for ballot in ballots:
        for (frame, _, _, _), field in [paper for paper in papers if paper[0][2][0] == ballot][:1]:
            must_find(bogend, file, session, ballot, frame, with_choices(frame, field))

    claim("and a forged outcome of a budget")
    for frame, kind, key, row in rows:
        if kind == "outcome":
            must_find(bogend, file, session, key[0], frame,
                      with_number(frame, OUTCOME_COST, row["cost"] ^ 1))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(os.path.abspath(sys.argv[1]), place)
