#!/usr/bin/env python3
"""Says where two exports differ, apart from numbers and times. Arguments: two files."""
import json
import sys

ROLES = {"moderator": "citizen"}  # nobody gets a moderator's rights from a file
RULES = ["audience", "places", "ideas_max", "slow_s", "locked", "approval", "hold", "ending"]


def names(rows, kind, label="title"):
    return {0: None} | {row["id"]: row[label] for row in rows[kind]}


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def without_numbers(rows, whole):
    """The lists of an export with names in place of numbers; `whole`: with all that is in one."""
    town, topic = names(rows, "town", "name"), names(rows, "topic")
    board = {b["id"]: (b["sort"], town[b["town"]] or b["sort"] != "plenary" and b["title"])
             for b in rows["board"]}
    ballots = [b["id"] for b in rows["ballot"]]
    person = {p["id"]: (p["name"], p["institution"], town[p["town"]]) for p in rows["person"]}
    person[0] = None
    idea = {i["id"]: (board[i["board"]], topic[i["topic"]], person[i["author"]], town[i["town"]],
                      i["title"], i["text"]) for i in rows["idea"]}
    idea[0] = None
    content = {
        "town": list(town.values()), "topic": list(topic.values()),
        "person": list(person.values()), "idea": list(idea.values()),
        "comment": [(idea[c["idea"]], person[c["author"]], c["text"]) for c in rows["comment"]],
        "link": [(idea[k["from"]], idea[k["to"]], k["relation"]) for k in rows["link"]],
        "vote": [(ballots.index(v["ballot"]), idea[v["idea"]], person[v["person"]],
                  town[v["town"]], v["choice"]) for v in rows["vote"]],
    }
    return content | (steering(rows, person, idea) if whole else {})


def steering(rows, person, idea):
    """What moderators have made of it."""
    phase, sort = names(rows, "phase"), names(rows, "idea_sort")
    title = {b["id"]: (b["sort"], b["title"]) for b in rows["board"]} | {0: None}
    return {
        "phase": [(p["title"], p["prompt"], p["help"], p["minutes"]) for p in rows["phase"]],
        "topic's phase": [(t["title"], phase[t["phase"]]) for t in rows["topic"]],
        "role": [(person[p["id"]], ROLES.get(p["role"], p["role"]), p["muted"], p["kept_out"])
                 for p in rows["person"] if p["town"]],
        "board": [(title[b["id"]], title[b["parent"]], phase[b["phase"]], person[b["leader"]],
                   [b[rule] for rule in RULES]) for b in rows["board"]],
        "seat": [(person[s["person"]], title[s["team"]], title[s["table"]])
                 for s in rows["seat"] if s["team"] or s["table"]],
        "idea's course": [(idea[i["id"]], sort[i["sort"]], phase[i["phase"]], i["stage"],
                           (i["hold"], i["reason"]), i["locked"], idea[i["merged_into"]],
                           idea[i["sent_up_to"]]) for i in rows["idea"]],
        "hidden comment": [(c["text"], c["hold"], c["reason"]) for c in rows["comment"]],
    } | deciding(rows, person, idea, title)


def chosen(pairs, idea):
    return sorted((repr(idea[pair["idea"]]), pair["number"]) for pair in pairs)


def deciding(rows, person, idea, board):
    """What was put to the vote, and what came of it. Which slip somebody had is their name."""
    names_of = {b["id"]: (b["title"], b["round"]) for b in rows["ballot"]}
    town = names(rows, "town", "name")
    scores = [field for field in rows["result"][0] if field not in (
        "ballot", "idea", "board", "author", "audience", "beats")] if rows["result"] else []
    return {
        "ballot": [(names_of[b["id"]], b["state"], b["method"], b["secrecy"], b["hidden"],
                    board[b["board"]], names_of.get(b["previous"]), chosen(b["options"], idea),
                    [board[v] for v in b["voters"]], b["papers"], b["towns"])
                   for b in rows["ballot"]],
        "paper": [(names_of[p["ballot"]], person[p["person"]], town[p["town"]],
                   chosen(p["choices"], idea)) for p in rows["paper"] if not p["withdrawn"]],
        "slip": [(s["id"], town[s["town"]], person[s["person"]]) for s in rows["slip"]],
        "result": [(names_of[r["ballot"]], idea[r["idea"]], [r[field] for field in scores])
                   for r in rows["result"]],
        "outcome": [(names_of[o["ballot"]], o["rule"], o["budget_rule"], o["cost"],
                     o["per_voter"], sorted(repr(idea[w]) for w in o["winners"]))
                    for o in rows["outcome"]],
    }


files = [read(path) for path in sys.argv[1:3]]
one, other = [without_numbers(rows, "session" in files[0]) for rows in files]
different = False
for kind, rows in one.items():
    left, right = sorted(map(repr, rows)), sorted(map(repr, other[kind]))
    print(f"{kind}: {len(left)}")
    if left != right:
        different = True
        print("only in the first:", [r for r in left if r not in right][:3])
        print("only in the second:", [r for r in right if r not in left][:3])
sys.exit(different)
