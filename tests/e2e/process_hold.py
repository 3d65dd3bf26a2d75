#!/usr/bin/env python3
"""A way to a server for somebody whose finger is on the button: the handshake and the hello go through,
and what comes back; the first command is kept until a line on standard input lets it go. Argument: the
server's port. Prints its own port, then `held` when the command has come."""
import socket
import sys
import threading


def pump_back(server, client):
    while data := server.recv(65536):
        client.sendall(data)
    client.close()


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
here, _ = listener.accept()
there = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
threading.Thread(target=pump_back, args=(there, here), daemon=True).start()
writes = 0
while data := here.recv(65536):
    writes += 1
    if writes == 3:
        print("held", flush=True)
        sys.stdin.readline()
    there.sendall(data)
there.close()
