"""Does everything wrong that a WebSocket client can do to the edge, and sees that each gets its named
reason, and nobody else notices. Usage: edge_attack.py EDGE_ECHO [-k WORD]"""
import random
import socket
import struct

from edge_claims import PROGRAM, claim, run_all, same
from edge_wire import (BINARY, COMMAND, CONTINUATION, DONE, PING, PING_FRAME, PONG, PONG_FRAME,
                       REFUSED, TEXT, Client, Server, edit, frame, hello, hold, pack, ping, release)

MALFORMED, TOO_LARGE, VERSION_UNKNOWN, HELLO_LATE, CODE_UNKNOWN = 1, 2, 3, 4, 5


def bad_upgrade(server, wanted, **headers):
    client = Client(server, upgrade=False)
    head = client.upgrade(**headers)
    status = int(head.split()[1]) if head.startswith("HTTP/1.1 ") else None
    same(status, wanted)
    client.close()


# ---- who may open a WebSocket ----

@claim("an upgrade that is not WebSocket 13 with the subprotocol bogen.v1 on /live is refused")
def upgrades(server):
    bad_upgrade(server, 426, Sec_WebSocket_Version="7")
    bad_upgrade(server, 426, Sec_WebSocket_Version="13x")
    bad_upgrade(server, 426, drop=["Sec-WebSocket-Version"])
    bad_upgrade(server, 400, drop=["Sec-WebSocket-Protocol"])
    bad_upgrade(server, 400, Sec_WebSocket_Protocol="http")
    bad_upgrade(server, 400, Sec_WebSocket_Protocol="bogen.v10")
    bad_upgrade(server, 400, Sec_WebSocket_Protocol="x" * 300)
    bad_upgrade(server, 400, drop=["Sec-WebSocket-Key"])
    bad_upgrade(server, 404, path="/")
    bad_upgrade(server, 404, path="/live2")
    bad_upgrade(server, 405, method="POST")


@claim("an upgrade to anything but a WebSocket is hung up on")
def other_upgrades(server):
    for word in ("h2c", "websocket2", "foo", "websocket, h2c", "w" * 100):
        client = Client(server, upgrade=False)
        head = client.upgrade(Upgrade=word, HTTP2_Settings="AAMAAABkAAQCAAAAAAIAAAAA")
        assert "101" not in head.split("\r\n")[0], head
        client.close()


@claim("a page of another server may not connect; this server's own and programs may")
def origins(server):
    host = f"127.0.0.1:{server.port}"
    for origin in ("https://evil.example", "null", f"https://{host}.evil.example", f"ftp://{host}",
                   "http://bogen.example.org", f"http://{host}@evil.example"):
        bad_upgrade(server, 403, Origin=origin)
    for origin in (f"http://{host}", f"https://{host}", "https://bogen.example.org"):
        bad_upgrade(server, 101, Origin=origin)
    bad_upgrade(server, 101)


@claim("a client that lists the library's own protocol name first does not get it")
def wrong_protocol_first(server):
    client = Client(server, upgrade=False)
    head = client.upgrade(Sec_WebSocket_Protocol="http, bogen.v1")
    assert not head.startswith("HTTP/1.1 101") or "bogen.v1" in head, head


@claim("CONNECT and other methods change nothing")
def methods(server):
    for method in ("CONNECT", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        client = Client(server, upgrade=False)
        client.sock.sendall(f"{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode())
        head = client.read_head()
        assert not head or head.split()[1] in ("403", "404", "405", "501"), head
        client.close()


# ---- messages ----

def ending(server, *sends, greet=True, **options):
    client = Client(server, **options)
    if greet:
        client.greet()
    for data in sends:
        try:
            client.sock.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            break
    return client.ending()


@claim("[HELLO-1] a first frame that is no hello closes with malformed")
def no_hello(server):
    same(ending(server, frame(BINARY, ping()), greet=False), (MALFORMED, 1002))
    same(ending(server, frame(BINARY, edit(1)), greet=False), (MALFORMED, 1002))
    same(ending(server, frame(BINARY, pack([99, 1])), greet=False), (MALFORMED, 1002))


@claim("[HELLO-1] a hello of another version closes with version_unknown, in the hello's language")
def other_version(server):
    client = Client(server)
    client.send(hello(version=2, language=2))
    same(client.ending(), (VERSION_UNKNOWN, 1008))
    assert "aktualisieren" in client.said[2], client.said


@claim("a second hello closes with malformed")
def second_hello(server):
    same(ending(server, frame(BINARY, hello())), (MALFORMED, 1002))


@claim("[HELLO-2] the core's refusal of a hello reaches the client before the close")
def refused_hello(server):
    client = Client(server)
    client.send(hello(code="00000000"))
    same(client.ending(), (CODE_UNKNOWN, 1008))


@claim("[WIRE-2] a text message closes with malformed and 1003")
def text_message(server):
    same(ending(server, frame(TEXT, b"hello")), (MALFORMED, 1003))


@claim("[WIRE-2] what is not well-formed MessagePack closes with malformed")
def malformed(server):
    bad = [b"", b"\xc1", b"\x91", b"\x92\x03", b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff",
           b"\x92\x03\xcc\x05", b"\x92\x03\xff", b"\x92\x03\xcb" + b"\0" * 8, b"\x05",
           ping() + b"\x92", b"\x92\x03\xa2\xc3\x28", b"\x96" * 10 + b"\x03",
           b"\xdc\xff\xff" + b"\xc0" * 100, b"\x90", b"\x91\xa1x", pack([17, 1, 1, 0]),
           b"\xc6\xff\xff\xff\xff"]
    for data in bad:
        code, close = ending(server, frame(BINARY, data))
        assert (code, close) == (MALFORMED, 1002), (data, code, close)


@claim("[WIRE-2] 65,536 bytes are a message, one more is too large and closes with 1009")
def message_size(server):
    client = Client(server)
    client.greet()
    filler = 65536 - 6
    most = b"\x93\x03\x05\xc5" + struct.pack(">H", filler) + b"\0" * filler
    same(len(most), 65536)
    client.send(most)
    same(client.frames(PONG_FRAME)[1], 5)
    same(ending(server, frame(BINARY, most + b"\x90")), (TOO_LARGE, 1009))


@claim("[WIRE-2] a frame that only announces 2^62 bytes is refused before they come")
def announced_size(server):
    for length in (65537, 1 << 31, 1 << 32, 1 << 62):
        same(ending(server, frame(BINARY, b"\0" * 600, length=length)), (TOO_LARGE, 1009))


@claim("[WIRE-2] 16 fragments are a message, the 17th closes with 1009, however empty")
def fragments(server):
    client = Client(server)
    client.greet()
    data = ping(77)
    parts = [frame(BINARY, data[:1], final=False)]
    parts += [frame(CONTINUATION, data[1:2] if i == 0 else b"", final=False) for i in range(14)]
    parts.append(frame(CONTINUATION, data[2:]))
    for part in parts:
        client.sock.sendall(part)
    same(client.frames(PONG_FRAME)[1], 77)
    endless = [frame(BINARY, b"\x92", final=False)] + [frame(CONTINUATION, b"", final=False)] * 16
    same(ending(server, *endless), (TOO_LARGE, 1009))


@claim("a ping between two fragments is answered and disturbs nothing")
def ping_between_fragments(server):
    client = Client(server)
    client.greet()
    data = ping(78)
    client.sock.sendall(frame(BINARY, data[:2], final=False) + frame(PING, b"there?"))
    same(client.read_frame(), (PONG, b"there?"))
    client.sock.sendall(frame(CONTINUATION, data[2:]))
    same(client.frames(PONG_FRAME)[1], 78)


@claim("frames that break RFC 6455 end the connection")
def broken_frames(server):
    for bad in (frame(3, b"x"), frame(BINARY, b"x", rsv=0x40), frame(CONTINUATION, b"x"),
                frame(PING, b"x" * 126), frame(PING, b"x", final=False), frame(11, b"")):
        client = Client(server)
        client.greet()
        client.sock.sendall(bad)
        client.ending()
    client = Client(server)
    client.greet()
    client.sock.sendall(frame(BINARY, b"x", final=False) + frame(BINARY, b"y"))
    client.ending()


@claim("many frames in one message, and one message in many pieces of TCP, are taken alike")
def framing(server):
    client = Client(server)
    client.greet()
    data = frame(BINARY, b"".join(ping(i) for i in range(200)))
    for i in range(0, len(data), 7):
        client.sock.sendall(data[i:i + 7])
    same([client.frames(PONG_FRAME)[1] for _ in range(200)], list(range(200)))


@claim("[WIRE-3] unknown frames and surplus fields are skipped")
def newer_client(server):
    client = Client(server)
    client.greet()
    client.send(pack([99, [1, 2], b"x"]) + pack([PING_FRAME, 9, "more", [1]]))
    same(client.frames(PONG_FRAME)[1], 9)


@claim("wrong arguments are the core's to refuse, in their turn")
def wrong_arguments(server):
    client = Client(server)
    client.greet()
    client.send(pack([COMMAND, 1, 2, [7]]) + pack([COMMAND, 2, 2, ["fine"]]) +
                pack([COMMAND, 3, 2]) + pack([COMMAND, 4]) + pack([COMMAND, 5, 250, []]))
    same([client.message()[0][0:2] for _ in range(5)],
         [[REFUSED, 1], [DONE, 2], [REFUSED, 3], [REFUSED, 4], [REFUSED, 5]])


@claim("random bytes, inside frames and instead of them, never stop the server")
def noise(server):
    random.seed(7)
    for i in range(150):
        data = random.randbytes(random.randrange(1, 400))
        client = Client(server, upgrade=i % 3 != 0)
        try:
            if i % 3 == 2:
                client.greet()
            client.sock.sendall(frame(BINARY, data) if i % 2 else data)
            client.sock.shutdown(socket.SHUT_WR)
            if i % 3:
                client.ending()
            else:
                client.read_head()
        except (ConnectionResetError, BrokenPipeError):
            pass
        client.close()


# ---- too much ----

@claim("[CMD-1] with 32 commands unanswered a connection is not listened to until answers go out")
def unanswered(server):
    greedy, other = Client(server), Client(server)
    greedy.greet()
    other.greet()
    greedy.send(b"".join(hold(i) for i in range(1, 41)) + ping(1))
    greedy.send(ping(2))
    other.send(release(1))
    other.frames(DONE)
    first = [greedy.frames(DONE)[1] for _ in range(32)]
    same(first, list(range(1, 33)))
    other.send(release(2))
    other.frames(DONE)
    # The eight that were waiting were held again, unless the release overtook them.
    got, pongs = [], []
    number = 3
    while len(got) < 8 or len(pongs) < 2:
        for item in greedy.message():
            (got if item[0] == DONE else pongs).append(item[1])
        if len(got) < 8:
            other.send(release(number))
            other.frames(DONE)
            number += 1
    same(got, list(range(33, 41)))
    same(pongs, [1, 2])


@claim("who speaks too fast is slowed down, not refused, and nobody else is")
def rate(server):
    slow_server = Server(PROGRAM, "--rate", "2000", "400")
    fast, calm = Client(slow_server), Client(slow_server)
    fast.greet()
    calm.greet()
    fast.send(b"".join(ping(i) for i in range(1000)))
    calm.send(ping(4))
    same(calm.frames(PONG_FRAME)[1], 4)
    same([fast.frames(PONG_FRAME)[1] for _ in range(1000)], list(range(1000)))
    same(slow_server.stop(), 0)


@claim("a client that never reads its pongs is not listened to for ever, and costs no memory")
def unread(server):
    fast = Server(PROGRAM, "--rate", "1000000", "1000000")
    client = Client(fast, receive_buffer=4096, timeout=2)
    client.greet()
    message = frame(BINARY, b"".join(ping(1 << 40) for i in range(5000)))
    try:
        for _ in range(1000):
            client.sock.sendall(message)
        raise AssertionError("the server listened to 55 MB from one who does not read")
    except socket.timeout:
        pass
    assert fast.figures()["heap"] < 4 << 20, fast.figures()
    client.close()
    same(fast.stop(), 0)


@claim("[HELLO-1] who says nothing for 5 seconds is told hello_late")
def late(server):
    client = Client(server)
    same(client.ending(), (HELLO_LATE, 1008))


@claim("an address that has its connections is turned away until one is closed")
def limits(server):
    small = Server(PROGRAM, "--connections", "3")
    clients = [Client(small) for _ in range(3)]
    refused = Client(small, upgrade=False)
    assert refused.read_head().startswith("HTTP/1.1 503"), "the fourth got in"
    clients[0].close()
    for _ in range(100):
        again = Client(small, upgrade=False)
        try:
            if again.upgrade().startswith("HTTP/1.1 101"):
                break
        except ConnectionResetError:
            pass
    else:
        raise AssertionError("the place did not become free")
    same(small.stop(), 0)


run_all()
