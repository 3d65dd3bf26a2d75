#!/usr/bin/env python3
"""Follows a session until a row is as a Python expression says, which knows `kind`, `key` and `row`;
what is there already counts. Arguments: the expression, then the command that follows. Prints
`following` when the first row has come, at last the row; ends with 1 if no such row came in 30 s."""
import json
import signal
import subprocess
import sys


def too_late(_signal, _frame):
    raise TimeoutError


expression = compile(sys.argv[1], "expression", "eval")
signal.signal(signal.SIGALRM, too_late)
signal.alarm(30)
follower = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
try:
    for count, line in enumerate(follower.stdout):
        change = json.loads(line)
        if count == 0:
            print("following", flush=True)
        if eval(expression, change):  # the tests' own expressions
            print(json.dumps(change["row"], ensure_ascii=False))
            sys.exit(0)
    sys.exit("the session could not be followed")
except TimeoutError:
    sys.exit(f"in 30 s nothing was as waited for: {sys.argv[1]}")
finally:
    follower.kill()
    follower.wait()
