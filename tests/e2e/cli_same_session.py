#!/usr/bin/env python3
"""Says where two exports differ, apart from numbers and times. Arguments: two files."""
import json
import sys


def without_numbers(path):
    """The lists of an export with names in place of numbers, sorted."""
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    town = {0: None} | {t["id"]: t["name"] for t in rows["town"]}
    topic = {0: None} | {t["id"]: t["title"] for t in rows["topic"]}
    board = {b["id"]: (b["sort"], town[b["town"]]) for b in rows["board"]}
    ballots = [b["id"] for b in rows["ballot"]]
    person = {p["id"]: (p["name"], p["institution"], town[p["town"]]) for p in rows["person"]}
    idea = {i["id"]: (board[i["board"]], topic[i["topic"]], person[i["author"]], town[i["town"]],
                      i["title"], i["text"]) for i in rows["idea"]}
    return {
        "town": list(town.values()), "topic": list(topic.values()),
        "person": list(person.values()), "idea": list(idea.values()),
        "comment": [(idea[c["idea"]], person[c["author"]], c["text"]) for c in rows["comment"]],
        "link": [(idea[k["from"]], idea[k["to"]], k["relation"]) for k in rows["link"]],
        "vote": [(ballots.index(v["ballot"]), idea[v["idea"]], person[v["person"]],
                  town[v["town"]], v["choice"]) for v in rows["vote"]],
    }


one, other = map(without_numbers, sys.argv[1:3])
different = False
for kind, rows in one.items():
    left, right = sorted(map(repr, rows)), sorted(map(repr, other[kind]))
    print(f"{kind}: {len(left)}")
    if left != right:
        different = True
        print("only in the first:", [r for r in left if r not in right][:3])
        print("only in the second:", [r for r in right if r not in left][:3])
sys.exit(different)
