#!/usr/bin/env python3
"""Writes a small set of recorded opinions, in the form of the real ones, for tests that must run
where the real data is absent.

    replay_synthesize.py FOLDER [--ideas 12] [--voters 20] [--votes 300] [--seed 1]

Makes comments.csv, votes.csv and participants-votes.csv. Always the same for the same numbers. It
has what the real data has: authors who do not vote, equal times, votes that replace earlier ones,
files that are not sorted by time, commas, quotes and umlauts in texts.
"""
import argparse
import csv
import os
import random

SUBJECTS = ("Radwege", "Streuobstwiesen", "ein Bürgerbus", "Trinkbrunnen", "die Stadtbücherei",
            "Solardächer", "der Wochenmarkt", "ein Reparaturcafé", "Schulgärten", "die Saaleaue")
WISHES = ("für alle drei Städte", "ohne Barrieren", 'statt "weiter so"', "bis 2030, gemeinsam",
          "auch am Wochenende", "mit Blick auf Kinder, Ältere und Pendler")


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--ideas", type=int, default=12)
    parser.add_argument("--voters", type=int, default=20)
    parser.add_argument("--votes", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    os.makedirs(options.folder, exist_ok=True)

    # Author 0 proposes but does not vote, as the organisers do.
    start = 1_650_000_000_000
    ideas = []
    for idea in range(options.ideas):
        author = 0 if idea < 2 else chance.randint(1, options.voters)
        text = f"{chance.choice(SUBJECTS).capitalize()} {chance.choice(WISHES)} (Idee {idea})"
        ideas.append([start + idea * 1000, "", idea, author, 0, 0, chance.choice((1, 1, -1)), text])

    # Each voter votes at least once; a third of the times are equal to the one before.
    time, votes, final = start + options.ideas * 1000, [], {}
    for number in range(options.votes):
        time += chance.choice((0, 250, 1000))
        voter = number + 1 if number < options.voters else chance.randint(1, options.voters)
        idea, choice = chance.randrange(options.ideas), chance.choice((1, 1, 0, -1))
        votes.append([time, "", idea, voter, choice])
        final[(voter, idea)] = choice

    # Out of order, but votes of equal time keep theirs: the file's order decides between them.
    blocks = {}
    for vote in votes:
        blocks.setdefault(vote[0], []).append(vote)
    times = list(blocks)
    chance.shuffle(times)
    chance.shuffle(ideas)

    write(os.path.join(options.folder, "comments.csv"),
          ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated",
           "comment-body"), ideas)
    write(os.path.join(options.folder, "votes.csv"),
          ("timestamp", "datetime", "comment-id", "voter-id", "vote"),
          [vote for time in times for vote in blocks[time]])
    write(os.path.join(options.folder, "participants-votes.csv"),
          ("participant", "n-votes", *range(options.ideas)),
          [[voter, "", *(final.get((voter, idea), "") for idea in range(options.ideas))]
           for voter in range(1, options.voters + 1)])


if __name__ == "__main__":
    main()
