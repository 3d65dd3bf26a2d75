"""Does everything wrong that a client can do to the edge, and sees that each gets its named reason,
and nobody else notices. Usage: edge_attack.py EDGE_ECHO [-k WORD]"""
import os
import random
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import traceback

from edge_wire import *

PROGRAM = sys.argv[1]
MALFORMED, TOO_LARGE, VERSION_UNKNOWN, HELLO_LATE, CODE_UNKNOWN, DRAINING = 1, 2, 3, 4, 5, 7

TESTS = []


def claim(name):
    def register(function):
        TESTS.append((name, function))
        return function
    return register


def same(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


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
    slow_server = Server(PROGRAM, "--rate", "2000", "50")
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


# ---- subscribers ----

@claim("[ROW-6] everyone who watches gets each change, and a slow one the newest state")
def watching(server):
    quick = [Client(server) for _ in range(20)]
    slow = Client(server, receive_buffer=4096)
    author = Client(server)
    for client in quick + [slow]:
        client.greet(watch=True, session=5)
        client.frames(UPDATE)
    author.greet(session=5)
    count = 300
    for number in range(1, count + 1):
        author.send(edit(number, f"{number} " + "ä" * 100))
        if number % 25 == 0:
            while author.frames(DONE)[1] != number:
                pass
    for client in quick + [slow]:
        seq = 0
        while seq < count:
            newest = client.frames(UPDATE)[2]
            assert newest > seq, f"{newest} after {seq}"
            seq = newest


@claim("a client that is gone in the middle of a fan-out disturbs nobody")
def leaving(server):
    watchers = [Client(server) for _ in range(60)]
    author = Client(server)
    for client in watchers:
        client.greet(watch=True, session=6)
        client.frames(UPDATE)
    author.greet(session=6)
    for number in range(1, 31):
        author.send(edit(number))
        watchers[number].sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                         struct.pack("ii", 1, 0))
        watchers[number].close()
    for client in watchers[31:]:
        while client.frames(UPDATE)[2] < 30:
            pass


@claim("[PAGE-1] a read is answered, one at a time")
def reading(server):
    client = Client(server)
    client.greet()
    client.send(b"".join(pack([READ, i, 0]) for i in range(50)))
    same([client.frames(PAGE)[1] for _ in range(50)], list(range(50)))


# ---- files ----

@claim("files have types, tags, packed forms and the page for every page of the client")
def files(server):
    client = Client(server, upgrade=False)
    status, fields, body = client.get("/")
    same((status, body), (200, b"<!doctype html>page"))
    same(fields["content-type"], "text/html; charset=utf-8")
    same(fields["cache-control"], "no-cache")
    same(fields["vary"], "Accept-Encoding")
    for path in ("/j/KBWF-3N7Q", "/hall/KBWF-3N7Q", "/index.html"):
        same(client.get(path)[2], body)
    same(client.get("/?query=1")[2], body)
    same(client.get("/", If_None_Match=fields["etag"])[0], 304)
    same(client.get("/", If_None_Match='"other", W/' + fields["etag"])[0], 304)
    same(client.get("/", If_None_Match='"other"')[0], 200)
    status, packed, body = client.get("/assets/app-1.js", Accept_Encoding="deflate, gzip;q=0.5")
    same((packed["content-encoding"], body), ("gzip", b"packed"))
    assert "immutable" in packed["cache-control"], packed
    same(client.get("/assets/app-1.js", Accept_Encoding="gzip, br")[2], b"packed with br")
    status, plain, body = client.get("/assets/app-1.js", Accept_Encoding="gzip;q=0, br;q=0.0")
    assert "content-encoding" not in plain, plain
    same(len(body), 300000)
    assert plain["etag"] != packed["etag"]
    status, head, body = client.get("/assets/app-1.js", method="HEAD")
    same((status, head["content-length"], body), (200, "300000", b""))
    for path in ("/assets/app-1.js.gz", "/.hidden", "/nothing", "/assets/", "/assets"):
        same(client.get(path)[0], 404)


@claim("no path leads out of the directory")
def traversal(server):
    for path in ("/../secret", "/..%2fsecret", "/%2e%2e/secret", "/assets/../../secret",
                 "//secret", "/./../secret", "/assets/..\\..\\secret", "/%00", "/%", "/%zz"):
        client = Client(server, upgrade=False)
        client.sock.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        data = client.read_head() + client.rest.decode("latin-1")
        assert "do not read" not in data, path
        client.close()


@claim("every answer has the security headers, once, and a host cannot smuggle its own")
def headers(server):
    client = Client(server, upgrade=False)
    for path in ("/", "/nothing", "/healthz", "/assets/app-1.js"):
        status, fields, body = client.get(path)
        assert "frame-ancestors 'none'" in fields["content-security-policy"], fields
        assert "unsafe" not in fields["content-security-policy"]
        same(fields["x-content-type-options"], "nosniff")
        same(fields["referrer-policy"], "no-referrer")
        same(fields["cross-origin-opener-policy"], "same-origin")
        assert "strict-transport-security" not in fields
    fields = client.get("/", Host="evil.example; script-src *")[1]
    assert "script-src *" not in fields["content-security-policy"], fields


@claim("a slow reader of a large file gets all of it")
def slow_download(server):
    client = Client(server, upgrade=False, receive_buffer=4096)
    same(len(client.get("/assets/app-1.js")[2]), 300000)
    same(client.get("/healthz")[2], b"ok\n")


@claim("a reload serves what is there now, and keeps what it has if that is gone")
def reload(server):
    page = os.path.join(server.web, "index.html")
    client = Client(server, upgrade=False)
    with open(page, "w") as file:
        file.write("<!doctype html>page two")
    server.tell("reload")
    while client.get("/")[2] != b"<!doctype html>page two":
        pass
    os.remove(page)
    server.tell("reload")
    while not any("stays as it was" in line for line in server.errors):
        client.get("/healthz")
    same(client.get("/")[2], b"<!doctype html>page two")
    with open(page, "w") as file:
        file.write("<!doctype html>page")
    server.tell("reload")
    while client.get("/")[2] != b"<!doctype html>page":
        pass


# ---- beginning and end ----

@claim("what cannot be had at start is named with its reason")
def start_failures(server):
    for arguments, words in ((["--web", "/nonexistent/web"], ["/nonexistent/web", "No such file"]),
                             (["--tls", "/nonexistent/c", "/nonexistent/k"],
                              ["/nonexistent/c", "No such file"]),
                             (["--tls", __file__, __file__], [__file__])):
        wrong = Server(PROGRAM, *arguments)
        same(wrong.stop(), 2)
        text = "".join(wrong.errors)
        assert all(word in text for word in words), text


@claim("[TIME-2] a drain tells everyone when to come back, answers what is under way, and ends")
def drain(server):
    ending_server = Server(PROGRAM)
    watcher, holder, silent = (Client(ending_server) for _ in range(3))
    watcher.greet(watch=True)
    holder.greet()
    holder.send(hold(1))
    stranger = Client(ending_server, upgrade=False)
    stranger.sock.sendall(b"GET / HT")
    ending_server.tell("figures")
    ending_server.process.stdout.readline()
    ending_server.process.stdin.close()
    same(watcher.ending(), (DRAINING, 1001))
    same(watcher.said[3], 1500)
    same(silent.ending(), (DRAINING, 1001))
    holder.ending()
    same(ending_server.stop(), 0)


@claim("10,000 connections that come and go leave no memory behind")
def churn(server):
    churned = Server(PROGRAM)

    def round_of(count):
        for _ in range(count // 50):
            clients = [Client(churned) for _ in range(50)]
            for i, client in enumerate(clients):
                client.greet(watch=i % 2 == 0, session=9)
                if i % 5 == 0:
                    client.send(edit(1))
            for client in clients:
                client.close()
        while churned.figures()["connections"]:
            pass
        return churned.figures()["heap"]
    before = round_of(2000)
    grown = round_of(8000) - before
    assert grown < 64 << 10, f"{grown} bytes more"
    same(churned.stop(), 0)


@claim("two edges share one port")
def two_edges(server):
    pair = Server(PROGRAM, "--edges", "2")
    watchers = [Client(pair) for _ in range(40)]
    for client in watchers:
        client.greet(watch=True, session=3)
        client.frames(UPDATE)
    watchers[0].send(edit(1))
    for client in watchers:
        same(client.frames(UPDATE)[2], 1)
    same(pair.stop(), 0)


@claim("all of it works through TLS: HTTP, WebSocket, fan-outs, a new certificate while it runs")
def through_tls(server):
    if not shutil.which("openssl"):
        print("skipped: no openssl to make a certificate with")
        assert os.environ.get("CI") != "true"
        return
    with tempfile.TemporaryDirectory() as directory:
        cert, key = os.path.join(directory, "cert"), os.path.join(directory, "key")

        def make(name):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                            "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert,
                            "-days", "2", "-subj", "/CN=" + name], check=True, capture_output=True)
        make("first")
        secure = Server(PROGRAM, "--tls", cert, key, "--web", server.web)
        client = Client(secure, upgrade=False)
        status, fields, body = client.get("/assets/app-1.js")
        same((status, len(body)), (200, 300000))
        assert "strict-transport-security" in fields
        assert "wss://" in fields["content-security-policy"]
        watchers = [Client(secure) for _ in range(20)]
        slow = Client(secure, receive_buffer=4096)
        for watcher in watchers + [slow]:
            watcher.greet(watch=True, session=4)
            watcher.frames(UPDATE)
        for number in range(1, 101):
            watchers[0].send(edit(number, "t" * 120))
        for watcher in watchers + [slow]:
            while watcher.frames(UPDATE)[2] < 100:
                pass
        with open(cert, "w") as file:
            file.write("no certificate")
        secure.tell("reload")
        while not any("stays as it was" in line for line in secure.errors):
            client.get("/healthz")
        make("second")
        secure.tell("reload")

        def subject():
            raw = socket.create_connection(("127.0.0.1", secure.port))
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            with context.wrap_socket(raw) as wrapped:
                return b"second" in wrapped.getpeercert(binary_form=True)
        while not subject():
            pass
        Client(secure).send(b"")
        plain = socket.create_connection(("127.0.0.1", secure.port))
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        plain.close()
        same(secure.stop(), 0)


def main():
    word = sys.argv[sys.argv.index("-k") + 1] if "-k" in sys.argv else ""
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        web = os.path.join(directory, "web")
        os.makedirs(os.path.join(web, "assets"))
        for path, text in (("web/index.html", "<!doctype html>page"), ("secret", "do not read"),
                           ("web/.hidden", "do not read"), ("web/assets/app-1.js", "x" * 300000),
                           ("web/assets/app-1.js.gz", "packed"),
                           ("web/assets/app-1.js.br", "packed with br")):
            with open(os.path.join(directory, path), "w") as file:
                file.write(text)
        server = Server(PROGRAM, "--web", web, "--public-url", "https://bogen.example.org/x")
        server.web = web
        for name, test in TESTS:
            if word not in name and word != test.__name__:
                continue
            try:
                test(server)
                alive = Client(server)
                alive.greet()
                alive.close()
                print(f"ok      {name}", flush=True)
            except Exception:
                failed += 1
                print(f"failed  {name}\n{traceback.format_exc()}", flush=True)
                if server.process.poll() is not None:
                    print("the server is gone:\n" + "".join(server.errors))
                    break
        code = server.stop()
        unexpected = [line for line in server.errors
                      if "libwebsockets:" not in line and "stays as it was" not in line]
        if code or unexpected:
            failed += 1
            print(f"failed  the server ended with {code}\n" + "".join(unexpected))
    sys.exit(1 if failed else 0)


main()
