"""People in a session of a real server, by name of command and row: what the .def files say, over
the WebSocket of edge_wire.py."""
import pathlib
import re
import subprocess
import threading

from edge_wire import Client, DONE, HELLO, COMMAND, PAGE, READ, REFUSED, ROW, UPDATE, WELCOME, pack

PROTOCOL = pathlib.Path(__file__).resolve().parents[2] / "protocol"
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def read_words():
    text = (PROTOCOL / "words.def").read_text(encoding="utf-8")
    words = {}
    for name, word, number in re.findall(r"^WORD\((\w+), *(\w+), *(\d+)\)", text, re.M):
        words.setdefault(name, {})[word] = int(number)
    return words


def read_kinds(file, macro):
    """{kind: (number, [(macro, field)])} and the same by number."""
    kinds, by_number, fields = {}, {}, None
    for line in (PROTOCOL / file).read_text(encoding="utf-8").splitlines():
        found = re.match(rf"{macro}\((\w+), (\d+),", line)
        if found:
            fields = []
            kinds[found[1]] = (int(found[2]), fields)
            by_number[int(found[2])] = (found[1], fields)
            continue
        found = re.match(r"([A-Z_]+)\((\w+), (\w+)", line)
        if found and fields is not None and not found[1].startswith("END_"):
            fields.append((found[1], found[3]))
    return kinds, by_number


WORDS = read_words()
COMMANDS, _ = read_kinds("commands.def", "COMMAND")
ROWS, ROWS_BY_NUMBER = read_kinds("rows.def", "ROW")
EMPTY = {"LINE": "", "TEXT": "", "FLAG": False, "BYTES": b"", "LINES": [], "IDS": b"", "PAIRS": b""}


def pairs(entries):
    return b"".join(row.to_bytes(4, "big") + number.to_bytes(8, "big") for row, number in entries)


def command(number, kind, arguments):
    kind_number, fields = COMMANDS[kind]
    unknown = set(arguments) - {name for _, name in fields}
    assert not unknown, unknown
    values = [arguments.get(name, EMPTY.get(macro, 0)) for macro, name in fields]
    return pack([COMMAND, number, kind_number, values])


def row_of(frame):
    """kind, revision, key, and the fields by name (None: removed)."""
    _, number, revision, key, values = frame[:5]
    kind, fields = ROWS_BY_NUMBER[number]
    keys = [name for macro, name in fields if macro.startswith("KEY")]
    rest = [name for macro, name in fields if not macro.startswith("KEY")]
    row = None if values is None else {**dict(zip(keys, key)), **dict(zip(rest, values))}
    return kind, revision, tuple(key), row


def secret_text(secret):
    number = int.from_bytes(secret, "big")
    return "".join(DIGITS[number >> (5 * (25 - i)) & 31] for i in range(26))


def secret_bytes(text):
    number = 0
    for digit in text:
        number = number << 5 | DIGITS.index(digit)
    return number.to_bytes(16, "big")


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(f"refused ({code}): {message}")
        self.code = code


class Person:
    """One connection that watches, and all rows that it was told."""

    def __init__(self, server, token, session=0, code="", device=1):
        self.server, self.token, self.session, self.device = server, token, session, device
        self.number, self.last_seq, self.rows = 0, 0, {}
        self.connect(code)

    def connect(self, code=""):
        self.client = Client(self.server, timeout=60)
        self.rows = {}
        known = not code
        self.client.send(pack([HELLO, 1, code, self.session if known else 0,
                               self.token if known else b"", b"", 1, self.device, True, "search", 0]))
        self.welcome = self.until(lambda frame: frame[0] == WELCOME)
        self.session = self.welcome[2]
        self.until(lambda frame: frame[0] == UPDATE)

    def until(self, wanted):
        """Reads whole messages on until one holds such a frame; returns it."""
        while True:
            found = None
            for frame in self.client.message():
                if frame[0] == ROW:
                    kind, revision, key, row = row_of(frame)
                    self.rows[kind, key] = (revision, row)
                if found is None and wanted(frame):
                    found = frame
            if found is not None:
                return found

    def do(self, kind, **arguments):
        """Gives a command; returns what its `done` names."""
        self.number += 1
        self.body = command(self.number, kind, arguments)
        self.client.send(self.body)
        answer = self.until(lambda frame: frame[0] in (DONE, REFUSED) and frame[1] == self.number)
        if answer[0] == REFUSED:
            raise Refused(answer[2], answer[3])
        self.last_seq = answer[2]
        return answer[3]

    def see(self, seq):
        """Reads on until all changes up to this one have come."""
        self.until(lambda frame: frame[0] == UPDATE and frame[2] >= seq)

    def all_of(self, kind):
        return {key: row for (found, key), (_, row) in self.rows.items()
                if found == kind and row is not None}

    def page_through(self):
        """What an export reads: the frames of all rows as they came."""
        client, frames, position = Client(self.server, timeout=60), [], 0
        client.send(pack([HELLO, 1, "", self.session, self.token, b"", 1, self.device, False,
                          "search", 0]))
        while True:
            client.send(pack([READ, 1, position]))
            while True:
                message = client.message()
                frames += [frame for frame in message if frame[0] == ROW]
                page = [frame for frame in message if frame[0] == PAGE]
                if page:
                    break
            position = page[0][2]
            if position == 0:
                client.close()
                return frames


class Daemon:
    """A server on a data directory; keeps all that it says."""

    tls = False

    def __init__(self, program, data, listen="127.0.0.1:0"):
        self.program, self.data, self.said = program, data, []
        self.process = subprocess.Popen([program, "--listen", listen, "--data", data],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.readers = [threading.Thread(target=self.read, args=(stream,), daemon=True)
                        for stream in (self.process.stdout, self.process.stderr)]
        self.listening = threading.Event()
        for reader in self.readers:
            reader.start()
        assert self.listening.wait(60), self.said
        line = next(line for line in self.said if "listening on" in line)
        self.url = line.split("listening on ")[1].strip()
        self.port = int(self.url.rsplit(":", 1)[1])

    def read(self, stream):
        for line in stream:
            self.said.append(line)
            if "listening on" in line:
                self.listening.set()

    def end(self, kill=False):
        """Returns all that it said."""
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        code = self.process.wait(timeout=60)
        for reader in self.readers:
            reader.join(timeout=60)
        assert kill or code == 0, f"the server ended with {code}"
        return "".join(self.said)
