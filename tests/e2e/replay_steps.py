"""What the replay tests share: a server of their own, and runs of bogen-swarm, bogen and bogend."""
import json
import os
import re
import signal
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
CHECK_MATRIX = os.path.join(PROJECT, "bench", "check_matrix.py")


class Broken(Exception):
    """A claim of a test does not hold."""


def claim(holds, what):
    if not holds:
        raise Broken(what)


class Programs:
    """Where the programs under test stand, and a folder for all that they write."""

    def __init__(self, bogend, bogen, swarm, folder):
        self.bogend, self.bogen, self.swarm, self.folder = bogend, bogen, swarm, folder
        self.data = os.path.join(folder, "data")
        self.environment = dict(os.environ, XDG_CONFIG_HOME=os.path.join(folder, "config"),
                                NO_COLOR="1")

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, code=0):
        """Runs to the end and returns standard output; `code` is how it must end."""
        done = subprocess.run(arguments, env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                              timeout=300, check=False)
        claim(done.returncode == code,
              f"{' '.join(arguments)} ended with {done.returncode}, not {code}:\n"
              f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout


class Server:
    """A bogend on a port of its own."""

    def __init__(self, programs):
        self.programs = programs
        self.process = None
        self.url = None

    def start(self):
        self.process = subprocess.Popen(
            [self.programs.bogend, "--listen", "127.0.0.1:0", "--data", self.programs.data],
            env=self.programs.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            print(line, end="")
            found = re.search(r"listening on (http://\S+)", line)
            if found:
                self.url = found.group(1)
                break
        claim(self.url, "the server says where it listens")
        # Whatever else it says must be read, or it would wait for us.
        threading.Thread(target=self._print_rest, args=(self.process.stderr,), daemon=True).start()

    @staticmethod
    def _print_rest(stream):
        for line in stream:
            print(line, end="")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = self.url = None

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        claim(self.process.wait(timeout=30) == 0, "SIGTERM ends the server with 0")
        self.process = self.url = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.kill()
            self.process.wait()


class Replay:
    """Runs of `bogen-swarm replay` of one data set against one server, all with the same map."""

    def __init__(self, programs, source, *more):
        self.programs, self.source, self.more = programs, source, more
        self.map = programs.path("map.json")
        self.acks = programs.path("acks")
        self.profile = "replay"

    def arguments(self, server, *more):
        return [self.programs.swarm, "replay", "--server", server.url,
                "--host-link", os.path.join(self.programs.data, "host-link"),
                "--ideas", os.path.join(self.source, "comments.csv"),
                "--votes", os.path.join(self.source, "votes.csv"),
                "--map", self.map, "--acks", self.acks, "--profile", self.profile, "--json",
                *self.more, *more]

    def run(self, server):
        report = json.loads(self.programs.run(*self.arguments(server)))
        print(json.dumps(report))
        claim(report["replicas_equal"] is True, "all replicas are equal at the end")
        return report

    def run_until(self, server, line, then):
        """Runs until it says `line`, does `then`, and returns how the run ended."""
        process = subprocess.Popen(self.arguments(server, "--progress"),
                                   env=self.programs.environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        reached = False
        for said in process.stderr:
            if said.strip() == line:
                reached = True
                then()
                break
        rest = process.stderr.read()
        code = process.wait(timeout=120)
        claim(reached, f"the replay says '{line}'")
        print(rest[-400:], end="")
        return code

    def acknowledged(self):
        """(index, voter, comment, choice) of all votes that a run was told are durable."""
        with open(self.acks, encoding="ascii") as file:
            return sorted({tuple(map(int, line.split())) for line in file if line.endswith("\n")})

    def export(self, server):
        path = self.programs.path("export.json")
        text = self.programs.run(self.programs.bogen, "--profile", self.profile, "--server",
                                 server.url, "export", "--format", "json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path, json.loads(text)

    def check(self, export_path, *expected):
        print(self.programs.run(sys.executable, CHECK_MATRIX, export_path, self.map, *expected),
              end="")

    def known(self):
        with open(self.map, encoding="utf-8") as file:
            return json.load(file)


def verify(programs):
    """`bogend verify` of the stopped server's data; returns how many parts the history has."""
    said = programs.run(programs.bogend, "verify", "--data", programs.data)
    print(said, end="")
    found = re.search(r"(\d+) parts", said)
    claim(found, "verify says how many parts the history has")
    return int(found.group(1))
