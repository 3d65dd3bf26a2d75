"""What the edge does for clients that behave: subscribers, files, TLS, its beginning and its end, and
that it leaves nothing behind. Usage: edge_serve.py EDGE_ECHO [-k WORD]"""
import os
import shutil
import socket
import ssl
import struct
import subprocess
import tempfile

from edge_claims import PROGRAM, claim, run_all, same
from edge_wire import DONE, PAGE, READ, ROW, UPDATE, Client, Server, edit, hold, pack

DRAINING = 7


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


def follow_closely(server, count):
    watchers = [Client(server) for _ in range(count)]
    author = Client(server)
    for client in watchers:
        client.greet(watch=True, session=11)
        client.frames(UPDATE)
    author.greet(session=11)
    for number in range(1, 31):
        author.send(b"".join(edit(number * 10 + i, f"{number} " + "ä" * 100) for i in range(10)))
    for client in watchers:
        seq = 0
        while seq < 300:
            kinds = {item[0]: item for item in client.message()}
            newest = kinds[UPDATE][2]
            assert newest > seq, f"{newest} after {seq}"
            assert kinds[ROW][2] == newest and kinds[ROW][4][0].startswith(f"{(newest + 9) // 10} ")
            seq = newest
    for client in watchers:
        client.close()


@claim("[ROW-6] changes that follow each other closely reach 600 watchers in order")
def closely(server):
    follow_closely(server, 600)


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


@claim("at the limit of descriptors it turns people away, keeps some in reserve, and does not spin")
def descriptors(server):
    few = Server(PROGRAM, descriptors=100)
    clients, turned_away = [], 0
    for _ in range(90):
        client = Client(few, upgrade=False)
        try:
            if client.upgrade().startswith("HTTP/1.1 101"):
                clients.append(client)
            else:
                turned_away += 1
        except ConnectionResetError:
            turned_away += 1
    assert turned_away >= 32 and len(clients) >= 40, (turned_away, len(clients))
    for client in clients:
        client.greet()
    assert len(os.listdir(f"/proc/{few.process.pid}/fd")) <= 100 - 32 + 1
    for client in clients:
        client.close()
    while few.figures()["connections"]:
        pass
    Client(few).greet()
    same(few.stop(), 0)


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
        follow_closely(secure, 300)
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


run_all()
