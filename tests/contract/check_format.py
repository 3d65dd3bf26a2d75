#!/usr/bin/env python3
"""Checks a database of format 1 by the words of server/log/README.md and server/log/entry.h alone:
hash chains, sums, and rows against the history. Shares no code with the log.

usage: check_format.py FILE"""

import hashlib
import sqlite3
import struct
import sys


def sha(data):
    return hashlib.sha256(data).digest()


class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        taken = self.data[self.at:self.at + size]
        assert len(taken) == size, "too short"
        self.at += size
        return taken

    def number(self, size):
        return int.from_bytes(self.take(size), "little")

    def more(self):
        return self.at < len(self.data)


def frame_head(frame):
    """kind, revision and key of [19, kind, revision, [key …], …] in MessagePack."""
    at = Bytes(frame)

    def number():
        first = at.take(1)[0]
        if first < 0x80:
            return first
        return int.from_bytes(at.take({0xcc: 1, 0xcd: 2, 0xce: 4, 0xcf: 8}[first]), "big")

    def count():
        first = at.take(1)[0]
        assert first & 0xf0 == 0x90
        return first & 15

    assert count() == 5 and number() == 19
    kind, revision = number(), number()
    key = [number() for _ in range(count())]
    return kind, revision, tuple(key + [0] * (3 - len(key)))


def read_parts(blob):
    """(hash, rows or None when blanked) for each part."""
    at = Bytes(blob)
    while at.more():
        form, body = at.number(1), at.take(at.number(4))
        if form == 2:
            assert len(body) == 32
            yield body, None
            continue
        assert form == 1
        part, rows = Bytes(body), []
        part.take(16 + 4 + 4 + 8 + 1)
        count = part.number(4)
        while part.more():
            kind, key = part.number(1), tuple(part.number(4) for _ in range(3))
            rows.append((kind, key, part.take(part.number(4))))
        assert len(rows) == count
        yield sha(body), rows


def check_session(db, session, seq, chain, total):
    current = {}
    added = 0
    for kind, *key, frame in db.execute(
            "SELECT kind, key1, key2, key3, frame FROM row WHERE session = ?", (session,)):
        found_kind, revision, found_key = frame_head(frame)
        assert (found_kind, found_key) == (kind, tuple(key))
        current[kind, found_key] = frame, revision
        added += int.from_bytes(sha(frame), "little")
    assert (added % 2**256).to_bytes(32, "little") == total, "sum"

    computed, expected, puts, blanked = bytes(32), 0, {}, set()
    for number, epoch, time_ms, said, blob in db.execute(
            "SELECT seq, epoch, time_ms, chain, parts FROM entry WHERE session = ? ORDER BY seq",
            (session,)):
        expected += 1
        assert number == expected
        parts = list(read_parts(blob))
        computed = sha(computed + struct.pack("<IQQQI", session, epoch % 2**64, number, time_ms,
                                              len(parts)) + b"".join(part for part, _ in parts))
        assert computed == said, f"chain at {number}"
        for _, rows in parts:
            if rows is None:
                blanked.add(number)
            for kind, key, frame in rows or []:
                assert frame_head(frame) == (kind, number, key)
                puts[kind, key] = frame
    assert (expected, computed) == (seq, chain), "head"
    for name, (frame, revision) in current.items():
        assert puts.get(name) == frame or revision in blanked, f"row {name}"
    assert set(puts) <= set(current)
    return expected, len(current)


def main(file):
    db = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    assert db.execute("PRAGMA application_id").fetchone()[0] == 0x426f676e
    assert db.execute("PRAGMA user_version").fetchone()[0] == 1
    sessions = entries = rows = 0
    for head in db.execute("SELECT session, seq, chain, sum FROM head").fetchall():
        counts = check_session(db, *head)
        sessions, entries, rows = sessions + 1, entries + counts[0], rows + counts[1]
    assert entries == db.execute("SELECT count(*) FROM entry").fetchone()[0]
    assert rows == db.execute("SELECT count(*) FROM row").fetchone()[0]
    assert sessions > 0
    print(f"{sessions} sessions, {entries} entries, {rows} rows hold")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
