import type { Early, FindingRecord, Identity } from '../../gateway/index.ts';
import { extensionsOf, linesOf } from '../../gateway/modes/early.ts';
import type { Carrier } from '../../gateway/results/record.ts';
import { madeCredentials } from '../../gateway/sip/credentials.ts';
import { type Address, hostPort } from '../../gateway/sip/message.ts';
import { isSecure } from '../../gateway/sip/transport.ts';

/** What a script has to know of a finding. */
export interface Replayed {
  readonly mode: FindingRecord['mode'];
  readonly transport: Carrier;
  /** Where the target listens; undefined where a preset chose it. */
  readonly address: Address | undefined;
  readonly cause: string;
  /** In base64, in the order in which they are sent. */
  readonly lines: readonly string[];
  /** Where each line is cut into pieces. */
  readonly cuts: readonly (readonly number[])[];
  readonly identity: Identity | undefined;
  readonly early: Early | undefined;
}

/**
 * A script of Python's standard library that shows a finding again without this tool; undefined for a mode in which
 * nothing is sent.
 */
export function replayScript(replayed: Replayed): string | undefined {
  const { mode, transport, address, cause, lines, cuts, identity = {}, early = {} } = replayed;
  if (mode === 'dissect' || mode === 'parser') return undefined;
  const { method = mode === 'b2bua' ? 'INVITE' : 'OPTIONS', domain, from, to, headers = [] } = identity;
  const values = {
    MODE: mode,
    TRANSPORT: transport,
    TARGET: address === undefined ? '' : hostPort(address),
    PATH: address?.path ?? '/',
    CAUSE: cause,
    METHOD: method,
    FROM: from ?? (domain === undefined ? '' : `sip:fuzz@${domain}`),
    TO: to ?? (domain === undefined ? '' : `sip:case@${domain}`),
    HEADERS: headers,
    LINES: lines,
    CUTS: cuts,
    EARLY: linesOf(early),
    EXTENSIONS: extensionsOf(early),
    ...credentialsFor(transport),
  };
  // JSON of texts and lists of them is Python too.
  const constants = Object.entries(values).map(([name, value]) => `${name} = ${asciiJson(value)}`);
  return `${opening}\n${constants.join('\n')}\n${body}`;
}

/** Python's library makes no certificates. */
function credentialsFor(transport: Carrier): { readonly CERT: string; readonly KEY: string } {
  if (transport === 'call' || !isSecure(transport)) return { CERT: '', KEY: '' };
  const { cert, key } = madeCredentials();
  return { CERT: cert, KEY: key };
}

/** JSON with nothing but ASCII in it. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const opening = `#!/usr/bin/env python3
"""Shows a finding of sip-status-line again. It needs nothing but Python.

    python3 replay.py [HOST:PORT]

HOST:PORT is where the target listens. In mode uas it is where this script listens: make the target call it.
"""
import base64
import hashlib
import os
import re
import select
import socket
import ssl
import struct
import sys
import tempfile
import time
`;

const body = String.raw`
SENTINEL = b"SIP/2.0 603 Decline"
WEB_SOCKET = TRANSPORT in ("ws", "wss")
IN_URI = {"udp": "", "wss": ";transport=ws"}.get(TRANSPORT, ";transport=" + TRANSPORT)


def address_of(text):
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def shown(octets):
    return octets[:200].decode("latin-1").encode("unicode_escape").decode("ascii") + (" ..." if len(octets) > 200 else "")


def context(is_server):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if is_server else ssl.PROTOCOL_TLS_CLIENT)
    if is_server:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "both.pem")
            with open(path, "w") as file:
                file.write(KEY + CERT)
            made.load_cert_chain(path)
    else:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made


class Link:
    """Something that messages come by: a UDP port, a listening port, or a connection."""

    def __init__(self, transport, sock, is_listening=False, is_server=False):
        self.transport, self.sock, self.is_listening, self.is_server = transport, sock, is_listening, is_server
        self.is_web_socket = transport in ("ws", "wss")
        self.rest, self.frames = b"", b""

    def fileno(self):
        return self.sock.fileno()

    def address(self):
        return self.sock.getsockname()

    def accept(self):
        sock = self.sock.accept()[0]
        if self.transport in ("tls", "wss"):
            sock = context(True).wrap_socket(sock, server_side=True)
        link = Link(self.transport, sock, is_server=True)
        if self.is_web_socket:
            head = link.head()
            key = re.search(rb"(?im)^Sec-WebSocket-Key[ \t]*:[ \t]*(\S+)", head).group(1)
            accepted = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
            sock.sendall(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + b"Sec-WebSocket-Accept: " + accepted + b"\r\nSec-WebSocket-Protocol: sip\r\n\r\n"
            )
        return link

    def upgrade(self, address):
        self.sock.sendall(
            b"GET " + PATH.encode("ascii") + b" HTTP/1.1\r\nHost: " + written(address).encode("ascii") + b"\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n"
            b"Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)) + b"\r\n\r\n"
        )
        self.head()

    def head(self):
        while b"\r\n\r\n" not in self.rest:
            chunk = self.sock.recv(65536)
            if not chunk:
                raise OSError("no WebSocket")
            self.rest += chunk
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        return head

    def frame(self, code, payload, is_last):
        length = len(payload)
        mask = 0 if self.is_server else 0x80
        if length < 126:
            head = struct.pack("!BB", code | (0x80 if is_last else 0), mask | length)
        elif length < 65536:
            head = struct.pack("!BBH", code | (0x80 if is_last else 0), mask | 126, length)
        else:
            head = struct.pack("!BBQ", code | (0x80 if is_last else 0), mask | 127, length)
        # A mask of zeros leaves the octets as they are.
        return head + (b"" if self.is_server else b"\0\0\0\0") + payload

    def send(self, message, peer=None, cuts=()):
        if self.transport == "udp":
            self.sock.sendto(message, peer)
            return
        ends = [cut for cut in cuts if 0 < cut < len(message)] + [len(message)]
        begin = 0
        for end in ends:
            piece = message[begin:end]
            if self.is_web_socket:
                piece = self.frame(2 if begin == 0 else 0, piece, end == len(message))
            self.sock.sendall(piece)
            begin = end
            if begin < len(message):
                time.sleep(0.002)

    def messages(self):
        """What has come; None where the connection is closed."""
        if self.transport == "udp":
            return [self.sock.recvfrom(65535)]
        chunk = self.sock.recv(1 << 20)
        while getattr(self.sock, "pending", lambda: 0)() > 0:
            chunk += self.sock.recv(1 << 20)
        if not chunk:
            return None
        if not self.is_web_socket:
            return [(chunk, None)]
        self.rest += chunk
        return self.unframed()

    def unframed(self):
        found = []
        while len(self.rest) >= 2:
            code, length, at = self.rest[0], self.rest[1] & 0x7F, 2
            is_masked = self.rest[1] & 0x80
            if length == 126:
                length, at = int.from_bytes(self.rest[2:4], "big"), 4
            elif length == 127:
                length, at = int.from_bytes(self.rest[2:10], "big"), 10
            mask = self.rest[at : at + 4] if is_masked else b"\0\0\0\0"
            at += 4 if is_masked else 0
            if len(self.rest) < at + length:
                break
            payload = bytes(octet ^ mask[n % 4] for n, octet in enumerate(self.rest[at : at + length]))
            self.rest = self.rest[at + length :]
            if code & 0x0F == 8:
                return found or None
            if code & 0x0F in (9, 10):
                continue
            self.frames += payload
            if code & 0x80:
                found.append((self.frames, None))
                self.frames = b""
        return found


def opened(transport, host, listening):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM)
    if transport != "udp":
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.bind((host, 0) if listening is None else listening)
    is_listening = transport != "udp" and listening is not None
    if is_listening:
        sock.listen(5)
    return Link(transport, sock, is_listening)


def connected(host, target):
    link = opened(TRANSPORT, host, None)
    if TRANSPORT == "udp":
        return link
    link.sock.connect(target)
    if TRANSPORT in ("tls", "wss"):
        link.sock = context(False).wrap_socket(link.sock)
    if WEB_SOCKET:
        link.upgrade(target)
    return link


def written(address):
    host, port = address[:2]
    return ("[%s]:%d" if ":" in host else "%s:%d") % (host, port)


def fields(message, names):
    return re.findall(rb"(?im)^(?:" + names + rb")[ \t]*:[ \t]*([^\r\n]*)", message)


def answer(line, request, tag, more=()):
    head = [b"Via: " + value for value in fields(request, rb"Via|v")]
    head += [b"From: " + value for value in fields(request, rb"From|f")[:1]]
    for value in fields(request, rb"To|t")[:1]:
        head.append(b"To: " + value + (b"" if b"tag=" in value else b";tag=" + tag))
    head += [b"Call-ID: " + value for value in fields(request, rb"Call-ID|i")[:1]]
    head += [b"CSeq: " + value for value in fields(request, rb"CSeq")[:1]]
    end = b"" if line[-1:] in (b"\r", b"\n") else b"\r\n"
    return line + end + b"\r\n".join(head + list(more) + [b"Content-Length: 0", b"", b""])


class Answers:
    """What answers a request: what stands before the case, the case, and what ends the call. A PRACK brings the next."""

    def __init__(self, link, peer, message, line, cuts, name):
        self.link, self.peer, self.message, self.sequence = link, peer, message, 0
        self.contact = b"Contact: <sip:" + name.encode("ascii") + b">"
        self.is_call = message.startswith(b"INVITE ")
        self.left = [(early.encode("ascii"), b"early", ()) for early in EARLY if self.is_call] + [(line, b"case", cuts)]
        self.go_on()

    def go_on(self):
        while self.left:
            line, tag, cuts = self.left.pop(0)
            more = [self.contact] if self.is_call else []
            is_reliable = self.is_reliable(line)
            if is_reliable:
                self.sequence += 1
                more += [b"Require: 100rel", b"RSeq: %d" % self.sequence]
            self.link.send(answer(line, self.message, tag if MODE == "relay" else b"case", more), self.peer, cuts)
            if MODE == "uas" or self.left:
                print("  answered with %s" % shown(line), flush=True)
            if is_reliable and self.left:
                return
            if is_reliable:
                time.sleep(0.1)
        self.link.send(answer(SENTINEL, self.message, b"sentinel"), self.peer)

    def is_reliable(self, line):
        if "100rel" not in EXTENSIONS or not self.is_call:
            return False
        code = re.match(rb"\s*SIP/\d+\.\d+[ \t]+(\d\d\d)(?!\d)", line, re.I)
        return code is None or 100 < int(code.group(1)) < 199

    def acknowledged(self, prack):
        if self.left and fields(prack, rb"RAck")[:1] and fields(prack, rb"RAck")[0].split()[0] == b"%d" % self.sequence:
            self.go_on()


def prack(asked, response):
    """What a reliable provisional answer asks for."""
    number = int(fields(response, rb"RSeq")[0])
    uri = re.search(rb"<([^>]+)>", (fields(response, rb"Contact|m") + [b""])[0])
    lines = []
    for field in asked.split(b"\r\n"):
        name = field.split(b":")[0]
        if field.startswith(b"INVITE "):
            field = b"PRACK %s SIP/2.0" % (uri.group(1) if uri else field.split()[1])
        elif name == b"Via":
            field += b"p%d" % number
        elif name == b"Max-Forwards":
            lines += [b"Route: " + value for value in reversed(fields(response, rb"Record-Route"))]
        elif name == b"To":
            field = b"To: " + fields(response, rb"To|t")[0]
        elif name == b"CSeq":
            field = b"CSeq: %d PRACK\r\nRAck: %d 1 INVITE" % (1 + number, number)
        lines.append(field)
    return b"\r\n".join(lines)


def request(uri, ours, number):
    return "\r\n".join(
        [
            "%s %s SIP/2.0" % (METHOD, uri),
            "Via: SIP/2.0/%s %s;branch=z9hG4bKreplay%d" % (TRANSPORT.upper(), written(ours), number),
            "Max-Forwards: 70",
            "From: <%s>;tag=replay%d" % (FROM or "sip:fuzz@" + written(ours), number),
            "To: <%s>" % (TO or uri),
            "Call-ID: replay-%d-%d" % (ours[1], number),
            "CSeq: 1 " + METHOD,
            "Contact: <sip:fuzz@%s>" % written(ours),
        ]
        + (["Supported: " + ", ".join(EXTENSIONS)] if EXTENSIONS else [])
        + HEADERS
        + ["Content-Length: 0", "", ""]
    ).encode("ascii")


def hear(links, seconds):
    """What comes within some seconds, with the link it came by and where to answer."""
    while True:
        ready = select.select(links, [], [], seconds)[0]
        if not ready:
            return
        for link in ready:
            try:
                if link.is_listening:
                    links.append(link.accept())
                    continue
                messages = link.messages()
            except OSError as error:
                print("  %s" % error)
                messages = None
            if messages is None:
                print("  a connection was closed", flush=True)
                links.remove(link)
                continue
            for message, peer in messages:
                yield link, message, peer


def is_request(message):
    return re.match(rb"[\r\n]*[A-Z]+ \S+ SIP/2\.0\r\n", message)


def relayed(target, line, number, cuts=()):
    host = "::1" if ":" in target[0] else "127.0.0.1"
    # Nobody calls by a WebSocket that he has not been called by.
    by = "udp" if WEB_SOCKET else TRANSPORT
    callee, caller = opened(by, host, (host, 0)), connected(host, target)
    uri = "sip:case@" + written(callee.address()) + ("" if by == "udp" else IN_URI)
    asked = request(uri, caller.address(), number)
    caller.send(asked, target)
    answers = None
    for link, message, peer in hear([callee, caller], 3):
        if link is caller:
            print("  came back: %s" % shown(message.split(b"\r\nVia:")[0]))
            if fields(message, rb"RSeq"):
                caller.send(prack(asked, message), target)
        elif message.startswith(b"PRACK "):
            link.send(answer(b"SIP/2.0 200 OK", message, b"case"), peer)
            if answers is not None:
                answers.acknowledged(message)
        elif is_request(message) and not message.startswith((b"ACK ", b"BYE ", b"CANCEL ")) and answers is None:
            answers = Answers(link, peer, message, line, cuts, "case@" + written(callee.address()))
        elif is_request(message):
            print("  came to the callee: %s" % shown(message.split(b"\r\n")[0]))
    if answers is None:
        print("  the request did not come through")


def injected(target, line, number, cuts=()):
    host = "::1" if ":" in target[0] else "127.0.0.1"
    link = opened("udp", host, None)
    ours = written(link.address())
    vias = "".join("Via: SIP/2.0/UDP %s;branch=z9hG4bKreplay%d\r\n" % (at, number) for at in (written(target), ours))
    head = "From: <sip:fuzz@%s>;tag=1\r\nTo: <sip:case@%s>;tag=case\r\nCall-ID: replay-%d\r\nCSeq: 1 OPTIONS\r\n" % (ours, ours, number)
    link.send(line + b"\r\n" + (vias + head + "Content-Length: 0\r\n\r\n").encode("ascii"), target)
    for _, message, _ in hear([link], 3):
        print("  came back: %s" % shown(message.split(b"\r\nVia:")[0]))


def answered(listening, lines):
    link = opened(TRANSPORT, listening[0], listening)
    print("waiting for calls at %s" % written(link.address()), flush=True)
    left, answers = list(lines), None
    for came_by, message, peer in hear([link], 60):
        print("  %s" % shown(message.split(b"\r\n")[0]), flush=True)
        if not is_request(message) or message.startswith(b"ACK "):
            continue
        if not message.startswith((b"BYE ", b"CANCEL ", b"PRACK ")) and left:
            line, cuts = left.pop(0)
            answers = Answers(came_by, peer, message, line, cuts, "case@" + written(link.address()))
            continue
        came_by.send(answer(b"SIP/2.0 200 OK", message, b"case"), peer)
        if message.startswith(b"PRACK ") and answers is not None:
            answers.acknowledged(message)


def notified(listening, lines):
    """Takes a REFER or SUBSCRIBE, and sends a NOTIFY with each line as its body."""
    link = opened(TRANSPORT, listening[0], listening)
    ours = written(link.address())
    print("waiting for REFER or SUBSCRIBE at %s" % ours, flush=True)
    number = 0
    for came_by, message, peer in hear([link], 60):
        print("  %s" % shown(message.split(b"\r\n")[0]), flush=True)
        if not is_request(message) or message.startswith(b"ACK "):
            continue
        is_first = message.startswith((b"REFER ", b"SUBSCRIBE ")) and number == 0
        line = b"SIP/2.0 202 Accepted\r\nExpires: 60" if is_first else b"SIP/2.0 200 OK"
        came_by.send(answer(line + b"\r\nContact: <sip:case@" + ours.encode("ascii") + b">", message, b"case"), peer)
        if not is_first:
            continue
        uri = re.search(rb"<([^>]+)>", (fields(message, rb"Contact|m") + [b"<sip:target>"])[0]).group(1)
        for line, _ in lines:
            number += 1
            head = [
                b"NOTIFY " + uri + b" SIP/2.0",
                ("Via: SIP/2.0/%s %s;branch=z9hG4bKreplay%d" % (TRANSPORT.upper(), ours, number)).encode("ascii"),
                b"Max-Forwards: 70",
                b"From: " + fields(message, rb"To|t")[0] + b";tag=case",
                b"To: " + fields(message, rb"From|f")[0],
                b"Call-ID: " + fields(message, rb"Call-ID|i")[0],
                b"CSeq: %d NOTIFY" % number,
                b"Contact: <sip:case@" + ours.encode("ascii") + b">",
                b"Event: refer",
                b"Subscription-State: active;expires=60",
                b"Content-Type: message/sipfrag;version=2.0",
                b"Content-Length: %d" % len(line),
            ]
            came_by.send(b"\r\n".join(head + [b"", b""]) + line, peer)
            print("  notified of %s" % shown(line), flush=True)


def main():
    lines = [(base64.b64decode(line), cuts) for line, cuts in zip(LINES, CUTS)]
    where = sys.argv[1] if len(sys.argv) > 1 else TARGET
    print(CAUSE)
    if MODE in ("uas", "sipfrag"):
        listening = address_of(where if len(sys.argv) > 1 else "127.0.0.1:0")
        (answered if MODE == "uas" else notified)(listening, lines)
        return
    if not where:
        sys.exit("where does the target listen? python3 replay.py HOST:PORT")
    target = address_of(where)
    for number, (line, cuts) in enumerate(lines):
        print("sent: %s" % shown(line))
        (injected if MODE == "inject" else relayed)(target, line, number, cuts)
    print("does it still answer?")
    relayed(target, b"SIP/2.0 486 Busy Here", len(lines))


main()
`;
