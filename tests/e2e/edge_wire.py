"""What the edge's tests need of WebSocket and MessagePack, on plain sockets, so that they can do
everything wrong on purpose."""
import os
import socket
import ssl
import struct
import subprocess
import threading

BINARY, TEXT, CONTINUATION, CLOSE, PING, PONG = 2, 1, 0, 8, 9, 10
HELLO, COMMAND, PING_FRAME, READ = 1, 2, 3, 4
WELCOME, DONE, REFUSED, ROW, UPDATE, PONG_FRAME, PAGE, CLOSING = 16, 17, 18, 19, 20, 21, 22, 23


def pack(value):
    if value is None:
        return b"\xc0"
    if value is True or value is False:
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        if value < 128:
            return bytes([value])
        for code, form, most in ((0xCC, ">B", 1 << 8), (0xCD, ">H", 1 << 16), (0xCE, ">I", 1 << 32)):
            if value < most:
                return bytes([code]) + struct.pack(form, value)
        return b"\xcf" + struct.pack(">Q", value)
    if isinstance(value, str):
        data = value.encode()
        if len(data) < 32:
            return bytes([0xA0 | len(data)]) + data
        if len(data) < 256:
            return bytes([0xD9, len(data)]) + data
        return b"\xda" + struct.pack(">H", len(data)) + data
    if isinstance(value, bytes):
        if len(value) < 256:
            return bytes([0xC4, len(value)]) + value
        return b"\xc5" + struct.pack(">H", len(value)) + value
    head = bytes([0x90 | len(value)]) if len(value) < 16 else b"\xdc" + struct.pack(">H", len(value))
    return head + b"".join(pack(item) for item in value)


def unpack(data, at=0):
    code = data[at]
    at += 1
    if code < 0x80:
        return code, at
    if code in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[code], at
    if 0xCC <= code <= 0xCF:
        size = 1 << (code - 0xCC)
        return int.from_bytes(data[at:at + size], "big"), at + size
    if 0xA0 <= code < 0xC0 or code in (0xD9, 0xDA):
        extra = {0xD9: 1, 0xDA: 2}.get(code, 0)
        size = int.from_bytes(data[at:at + extra], "big") if extra else code & 31
        at += extra
        return data[at:at + size].decode(), at + size
    if code in (0xC4, 0xC5):
        extra = code - 0xC3
        size = int.from_bytes(data[at:at + extra], "big")
        at += extra
        return data[at:at + size], at + size
    if 0x90 <= code < 0xA0 or code == 0xDC:
        count = code & 15
        if code == 0xDC:
            count, at = int.from_bytes(data[at:at + 2], "big"), at + 2
        items = []
        for _ in range(count):
            item, at = unpack(data, at)
            items.append(item)
        return items, at
    raise ValueError(f"unexpected MessagePack 0x{code:02x}")


def unpack_all(data):
    frames, at = [], 0
    while at < len(data):
        frame, at = unpack(data, at)
        frames.append(frame)
    return frames


def hello(watch=False, session=1, version=1, code="", language=1):
    return pack([HELLO, version, code, session, b"\0" * 16, b"", language, 7, watch, "attack"])


def edit(number, title="title"):
    return pack([COMMAND, number, 2, [title]])


def hold(number, title="topic"):
    return pack([COMMAND, number, 10, [title]])


def release(number):
    return pack([COMMAND, number, 15, [1]])


def ping(ms=5):
    return pack([PING_FRAME, ms])


def frame(opcode, payload, final=True, masked=True, length=None, rsv=0):
    size = len(payload) if length is None else length
    head = bytes([(0x80 if final else 0) | rsv | opcode])
    bit = 0x80 if masked else 0
    if size < 126:
        head += bytes([bit | size])
    elif size < 65536:
        head += bytes([bit | 126]) + struct.pack(">H", size)
    else:
        head += bytes([bit | 127]) + struct.pack(">Q", size)
    if not masked:
        return head + payload
    mask = os.urandom(4)
    block = mask * (len(payload) // 4 + 1)
    body = bytes(a ^ b for a, b in zip(payload, block))
    return head + mask + body


class Closed(Exception):
    def __init__(self, code=None, frames=()):
        super().__init__(f"closed {code} {frames}")
        self.code = code


class Client:
    """One connection; every wait ends with the socket's timeout, never with a sleep."""

    def __init__(self, server, timeout=20, upgrade=True, receive_buffer=None):
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(timeout)
        self.sock.connect(("127.0.0.1", server.port))
        if server.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            self.sock = context.wrap_socket(self.sock)
        self.port = server.port
        self.rest = b""
        if upgrade:
            head = self.upgrade()
            assert head.startswith("HTTP/1.1 101"), head
            assert "sec-websocket-protocol: bogen.v1" in head.lower(), head
            assert "sec-websocket-extensions" not in head.lower(), head

    def upgrade(self, path="/live", method="GET", drop=(), **headers):
        lines = {
            "Host": f"127.0.0.1:{self.port}", "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Protocol": "bogen.v1",
        }
        lines.update({name.replace("_", "-"): value for name, value in headers.items()})
        for name in drop:
            del lines[name]
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.sock.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
        return self.read_head()

    def read_head(self):
        while b"\r\n\r\n" not in self.rest:
            more = self.sock.recv(65536)
            if not more:
                return self.rest.decode("latin-1")
            self.rest += more
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        return head.decode("latin-1")

    def get(self, path, method="GET", **headers):
        lines = {"Host": f"127.0.0.1:{self.port}"}
        lines.update({name.replace("_", "-"): value for name, value in headers.items()})
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.sock.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
        head = self.read_head()
        fields = {}
        for line in head.split("\r\n")[1:]:
            name, value = line.split(":", 1)
            assert name.lower() not in fields, f"{name} twice"
            fields[name.lower()] = value.strip()
        status = int(head.split()[1])
        size = 0 if method == "HEAD" or status == 304 else int(fields.get("content-length", 0))
        while len(self.rest) < size:
            more = self.sock.recv(65536)
            assert more, "closed in the middle of a body"
            self.rest += more
        body, self.rest = self.rest[:size], self.rest[size:]
        return status, fields, body

    def exactly(self, size):
        while len(self.rest) < size:
            try:
                more = self.sock.recv(65536)
            except (ConnectionResetError, ssl.SSLError):
                more = b""
            if not more:
                raise Closed()
            self.rest += more
        data, self.rest = self.rest[:size], self.rest[size:]
        return data

    def read_frame(self):
        first, second = self.exactly(2)
        assert not second & 0x80, "servers do not mask"
        size = second & 127
        if size == 126:
            size = struct.unpack(">H", self.exactly(2))[0]
        elif size == 127:
            size = struct.unpack(">Q", self.exactly(8))[0]
        return first & 15, self.exactly(size)

    def message(self):
        """The frames of the next message; answers pings; Closed with its code at the end."""
        while True:
            opcode, payload = self.read_frame()
            if opcode == PING:
                self.sock.sendall(frame(PONG, payload))
            elif opcode == CLOSE:
                raise Closed(struct.unpack(">H", payload[:2])[0] if len(payload) > 1 else None)
            elif opcode == BINARY:
                return unpack_all(payload)

    def frames(self, kind):
        """Reads on until a frame of this kind; returns it."""
        while True:
            for item in self.message():
                if item[0] == kind:
                    return item

    def send(self, payload, opcode=BINARY):
        self.sock.sendall(frame(opcode, payload))

    def greet(self, **what):
        self.send(hello(**what))
        return self.frames(WELCOME)

    def ending(self):
        """What the server says at the end: the code of `closing` (or None), the close code."""
        said = None
        try:
            while True:
                for item in self.message():
                    if item[0] == CLOSING:
                        said = item[1]
                        self.said = item
        except Closed as closed:
            return said, closed.code

    def close(self):
        self.sock.close()


class Server:
    def __init__(self, program, *arguments, descriptors=None):
        self.tls = "--tls" in arguments
        limit = ["prlimit", f"--nofile={descriptors}:{descriptors}"] if descriptors else []
        self.process = subprocess.Popen([*limit, program, *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.errors = []
        self.reader = threading.Thread(target=self.read_errors, daemon=True)
        self.reader.start()
        line = self.process.stdout.readline()
        self.port = int(line) if line else None

    def read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line)

    def tell(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def figures(self):
        self.tell("figures")
        words = self.process.stdout.readline().split()
        return {words[i]: int(words[i + 1]) for i in range(0, len(words), 2)}

    def stop(self):
        """Drains; the exit code."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        code = self.process.wait(timeout=30)
        self.reader.join(timeout=10)
        return code
