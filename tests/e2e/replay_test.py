#!/usr/bin/env python3
"""End-to-end tests that replay recorded votes.

    replay_test.py NAME --bogend PATH --bogen PATH --swarm PATH

The data is made (replay_synthesize.py) or real (../shared/data beside the project). Ends with 77, and
says so aloud, where the real data is needed and absent.
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile

from replay_steps import HERE, PROJECT, Broken, Programs, Replay, Server, claim, verify

SKIPPED = 77
REAL_VOTES = 5000


def synthetic(programs, *arguments):
    folder = programs.path("source")
    subprocess.run([sys.executable, os.path.join(HERE, "replay_synthesize.py"), folder, *arguments],
                   check=True)
    return folder


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def claim_nothing_doubled(replay, export):
    """Each recorded idea and person is there once, and nothing else is."""
    ideas = rows(os.path.join(replay.source, "comments.csv"))
    voters = {vote["voter-id"] for vote in rows(os.path.join(replay.source, "votes.csv"))}
    persons = voters | {idea["author-id"] for idea in ideas}
    claim(len(export["idea"]) == len(ideas),
          f"{len(ideas)} ideas, not {len(export['idea'])}")
    claim(len(export["person"]) == len(persons) + 1,
          f"{len(persons)} persons and a moderator, not {len(export['person'])}")
    texts = {idea["id"]: idea["text"] for idea in export["idea"]}
    known = replay.known()["ideas"]
    for idea in ideas:
        claim(texts[known[idea["comment-id"]]] == idea["comment-body"],
              f"comment {idea['comment-id']} has become the idea with its text")


def claim_nothing_lost(replay, export):
    """Each vote that was acknowledged is there, or a later one of the same voter on the same idea."""
    recorded = rows(os.path.join(replay.source, "votes.csv"))
    recorded.sort(key=lambda vote: int(vote["timestamp"]))
    later = {}
    for index, vote in enumerate(recorded):
        cell = (int(vote["voter-id"]), int(vote["comment-id"]))
        later.setdefault(cell, []).append((index, int(vote["vote"])))
    known = replay.known()
    ideas = {number: int(comment) for comment, number in known["ideas"].items()}
    persons = {number: int(voter) for voter, number in known["persons"].items()}
    choices = {"agree": 1, "disagree": -1, "pass": 0}
    claim(all(vote["person"] in persons and vote["idea"] in ideas for vote in export["vote"]),
          "every vote is of a known person on a known idea")
    there = {(persons[vote["person"]], ideas[vote["idea"]]): choices[vote["choice"]]
             for vote in export["vote"]}
    last = {}
    for index, voter, comment, _ in replay.acknowledged():
        last[(voter, comment)] = index
    for cell, index in last.items():
        allowed = {choice for at, choice in later[cell] if at >= index}
        claim(there.get(cell) in allowed,
              f"the acknowledged vote {index} of voter {cell[0]} on comment {cell[1]} is there")
    print(f"{len(last)} acknowledged cells are there")


def matrix(programs):
    """[E2E-replay] a replay ends in the recorded matrix, and a second one changes nothing"""
    source = synthetic(programs)
    final = os.path.join(source, "participants-votes.csv")
    replay = Replay(programs, source, "--watchers", "2")
    with Server(programs) as server:
        report = replay.run(server)
        claim((report["ideas"], report["votes"]) == (12, 300), "12 ideas and 300 votes")
        claim(report["votes_repeated"] == 0, "no vote is taken for a repetition")
        path, first = replay.export(server)
        replay.check(path, final)
        claim_nothing_doubled(replay, first)
        server.stop()
        parts = verify(programs)
        server.start()
        report = replay.run(server)
        claim(report["votes_repeated"] == 300, "each vote is known to the server")
        path, second = replay.export(server)
        replay.check(path, final)
        claim_nothing_doubled(replay, second)
        claim(first["vote"] == second["vote"], "the votes are what they were")
        server.stop()
        # The second run gave the session two titles, and a new server process a new epoch.
        claim(verify(programs) == parts + 3, "the history has grown by titles and epoch only")


def killed(programs):
    """[E2E-kill] kill -9 in a replay loses nothing acknowledged, going on doubles nothing"""
    source = synthetic(programs, "--ideas", "150", "--voters", "40", "--votes", "3000", "--seed",
                       "7")
    replay = Replay(programs, source, "--rate", "1500")
    # What the history holds before the votes: the host, the session in the directory and in itself,
    # an epoch of each, everybody's joining (author 0 does not vote), the ideas.
    before_votes = 3 + 2 + 41 + 150
    titles = []
    with Server(programs) as server:
        # In the middle of the ideas (an author has more than the 32 answers that a server keeps),
        # then twice in the middle of the votes.
        for line in ("entered 50", "acknowledged 700", "acknowledged 1900"):
            code = replay.run_until(server, line, server.kill)
            claim(code == 5, f"a replay whose server was killed ends with 5, not {code}")
            parts = verify(programs)
            # The first run may have come to its title before the kill came.
            titles.append(1 if titles else max(0, parts - before_votes))
            server.start()
        _, export = replay.export(server)
        claim(len(replay.acknowledged()) >= 1900, "votes were acknowledged before the kill")
        claim(len(export["vote"]) < 3000, "and the replay was not yet over")
        claim_nothing_lost(replay, export)
        report = replay.run(server)
        claim(report["votes_repeated"] >= 1900, "what was acknowledged is a repetition now")
        path, export = replay.export(server)
        replay.check(path, os.path.join(source, "participants-votes.csv"))
        claim_nothing_lost(replay, export)
        claim_nothing_doubled(replay, export)
        server.stop()
        # Every process but the first began an epoch more; the last run gave two titles.
        expected = before_votes + 3000 + 3 + sum(titles) + 2
        parts = verify(programs)
        claim(parts == expected, f"the history has {expected} parts, not {parts}")


def real(programs):
    """[E2E-real] the first 5,000 votes of the real data end in what was recorded"""
    source = os.path.join(os.path.dirname(PROJECT), "shared", "data", "klimarat")
    votes = os.path.join(source, "votes.csv")
    if not os.path.exists(votes):
        print("skipped: no ../shared/data")
        return SKIPPED
    replay = Replay(programs, source, "--limit", str(REAL_VOTES))
    with Server(programs) as server:
        report = replay.run(server)
        claim((report["ideas"], report["votes"]) == (522, REAL_VOTES), "522 ideas, 5,000 votes")
        claim(report["voters"] == 1116, "1,116 voters are connected")
        path, export = replay.export(server)
        replay.check(path, "--votes", votes, "--limit", str(REAL_VOTES))
        claim_nothing_doubled(replay, export)
        server.stop()
        verify(programs)
    return 0


TESTS = {"matrix": matrix, "killed": killed, "real": real}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=TESTS)
    for program in ("bogend", "bogen", "swarm"):
        parser.add_argument(f"--{program}", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bogen-replay-") as folder:
        programs = Programs(options.bogend, options.bogen, options.swarm, folder)
        test = TESTS[options.name]
        print(test.__doc__)
        try:
            code = test(programs)
        except Broken as broken:
            print(f"broken: {broken}")
            return 1
    return code or 0


if __name__ == "__main__":
    sys.exit(main())
