#!/usr/bin/env python3
"""Writes the corpora of this folder from protocol/vectors: a file for each small vector."""
import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parent.parent / "protocol" / "vectors"
BYTES_MAX = 400


def write(target, name, data):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^\[[A-Z]+-\d+\] ", "", name).lower()).strip("-")
    if len(data) <= BYTES_MAX:
        (folder / f"{slug[:60]}.bin").write_bytes(data)


def vectors(file):
    return json.loads((VECTORS / file).read_text(encoding="utf-8"))


def main():
    for target in ("codec", "text", "link"):
        shutil.rmtree(HERE / "corpus" / target, ignore_errors=True)
    for file in ("frames", "commands", "rows", "compatibility", "malformed"):
        for vector in vectors(f"{file}.json"):
            write("codec", vector["name"], bytes.fromhex(vector["hex"]))
    for vector in vectors("text.json"):
        write("text", vector["name"], vector["text"].encode())
    for vector in vectors("links.json"):
        write("link", vector["name"], vector["text"].encode())
    for vector in vectors("codes.json"):
        write("link", vector["name"], vector["typed"].encode())


if __name__ == "__main__":
    main()
