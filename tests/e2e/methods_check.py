#!/usr/bin/env python3
"""Method files, as somebody meets them who writes one: bogend check-method and the published schema
say the same of every file. Usage: methods_check.py BOGEND METHODS_FOLDER"""
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BOGEND = sys.argv[1]
METHODS = pathlib.Path(sys.argv[2])
SCHEMA = METHODS / "schema" / "method.schema.json"


def both(text):
    return {"en": text, "de": text}


# Says everything that a file can say.
FULL = {
    "$schema": "schema/method.schema.json",
    "title": both("Future"),
    "purpose": both("For thirty people."),
    "ballot": both("Yes?"),
    "plenary": {"phase": "talk"},
    "towns": {"audience": "members", "phase": "write"},
    "sorts": [{"key": "wish", "title": both("Wish")}],
    "boards": [
        {"key": "ways", "sort": "team", "title": both("Ways"), "audience": "everyone",
         "phase": "show", "places": 12},
        {"key": "circle", "sort": "steering", "title": both("Circle"), "audience": "members",
         "phase": "show"}],
    "topics": [{"key": "roads", "title": both("Roads"), "phase": "talk"}],
    "ballots": [
        {"key": "dots", "title": both("Dots"), "method": "dots", "secrecy": "named", "hidden": True,
         "board": "towns", "phase": "show", "topic": "roads", "stages": ["idea", "profile"],
         "sort": "wish", "roles": ["citizen"], "voters": ["members", "circle"], "points": 5,
         "heap": 1, "places": 3, "quorum": 2, "rule": "towns"},
        {"key": "money", "title": both("Money"), "method": "budget", "board": "circle",
         "picks": 4, "budget": 5000, "budget_rule": "add1", "utility": "count"},
        {"key": "law", "title": both("Law"), "method": "yesno", "secrecy": "confidential",
         "hidden": True, "threshold": "2/3"},
        {"key": "ten", "title": both("Ten"), "method": "choose", "picks": 10},
        {"key": "mood", "title": both("Mood"), "method": "opinion", "secrecy": "plain"}],
    "phases": [
        {"key": "write", "title": both("Write"), "prompt": both("Write.\nBriefly."),
         "help": both("Alone."), "allows": ["ideas"], "minutes": 9, "boards": ["town", "team"],
         "ending": "next", "hold": "alone", "ideas_max": 3, "slow_s": 30, "sort": "wish"},
        {"key": "show", "title": both("Show"), "prompt": both("Read."), "help": both("All."),
         "allows": ["comments", "votes"], "boards": ["town", "team", "steering"],
         "ending": "lock", "reveal": True},
        {"key": "talk", "title": both("Talk"), "prompt": both("Talk."), "help": both("Mixed."),
         "allows": [], "hold": "waiting", "boards": ["plenary", "table"], "tables": "mixed",
         "table_size": 5}],
}

# What a schema cannot say: it sees no references.
BEYOND_SCHEMA = re.compile(
    r"no \w+ has the key|no phase before|is not for boards of sort|no phase is for boards"
    r"|stands here twice|needs \"table\" among|there are no more than \d+ points"
    r"|a share is at most 1|is a member of the plenary")


def places(value, path=()):
    """Every place in a value, from the outside in."""
    yield path
    items = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, path + (key,))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changed(path, change):
    """A copy of FULL in which the place was changed."""
    spoiled = copy.deepcopy(FULL)
    change(at(spoiled, path[:-1]), path[-1])
    return spoiled


def put(new):
    def change(holder, key):
        holder[key] = new
    return change


def remove(holder, key):
    del holder[key]


def variants():
    """FULL with one place removed, replaced, or with something beside it."""
    for path in places(FULL):
        if path:
            name = ".".join(map(str, path))
            yield f"{name} removed", changed(path, remove)
            for new in (None, True, False, 0, 1, -1, 1.5, 10**6, 10**10, "", "nonsense", "a\nb", [],
                        {}, ["ideas"], ["members"], "x" * 1001, "dots", "yesno", "confidential",
                        "plenary", "7/6", "1/2"):
                yield f"{name} = {json.dumps(new)[:20]}", changed(path, put(new))
        if isinstance(at(FULL, path), dict):
            yield f"{path} with something beside", changed(path + ("extra",), put(1))
        elif isinstance(at(FULL, path), list):
            yield f"{path} with its first twice", changed(
                path, lambda holder, key: holder[key].extend(holder[key][:1]))
            yield f"{path} a hundred times", changed(
                path, lambda holder, key: holder[key].extend(holder[key] * 99))


def check(files):
    """bogend's verdicts: file → None or what it says is wrong."""
    verdicts = {}
    for start in range(0, len(files), 200):
        part = [str(file) for file in files[start:start + 200]]
        done = subprocess.run([BOGEND, "check-method", *part], capture_output=True, text=True,
                              check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
        for line in done.stdout.splitlines():
            verdicts[line.split(": fine: ")[0]] = None
        for line in done.stderr.splitlines():
            verdicts[line.split(": ")[0]] = line
        refused = any(verdicts.get(file, "?") for file in part)
        assert done.returncode == (1 if refused else 0), done
    assert set(verdicts) == set(map(str, files)), set(verdicts) ^ set(map(str, files))
    return verdicts


def claim_shipped_files_are_fine(schema):
    files = sorted(METHODS.glob("*.json"))
    assert len(files) >= 12
    for file, wrong in check(files).items():
        assert wrong is None, wrong
    for file in files:
        errors = [error.message for error in schema(json.loads(file.read_text("utf-8")))]
        assert not errors, f"{file}: {errors}"


def claim_each_sort_of_board_begins_where_it_belongs():
    """Moderators add teams, tables and steering groups to any method: where some phases say for whom
    they are, all do, so that nobody begins in a question meant for others."""
    for file in sorted(METHODS.glob("*.json")):
        phases = json.loads(file.read_text("utf-8"))["phases"]
        meant = [set(phase.get("boards", [])) for phase in phases]
        assert all(meant) or not any(meant), (file.name, [p["key"] for p in phases
                                                          if not p.get("boards")])
        for sort in ("plenary", "town", "team", "table", "steering"):
            assert not any(meant) or any(sort in boards for boards in meant), (file.name, sort)


NUMBERS = {"en": dict(enumerate("no one two three four five six seven eight nine ten".split())),
           "de": dict(enumerate("kein eine zwei drei vier fünf sechs sieben acht neun zehn".split()))}


def claim_texts_say_what_people_see():
    """Whoever reads a phase's help finds on the page what it speaks of: opinions where the phase takes
    them, dots and picks in the number that the ballot has."""
    for file in sorted(METHODS.glob("*.json")):
        method = json.loads(file.read_text("utf-8"))
        ballots = method.get("ballots", [])
        assert all(ballot.get("phase") for ballot in ballots), file.name
        for phase in method["phases"]:
            held = [ballot for ballot in ballots if ballot["phase"] == phase["key"]]
            for language, agree in (("en", "“Agree”"), ("de", "„Dafür“")):
                text = f"{phase['prompt'][language]} {phase['help'][language]}"
                where = (file.name, phase["key"], language)
                assert agree not in text or "votes" in phase["allows"], where
                for number in {ballot.get(name) for ballot in held for name in ("points", "heap", "picks")}:
                    assert number is None or NUMBERS[language][number] in text, (*where, number)


def claim_the_readme_tells_the_truth(schema, folder):
    readme = (METHODS / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([a-z-]+)` \| .* \| .* \|$", readme, re.M))
    shipped = {file.stem for file in METHODS.glob("*.json")}
    assert named == shipped, named ^ shipped

    example = folder / "village-evening.json"
    example.write_text(re.search(r"```json\n(.*?)```", readme, re.S).group(1), "utf-8")
    done = subprocess.run([BOGEND, "check-method", example.name], cwd=folder, capture_output=True,
                          text=True, check=False)
    assert done.stdout and done.stdout in readme.replace("       ", ""), done
    assert not list(schema(json.loads(example.read_text("utf-8"))))

    keys = {key for path in places(FULL) for key in path[-1:] if isinstance(key, str)}
    untold = {key for key in keys - {"en", "de"} if f"| `{key}` |" not in readme}
    assert not untold, untold


def claim_usage():
    done = subprocess.run([BOGEND, "check-method"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "FILE" in done.stderr, done
    done = subprocess.run([BOGEND, "check-method", str(METHODS / "open.json")],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done
    assert done.stdout == f"{METHODS / 'open.json'}: fine: 3 phases\n", done


def claim_schema_and_program_agree(schema, folder):
    files, names, documents = [], [], []
    for name, document in [("the full one", FULL), *variants()]:
        file = folder / f"m{len(files)}.json"
        file.write_text(json.dumps(document), "utf-8")
        files.append(file)
        names.append(name)
        documents.append(document)
    verdicts = check(files)
    assert verdicts[str(files[0])] is None, verdicts[str(files[0])]
    counts = {"fine": 0, "wrong": 0, "beyond": 0}
    for file, name, document in zip(files, names, documents):
        wrong = verdicts[str(file)]
        errors = list(schema(document))
        if wrong and not errors and BEYOND_SCHEMA.search(wrong):
            counts["beyond"] += 1
            continue
        assert bool(wrong) == bool(errors), \
            f"{name}: bogend says {wrong!r}, the schema {[error.message for error in errors]}"
        counts["wrong" if wrong else "fine"] += 1
    assert all(counts.values()), counts
    print(f"{len(files)} files: {counts}")


def main():
    claim_usage()
    claim_each_sort_of_board_begins_where_it_belongs()
    claim_texts_say_what_people_see()
    try:
        import jsonschema
    except ImportError:
        claim_shipped_files_are_fine(lambda document: [])
        print("skipped: python3-jsonschema is missing")
        return 1 if os.environ.get("CI") == "true" else 77
    document = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(document)
    schema = jsonschema.Draft7Validator(document).iter_errors
    claim_shipped_files_are_fine(schema)
    with tempfile.TemporaryDirectory() as folder:
        claim_the_readme_tells_the_truth(schema, pathlib.Path(folder))
        claim_schema_and_program_agree(schema, pathlib.Path(folder))
    return 0


sys.exit(main())
