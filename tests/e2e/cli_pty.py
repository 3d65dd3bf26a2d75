#!/usr/bin/env python3
"""Runs a command in a terminal and prints all that appears there, at once. Arguments: the terminal's columns, then
the command. Each line of standard input is typed as soon as a question ("...? ") stands there; the word
INTERRUPT presses Ctrl-C. Ends as the command ends."""
import fcntl
import os
import pty
import struct
import sys
import termios

answers = sys.stdin.read().splitlines()
process, terminal = pty.fork()
if process == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
seen = held = b""
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:  # the other side is closed
        break
    if not data:
        break
    seen += data
    shown = held + data
    held = b"\r" if shown.endswith(b"\r") else b""  # half of a line's end, perhaps
    sys.stdout.buffer.write(shown[: len(shown) - len(held)].replace(b"\r\n", b"\n"))
    sys.stdout.buffer.flush()
    if seen.endswith(b"? ") and answers:
        answer = answers.pop(0)
        os.write(terminal, b"\x03" if answer == "INTERRUPT" else answer.encode() + b"\n")
sys.stdout.buffer.write(held)
status = os.waitpid(process, 0)[1]
sys.exit(os.waitstatus_to_exitcode(status))
