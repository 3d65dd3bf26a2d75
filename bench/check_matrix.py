#!/usr/bin/env python3
"""Compares the votes that `bogen export --format json` wrote with the recorded final votes, cell by
cell. Independent of all C: only the two JSON files and the recorded CSV are read.

    check_matrix.py EXPORT.json MAP.json participants-votes.csv
    check_matrix.py EXPORT.json MAP.json --votes votes.csv [--limit N]

The matrix is what the voting platform itself gave out as final votes. With --votes the expected cells are
computed here: the first N votes in order of time (equal times in the order of the file), of which
a later one of the same voter on the same comment replaces the earlier.

Also checked: every vote of the export is in exactly one ballot, belongs to a known person and
idea, and no cell occurs twice. Prints the number of cells and of differences; ends with 1 if there
is any, with 2 if a file cannot be used.
"""
import argparse
import csv
import json
import sys

CHOICES = {"agree": 1, "disagree": -1, "pass": 0}
SHOWN_MAX = 20


def cells_of_matrix(path):
    """(voter, comment) → choice, from a row per voter and a column per comment."""
    cells = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for column, value in row.items():
                if column.isdigit() and value != "":
                    cells[(row["participant"], column)] = int(value)
    return cells


def cells_of_votes(path, limit):
    """(voter, comment) → choice, after the first `limit` votes."""
    with open(path, newline="", encoding="utf-8") as file:
        votes = list(csv.DictReader(file))
    votes.sort(key=lambda vote: int(vote["timestamp"]))
    cells = {}
    for vote in votes[:limit]:
        cells[(vote["voter-id"], vote["comment-id"])] = int(vote["vote"])
    return cells


def cells_of_export(export, known, complain):
    """(voter, comment) → choice, from the list of votes that was exported."""
    ideas = {number: comment for comment, number in known["ideas"].items()}
    persons = {number: voter for voter, number in known["persons"].items()}
    if len(ideas) != len(known["ideas"]) or len(persons) != len(known["persons"]):
        complain("the map names an idea or a person twice")
    exported_ideas = {idea["id"] for idea in export["idea"]}
    cells, ballots = {}, set()
    for vote in export["vote"]:
        ballots.add(vote["ballot"])
        cell = (persons.get(vote["person"]), ideas.get(vote["idea"]))
        if None in cell:
            complain(f"a vote of person {vote['person']} on idea {vote['idea']}, not in the map")
        elif vote["idea"] not in exported_ideas:
            complain(f"a vote on idea {vote['idea']}, which was not exported")
        elif cell in cells:
            complain(f"two votes of voter {cell[0]} on comment {cell[1]}")
        elif vote["choice"] not in CHOICES:
            complain(f"the choice {vote['choice']!r} of voter {cell[0]} on comment {cell[1]}")
        else:
            cells[cell] = CHOICES[vote["choice"]]
    if len(ballots) > 1:
        complain(f"votes in {len(ballots)} ballots")
    return cells


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("export")
    parser.add_argument("map")
    parser.add_argument("matrix", nargs="?")
    parser.add_argument("--votes")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if bool(options.matrix) == bool(options.votes):
        parser.error("give the matrix or --votes")
    try:
        with open(options.export, encoding="utf-8") as file:
            export = json.load(file)
        with open(options.map, encoding="utf-8") as file:
            known = json.load(file)
        if options.votes:
            expected = cells_of_votes(options.votes, options.limit)
        else:
            expected = cells_of_matrix(options.matrix)
    except (OSError, ValueError, KeyError) as error:
        print(f"check_matrix: {error}", file=sys.stderr)
        return 2
    differences = []
    found = cells_of_export(export, known, differences.append)
    for voter, comment in sorted(expected.keys() | found.keys()):
        wanted, got = expected.get((voter, comment)), found.get((voter, comment))
        if wanted != got:
            differences.append(
                f"voter {voter} on comment {comment}: recorded {wanted}, exported {got}"
            )
    for difference in differences[:SHOWN_MAX]:
        print(difference)
    if len(differences) > SHOWN_MAX:
        print(f"… and {len(differences) - SHOWN_MAX} more")
    print(f"{len(expected)} cells, {len(found)} exported, {len(differences)} differences")
    return 1 if differences or not expected else 0


if __name__ == "__main__":
    sys.exit(main())
