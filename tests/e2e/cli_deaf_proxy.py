#!/usr/bin/env python3
"""A way to a server that swallows every answer to a command: what goes there goes through, what comes
back is passed on until the client has sent its first command. Argument: the server's port. Prints its
own port."""
import socket
import sys
import threading


def pump_there(client, server, state):
    """The client's messages; the handshake and the hello are the first two writes."""
    writes = 0
    while data := client.recv(65536):
        writes += 1
        if writes > 2:
            state["deaf"] = True
        server.sendall(data)
    server.close()


def pump_back(server, client, state):
    while data := server.recv(65536):
        if not state["deaf"]:
            client.sendall(data)


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    here, _ = listener.accept()
    there = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    shared = {"deaf": False}
    threading.Thread(target=pump_there, args=(here, there, shared), daemon=True).start()
    threading.Thread(target=pump_back, args=(there, here, shared), daemon=True).start()
