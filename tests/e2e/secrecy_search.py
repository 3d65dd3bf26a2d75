#!/usr/bin/env python3
"""Thirty people of four towns vote in confidence, several times, against a real server that is
killed on the way. Then everything that is left is searched for what they chose: the database and
its write-ahead log, heads, backups, exports, what the server said; and whoever holds all of that
tries to join people and published papers by hash, order, time and place.

usage: secrecy_search.py BOGEND [BOGEN]"""
import hashlib
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile

from edge_wire import pack
from secrecy_book import Book
from secrecy_wire import (COMMANDS, Daemon, Person, Refused, WORDS, command, pairs, secret_bytes,
                          secret_text)

TOWNS = {"Ahausen": 12, "Bedorf": 11, "Cehagen": 4, "Deberg": 3}
OPTIONS = 8
BALLOTS = 4
CHANCE = random.Random(20240611)


def claim(text):
    print("--", text, flush=True)


class Ballot:
    """A ballot on ideas of its own; what everybody cast in it, and in which order."""

    def __init__(self, number, ideas):
        self.number, self.ideas = number, ideas
        self.choices, self.checks, self.bodies = {}, {}, {}
        self.all_checks, self.order, self.key = [], [], b""

    def paper(self, voter):
        return pairs((idea, 1) for i, idea in enumerate(self.ideas) if self.choices[voter] >> i & 1)

    def secrets(self):
        """Bytes that are in no file while the ballot is open."""
        yield from self.all_checks
        yield self.key
        yield from (self.key[at:at + 16] for at in range(0, 17, 4))
        yield from (pairs([(idea, 1)]) for idea in self.ideas)
        for chosen in self.choices.values():
            yield b"".join(b"\0\1" if chosen >> i & 1 else b"\xff\xff" for i in range(OPTIONS))


class Meeting:
    def __init__(self, bogend, folder):
        self.bogend, self.data = bogend, f"{folder}/data"
        self.folder, self.said = folder, ""
        self.server = Daemon(bogend, self.data)
        self.people, self.town_of = {}, {}
        self.make()

    def make(self):
        link = pathlib.Path(self.data, "host-link").read_text(encoding="ascii").strip()
        host = Person(self.server, secret_bytes(link.rsplit("-", 1)[1]))
        token = CHANCE.randbytes(16)
        session = host.do("session_create", title="Our valley", language=1, method="open",
                          towns=list(TOWNS), name="Mia", token=token)
        host.client.close()
        self.mia = Person(self.server, token, session)
        code = self.mia.all_of("session")[session,]["code"]
        # Larger numbers than those that keys and counts in the files happen to be made of.
        for i in range(275):
            self.mia.do("idea_add", board=1, text=f"Filler {i}")
        names = [town + 1 for town, count in enumerate(TOWNS.values()) for _ in range(count)]
        CHANCE.shuffle(names)
        for i, town in enumerate(names):
            person = Person(self.server, CHANCE.randbytes(16), code=code, device=100 + i)
            number = person.do("join", token=person.token, name=f"Person {i}", town=town)
            person.session = session
            self.people[number], self.town_of[number] = person, town

    def prepare(self):
        ideas = [self.mia.do("idea_add", board=1, text=f"Idea {i}") for i in range(OPTIONS)]
        number = self.mia.do("ballot_add", title="Which?",
                             method=WORDS["ballot_method"]["approval"],
                             secrecy=WORDS["secrecy"]["confidential"],
                             options=pairs((idea, 0) for idea in ideas))
        ballot = Ballot(number, ideas)
        self.mia.do("ballot_open", ballot=number)
        self.mia.see(self.mia.last_seq)
        ballot.key = pathlib.Path(self.key_file(ballot)).read_bytes()[16:48]
        # No two say the same, so that whatever is found is somebody's.
        for voter, chosen in zip(self.people, CHANCE.sample(range(1, 1 << OPTIONS), len(self.people))):
            ballot.choices[voter] = chosen
        return ballot

    def key_file(self, ballot):
        return f"{self.data}/keys/{self.mia.session}-{ballot.number}.key"

    def cast(self, ballot, voter):
        check = CHANCE.randbytes(8)
        ballot.all_checks.append(check)
        ballot.checks[voter] = check
        if voter in ballot.order:
            ballot.order.remove(voter)
        ballot.order.append(voter)
        person = self.people[voter]
        person.do("cast", ballot=ballot.number, choices=ballot.paper(voter), check=check)
        ballot.bodies[voter] = (person.device, person.number, person.body)

    def cast_some(self, ballot, voters):
        voters = list(voters)
        CHANCE.shuffle(voters)
        for voter in voters:
            self.cast(ballot, voter)

    def come_back(self):
        for person in [self.mia, *self.people.values()]:
            person.server = self.server
            person.connect()

    def kill_and_start(self):
        self.said += self.server.end(kill=True)
        self.server = Daemon(self.bogend, self.data)
        self.come_back()

    def backup(self, name):
        copy = f"{self.folder}/{name}"
        subprocess.run([self.bogend, "backup", copy, "--data", self.data], check=True,
                       stdout=subprocess.DEVNULL)
        return copy

    def everything(self, copies):
        """(name, bytes) of all there is but the keys themselves."""
        for name in os.listdir(self.data):
            if name not in ("keys", "reserve", "host-link"):
                yield name, pathlib.Path(self.data, name).read_bytes()
        for copy in copies:
            yield os.path.basename(copy), pathlib.Path(copy).read_bytes()
        yield "what the server said", (self.said + "".join(self.server.said)).encode()
        yield "an export", b"".join(pack(frame) for frame in self.mia.page_through())


# ---- what is searched for ----

def spellings(secret):
    return secret, secret.hex().encode(), secret.hex().upper().encode()


def search(meeting, secrets, copies, when):
    secrets = set(secrets)
    for name, data in meeting.everything(copies):
        for secret in secrets:
            for spelling in spellings(secret):
                at = data.find(spelling)
                assert at < 0, f"{when}: {name} holds {secret.hex()} at {at}"


def search_rows(book, ballot):
    """After the closing: choices and check numbers stand in published rows alone."""
    choices = {pack(ballot.paper(voter)) for voter in ballot.choices}
    single = [pairs([(idea, 1)]) for idea in ballot.ideas]
    for frame, kind, key, row in book.frames():
        if kind == "published":
            assert row is None or not {"person", "device"} & set(row), row
            continue
        assert not any(check in frame for check in ballot.all_checks), (kind, key)
        assert not any(choice in frame for choice in choices), (kind, key)
        assert not any(pair in frame for pair in single), (kind, key)


def search_hashes(book, ballot):
    """The key of the keyed hashes stands in the same database: with it, nobody can test a paper."""
    secret = next(row["key"] for _, _, row in book.all_of("secret"))
    macs = {(row["device"], row["number"]): row["body_mac"]
            for _, _, _, row in book.put_in_history("answer")}
    for device, number, body in ballot.bodies.values():
        kept = macs[device, number]
        assert kept != hashlib.sha256(secret + body).digest()[:16], "a hash of what was chosen"
        bare = command(number, "cast", {"ballot": ballot.number})
        assert kept == hashlib.sha256(secret + bare).digest()[:16]


def search_joins(books, ballots):
    """Order against order: neither exactly nor nearly, neither forwards nor backwards."""
    hits, correlations = {}, {}
    for book, ballot in zip(books, ballots):
        for name, guess in guesses(book, ballot).items():
            truth = {voter: i for i, voter in enumerate(guess)}
            for places, published in published_orders(book, ballot).items():
                voters = [owner(ballot, row) for row in published]
                assert sorted(voters) == sorted(guess), "everybody's paper is there once"
                order = [truth[voter] for voter in voters]
                both = f"{name} / {places}"
                for way, place in (("", lambda i: i), (" backwards", lambda i: len(order) - 1 - i)):
                    hits.setdefault(both + way, []).append(
                        sum(truth == place(i) for i, truth in enumerate(order)))
                correlations.setdefault(both, []).append(rank_correlation(order))
    for name, found in hits.items():
        # The sum over all ballots of the fixed points of random orders has mean and variance
        # BALLOTS; 20 or more have a probability below 1e-8.
        assert sum(found) < 20, f"{name}: {found} papers join their people"
    for name, found in correlations.items():
        # Each has the standard deviation 1/sqrt(29); their mean is six of its own away.
        mean = sum(found) / len(found)
        assert abs(mean) < 6 / (29 * len(found)) ** 0.5, f"{name}: correlated by {found}"
    return sum(map(sum, hits.values())) / len(hits) / len(ballots)


def guesses(book, ballot):
    """Orders of people in which papers may be thought to stand."""
    papers = [(revision, key, row) for revision, key, row in book.all_of("paper")
              if key[0] == ballot.number and not row["withdrawn"]]
    by_history = [key[1] for _, _, key, row in book.put_in_history("paper")
                  if key[0] == ballot.number and not row["withdrawn"]]
    first, last = list(dict.fromkeys(by_history)), list(dict.fromkeys(reversed(by_history)))[::-1]
    assert last == ballot.order, "the history tells who voted when, as it must"
    return {
        "by person": sorted(key[1] for _, key, _ in papers),
        "by row": [key[1] for _, key, _ in papers],
        "by time": [key[1] for _, key, _ in sorted(papers, key=lambda paper: paper[0])],
        "by first vote": first,
        "by last vote": last,
        "by sealed paper": [key[1] for _, key, row in sorted(papers, key=lambda p: p[2]["sealed"])],
        "by town": [key[1] for _, key, row in sorted(papers, key=lambda p: (p[2]["town"], p[1]))],
    }


def published_orders(book, ballot):
    rows = [(key, row) for _, key, row in book.all_of("published") if key[0] == ballot.number]
    return {
        "by number": [row for _, row in sorted(rows, key=lambda pair: pair[0])],
        "as they stand": [row for _, row in rows],
        "as they were put": [row for _, _, key, row in book.put_in_history("published")
                             if key[0] == ballot.number],
    }


def owner(ballot, row):
    """Who only the voter's own device knows."""
    return next(voter for voter, check in ballot.checks.items() if check == row["check"])


def rank_correlation(order):
    count = len(order)
    squares = sum((place - i) ** 2 for i, place in enumerate(order))
    return 1 - 6 * squares / (count * (count * count - 1))


# ---- what is shown ----

def check_published(meeting, book, ballot):
    rows = [(revision, row) for revision, key, row in book.all_of("published")
            if key[0] == ballot.number]
    assert len({revision for revision, _ in rows}) == 1, "all at one moment"
    for _, row in rows:
        voter = owner(ballot, row)
        assert row["choices"] == ballot.paper(voter), "what was cast is what is counted"
        expected = meeting.town_of[voter]
        small = list(TOWNS.values())[expected - 1] < 5
        assert row["town"] == (0 if small else expected), row
    masked = sum(row["town"] == 0 for _, row in rows)
    assert masked == 7, "towns of few people stand together"


def check_sight(watcher, ballot, open_still):
    """No cell of a few people, and nothing at all while it is open: for moderators neither. Towns
    of few people are one cell, without a name."""
    own = watcher.welcome[3]
    for kind in ("tally", "total", "result", "published", "outcome"):
        rows = [row for row in watcher.all_of(kind).values() if row["ballot"] == ballot.number]
        assert not (open_still and rows), f"{kind} while it is open"
        for row in rows:
            assert kind != "tally" or row["town"] in (0, 1, 2) and row["answers"] >= 5, row
    for (number, person), row in watcher.all_of("paper").items():
        if number == ballot.number:
            assert person == own and not row["choices"], "somebody's paper"


# ---- the course of things ----

def vote_in_confidence(meeting, first, copies):
    ballot = meeting.prepare()
    voters = list(meeting.people)
    meeting.cast_some(ballot, voters[:20])
    for voter in voters[:3]:  # who takes a paper back, and gives it again later
        meeting.people[voter].do("cast", ballot=ballot.number, withdraw=True)
        ballot.order.remove(voter)
    if first:
        meeting.kill_and_start()
    meeting.cast_some(ballot, voters[20:])
    meeting.cast_some(ballot, voters[:8])  # some change their minds, or not
    copies.append(meeting.backup(f"open-{ballot.number}.db"))
    search(meeting, ballot.secrets(), copies, f"while ballot {ballot.number} is open")
    meeting.mia.do("topic_add", title=f"Ballot {ballot.number}")
    for watcher in (meeting.mia, meeting.people[voters[0]]):
        watcher.see(meeting.mia.last_seq)
        check_sight(watcher, ballot, True)

    sealed = {len(row["sealed"]) for _, _, key, row in Book(copies[-1], meeting.mia.session)
              .put_in_history("paper") if key[0] == ballot.number and not row["withdrawn"]}
    assert sealed == {12 + 8 + 2 * OPTIONS + 16}, sealed
    assert os.path.exists(meeting.key_file(ballot))
    meeting.mia.do("ballot_close", ballot=ballot.number)
    assert not os.path.exists(meeting.key_file(ballot)), "the key has outlived the ballot"
    for watcher in (meeting.mia, meeting.people[voters[0]]):
        watcher.see(meeting.mia.last_seq)
        check_sight(watcher, ballot, False)
    return ballot


def export_by_cli(bogen, meeting, ballots):
    config = pathlib.Path(meeting.folder, "config", "bogen")
    config.mkdir(parents=True)
    profile = config / "mia.json"
    profile.write_text(json.dumps({
        "server": meeting.server.url, "session": meeting.mia.session, "device": 9,
        "token": f"{meeting.mia.session}-{secret_text(meeting.mia.token)}", "next": 1}))
    profile.chmod(0o600)
    out = f"{meeting.folder}/export.json"
    subprocess.run([bogen, "--profile", "mia", "--quiet", "export", "--format", "json", "-o", out], check=True,
                   env={**os.environ, "XDG_CONFIG_HOME": str(config.parent)})
    text = pathlib.Path(out).read_text(encoding="utf-8")
    export = json.loads(text)
    for ballot in ballots:
        assert not any(part.decode() in text for part in spellings(ballot.key)[1:]), "a key"
        for kind, rows in export.items():
            said = json.dumps(rows).lower()
            found = any(check.hex() in said for check in ballot.all_checks)
            assert found == (kind == "published"), f"check numbers among {kind}: {found}"
        for paper in export["paper"]:
            assert paper["ballot"] != ballot.number or not paper["choices"], paper


def lose_a_key(meeting):
    ballot = meeting.prepare()
    meeting.cast(ballot, next(iter(meeting.people)))
    meeting.said += meeting.server.end(kill=True)
    os.unlink(meeting.key_file(ballot))
    meeting.server = Daemon(meeting.bogend, meeting.data)
    meeting.come_back()
    meeting.mia.do("topic_add", title="Afterwards")
    meeting.mia.see(meeting.mia.last_seq)
    state = meeting.mia.all_of("ballot")[ballot.number,]["state"]
    assert state == WORDS["ballot_state"]["void"], state
    assert any("key" in line and "void" in line for line in meeting.server.said), "nobody said so"
    try:
        meeting.mia.do("ballot_close", ballot=ballot.number)
    except Refused:
        return
    raise AssertionError("a void ballot was counted")


def leave_a_key(meeting, ballot):
    """A crash between the closing and the destruction; nobody comes back to the session."""
    meeting.said += meeting.server.end(kill=True)
    pathlib.Path(meeting.key_file(ballot)).write_bytes(b"what a crash left" * 4)
    meeting.server = Daemon(meeting.bogend, meeting.data)
    meeting.said += meeting.server.end()
    assert not os.path.exists(meeting.key_file(ballot)), "the key lingers"


def dumps_core(process):
    """Whether a process that ends like that leaves its memory on the disk."""
    os.kill(process.pid, signal.SIGABRT)
    _, status = os.waitpid(process.pid, 0)
    return os.WCOREDUMP(status)


def allow_core_dumps():
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def leave_no_core(bogend, folder):
    allow_core_dumps()
    place = os.getcwd()
    os.chdir(folder)
    if not dumps_core(subprocess.Popen(["sleep", "60"])):
        print("   skipped: no process leaves a core here")
    else:
        server = Daemon(bogend, f"{folder}/other")
        assert not dumps_core(server.process), "the server's memory is on the disk"
    os.chdir(place)


def main(bogend, bogen, folder):
    meeting, copies = Meeting(bogend, folder), []
    assert "cast" in COMMANDS
    claim("while a ballot is open no file holds a choice, a check number or its key")
    ballots = [vote_in_confidence(meeting, i == 0, copies) for i in range(BALLOTS)]

    claim("afterwards no file holds a key")
    copies.append(meeting.backup("closed.db"))
    search(meeting, (part for ballot in ballots
                     for part in (ballot.key, ballot.key[:16], ballot.key[16:])), copies,
           "when all are closed")

    claim("choices and check numbers stand in what was published, and nowhere else")
    book = Book(copies[-1], meeting.mia.session)
    for ballot in ballots:
        search_rows(book, ballot)
        check_published(meeting, book, ballot)

    claim("no hash tells what somebody chose")
    for ballot in ballots:
        search_hashes(book, ballot)

    claim("neither order nor time nor place joins a person and a published paper")
    mean = search_joins([book] * len(ballots), ballots)
    print(f"   {mean:.2f} papers a ballot join by chance, where 1 is expected")

    if bogen:
        claim("an export in JSON holds them as published only")
        export_by_cli(bogen, meeting, ballots)

    claim("a lost key voids its ballot, aloud")
    lose_a_key(meeting)

    claim("a key that outlived its ballot is destroyed at the next start")
    leave_a_key(meeting, ballots[0])

    claim("a crash leaves no core")
    leave_no_core(bogend, folder)

    claim("every result is counted again from what is left")
    checked = subprocess.run([bogend, "verify", "--data", meeting.data], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    assert f"{len(ballots)} ballots counted again" in checked, checked


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(os.path.abspath(sys.argv[1]),
             os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None, place)
