"""A database as somebody reads it who has got hold of it: rows and history, by the words of
server/log/README.md and server/log/entry.h."""
import sqlite3

from edge_wire import unpack
from secrecy_wire import row_of


class Part:
    """What one command changed."""

    def __init__(self, body):
        self.person = int.from_bytes(body[16:20], "little")
        self.rows, at = [], 37
        while at < len(body):
            size = int.from_bytes(body[at + 13:at + 17], "little")
            frame = body[at + 17:at + 17 + size]
            self.rows.append((frame, *row_of(unpack(frame)[0])))
            at += 17 + size


def read_parts(blob):
    at, parts = 0, []
    while at < len(blob):
        form, size = blob[at], int.from_bytes(blob[at + 1:at + 5], "little")
        if form == 1:
            parts.append(Part(blob[at + 5:at + 5 + size]))
        at += 5 + size
    return parts


class Book:
    """One session of a database file."""

    def __init__(self, file, session):
        db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        # (frame, kind, revision, key, fields) in the order in which they stand.
        self.rows = [(frame, *row_of(unpack(frame)[0])) for frame, in db.execute(
            "SELECT frame FROM row WHERE session = ?", (session,))]
        # (seq, parts) of each entry.
        self.entries = [(seq, read_parts(parts)) for seq, parts in db.execute(
            "SELECT seq, parts FROM entry WHERE session = ? ORDER BY id", (session,))]
        db.close()

    def all_of(self, kind):
        return [(revision, key, row) for _, found, revision, key, row in self.rows
                if found == kind and row is not None]

    def put_in_history(self, kind):
        """(seq, person, key, fields) of each row of a kind as it was put, in that order."""
        return [(seq, part.person, key, row) for seq, parts in self.entries for part in parts
                for _, found, _, key, row in part.rows if found == kind]

    def frames(self):
        """Every frame there is, with its kind, key and fields: rows and history."""
        for frame, kind, _, key, row in self.rows:
            yield frame, kind, key, row
        for _, parts in self.entries:
            for part in parts:
                for frame, kind, _, key, row in part.rows:
                    yield frame, kind, key, row
