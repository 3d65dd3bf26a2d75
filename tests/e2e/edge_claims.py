"""Runs the claims of an edge test: each gets the common server, and leaves it alive. Usage of what
calls it: PROGRAM EDGE_ECHO [-k WORD]"""
import os
import sys
import tempfile
import traceback

from edge_wire import Client, Server

PROGRAM = sys.argv[1]
TESTS = []


def claim(name):
    def register(function):
        TESTS.append((name, function))
        return function
    return register


def same(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def make_site(directory):
    web = os.path.join(directory, "web")
    os.makedirs(os.path.join(web, "assets"))
    for path, text in (("web/index.html", "<!doctype html>page"), ("secret", "do not read"),
                       ("web/.hidden", "do not read"), ("web/assets/app-1.js", "x" * 300000),
                       ("web/assets/app-1.js.gz", "packed"),
                       ("web/assets/app-1.js.br", "packed with br")):
        with open(os.path.join(directory, path), "w", encoding="utf-8") as file:
            file.write(text)
    return web


def run_one(server, name, test):
    try:
        test(server)
        alive = Client(server)
        alive.greet()
        alive.close()
        print(f"ok      {name}", flush=True)
        return True
    except Exception:
        print(f"failed  {name}\n{traceback.format_exc()}", flush=True)
        return False


def run_all():
    word = sys.argv[sys.argv.index("-k") + 1] if "-k" in sys.argv else ""
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        web = make_site(directory)
        server = Server(PROGRAM, "--web", web, "--public-url", "https://bogen.example.org/x")
        server.web = web
        for name, test in TESTS:
            if word in name or word == test.__name__:
                failed += not run_one(server, name, test)
            if server.process.poll() is not None:
                break
        code = server.stop()
        unexpected = [line for line in server.errors
                      if "libwebsockets:" not in line and "stays as it was" not in line]
        if code or unexpected:
            failed += 1
            print(f"failed  the server ended with {code}\n" + "".join(unexpected))
    sys.exit(1 if failed else 0)
