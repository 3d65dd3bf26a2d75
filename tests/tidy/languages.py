#!/usr/bin/env python3
"""Every sentence that people are told is there in German and in English, with the same gaps."""
import json
import pathlib
import re
import sys

wrong = []


def check_pair(place, english, german):
    for name, text in (("English", english), ("German", german)):
        if not text.strip():
            wrong.append(f"{place}: the {name} text is empty")
    if sorted(re.findall(r"\{[a-z_]*\}", english)) != sorted(re.findall(r"\{[a-z_]*\}", german)):
        wrong.append(f"{place}: the gaps differ")


def check_errors():
    text = pathlib.Path("protocol/errors.def").read_text(encoding="utf-8")
    row = re.compile(r'^ERROR\((\w+),\s*(\d+),\s*(\d+),\s*"([^"]*)",\s*"([^"]*)"\)$', re.M)
    rows = row.findall(text)
    if len(rows) != len(re.findall(r"^ERROR\(", text, re.M)) or not rows:
        wrong.append("errors.def: a row is not of the form ERROR(code, number, exit, english, german)")
    for column, name in ((0, "code"), (1, "number")):
        values = [row[column] for row in rows]
        wrong.extend(f"errors.def: the {name} {value} stands twice"
                     for value in sorted(set(values)) if values.count(value) > 1)
    for code, _, _, english, german in rows:
        check_pair(f"errors.def: {code}", english, german)
        for text in (english, german):
            if not text.endswith((".", "!", "?")):
                wrong.append(f"errors.def: {code}: \"{text}\" is no sentence")


def keys(value, path=""):
    if not isinstance(value, dict):
        return {path: value}
    found = {}
    for key, inner in value.items():
        found.update(keys(inner, f"{path}.{key}" if path else key))
    return found


def check_texts(folder):
    english_file, german_file = folder / "en.json", folder / "de.json"
    if not english_file.exists() and not german_file.exists():
        return
    english = keys(json.loads(english_file.read_text(encoding="utf-8")))
    german = keys(json.loads(german_file.read_text(encoding="utf-8")))
    wrong.extend(f"{english_file}: {key} is missing" for key in sorted(german.keys() - english.keys()))
    wrong.extend(f"{german_file}: {key} is missing" for key in sorted(english.keys() - german.keys()))
    for key in sorted(english.keys() & german.keys()):
        check_pair(f"{folder}: {key}", str(english[key]), str(german[key]))


check_errors()
check_texts(pathlib.Path("client-web/texts"))
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
