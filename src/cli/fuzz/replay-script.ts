import type { FindingRecord, Identity } from '../../gateway/index.ts';

/** What a script has to know of a finding. */
export interface Replayed {
  readonly mode: FindingRecord['mode'];
  readonly transport: string;
  /** `127.0.0.1:5060`; undefined where a preset chose it. */
  readonly address: string | undefined;
  readonly cause: string;
  /** In base64, in the order in which they are sent. */
  readonly lines: readonly string[];
  readonly identity: Identity | undefined;
}

/**
 * A script of Python's standard library that shows a finding again without this tool; undefined for a mode in which
 * nothing is sent.
 */
export function replayScript({ mode, transport, address, cause, lines, identity = {} }: Replayed): string | undefined {
  if (mode === 'dissect' || mode === 'parser') return undefined;
  const { method = mode === 'b2bua' ? 'INVITE' : 'OPTIONS', domain, from, to, headers = [] } = identity;
  const values = {
    MODE: mode,
    TRANSPORT: transport,
    TARGET: address ?? '',
    CAUSE: cause,
    METHOD: method,
    FROM: from ?? (domain === undefined ? '' : `sip:fuzz@${domain}`),
    TO: to ?? (domain === undefined ? '' : `sip:case@${domain}`),
    HEADERS: headers,
    LINES: lines,
  };
  // JSON of texts and lists of them is Python too.
  const constants = Object.entries(values).map(([name, value]) => `${name} = ${asciiJson(value)}`);
  return `${opening}\n${constants.join('\n')}\n${body}`;
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
import re
import select
import socket
import sys
`;

const body = `
SENTINEL = b"SIP/2.0 603 Decline"


def address_of(text):
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def shown(octets):
    return octets[:200].decode("latin-1").encode("unicode_escape").decode("ascii") + (" ..." if len(octets) > 200 else "")


def opened(host, listening):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM if TRANSPORT == "udp" else socket.SOCK_STREAM)
    sock.bind((host, 0) if listening is None else listening)
    if TRANSPORT == "tcp" and listening is not None:
        sock.listen(5)
    return sock


def written(address):
    host, port = address[:2]
    return ("[%s]:%d" if ":" in host else "%s:%d") % (host, port)


def fields(message, names):
    return re.findall(rb"(?im)^(?:" + names + rb")[ \\t]*:[ \\t]*([^\\r\\n]*)", message)


def answer(line, request, tag):
    head = [b"Via: " + value for value in fields(request, rb"Via|v")]
    head += [b"From: " + value for value in fields(request, rb"From|f")[:1]]
    for value in fields(request, rb"To|t")[:1]:
        head.append(b"To: " + value + (b"" if b"tag=" in value else b";tag=" + tag))
    head += [b"Call-ID: " + value for value in fields(request, rb"Call-ID|i")[:1]]
    head += [b"CSeq: " + value for value in fields(request, rb"CSeq")[:1]]
    end = b"" if line[-1:] in (b"\\r", b"\\n") else b"\\r\\n"
    return line + end + b"\\r\\n".join(head + [b"Content-Length: 0", b"", b""])


def request(uri, ours, number):
    return "\\r\\n".join(
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
        + HEADERS
        + ["Content-Length: 0", "", ""]
    ).encode("ascii")


def send(sock, message, there):
    if TRANSPORT == "udp":
        sock.sendto(message, there)
    else:
        sock.sendall(message)


def hear(socks, seconds):
    """What comes within some seconds, with the socket it came by and where to answer."""
    while True:
        ready = select.select(socks, [], [], seconds)[0]
        if not ready:
            return
        for sock in ready:
            try:
                if TRANSPORT == "udp":
                    message, peer = sock.recvfrom(65535)
                elif sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    socks.append(sock.accept()[0])
                    continue
                else:
                    message, peer = sock.recv(1 << 20), None
            except OSError as error:
                print("  %s" % error)
                socks.remove(sock)
                continue
            if message:
                yield sock, message, peer
            else:
                print("  a connection was closed")
                socks.remove(sock)


def is_request(message):
    return re.match(rb"[\\r\\n]*[A-Z]+ \\S+ SIP/2\\.0\\r\\n", message)


def relayed(target, line, number):
    host = "::1" if ":" in target[0] else "127.0.0.1"
    callee, caller = opened(host, (host, 0)), opened(host, None)
    if TRANSPORT == "tcp":
        caller.connect(target)
    uri = "sip:case@" + written(callee.getsockname()) + (";transport=tcp" if TRANSPORT == "tcp" else "")
    send(caller, request(uri, caller.getsockname(), number), target)
    has_answered = False
    for sock, message, peer in hear([callee, caller], 3):
        if sock is caller:
            print("  came back: %s" % shown(message.split(b"\\r\\nVia:")[0]))
        elif is_request(message) and not message.startswith((b"ACK ", b"BYE ", b"CANCEL ")) and not has_answered:
            has_answered = True
            send(sock, answer(line, message, b"case"), peer)
            send(sock, answer(SENTINEL, message, b"sentinel"), peer)
        elif is_request(message):
            print("  came to the callee: %s" % shown(message.split(b"\\r\\n")[0]))
    if not has_answered:
        print("  the request did not come through")


def injected(target, line, number):
    host = "::1" if ":" in target[0] else "127.0.0.1"
    sock = opened(host, None)
    ours = written(sock.getsockname())
    vias = "".join("Via: SIP/2.0/UDP %s;branch=z9hG4bKreplay%d\\r\\n" % (at, number) for at in (written(target), ours))
    head = "From: <sip:fuzz@%s>;tag=1\\r\\nTo: <sip:case@%s>;tag=case\\r\\nCall-ID: replay-%d\\r\\nCSeq: 1 OPTIONS\\r\\n" % (ours, ours, number)
    send(sock, line + b"\\r\\n" + (vias + head + "Content-Length: 0\\r\\n\\r\\n").encode("ascii"), target)
    for _, message, _ in hear([sock], 3):
        print("  came back: %s" % shown(message.split(b"\\r\\nVia:")[0]))


def answered(listening, lines):
    sock = opened(listening[0], listening)
    print("waiting for calls at %s" % written(sock.getsockname()), flush=True)
    left = list(lines)
    for came_by, message, peer in hear([sock], 60):
        print("  %s" % shown(message.split(b"\\r\\n")[0]), flush=True)
        if not is_request(message) or message.startswith(b"ACK "):
            continue
        is_call = not message.startswith((b"BYE ", b"CANCEL ")) and left
        line = left.pop(0) if is_call else b"SIP/2.0 200 OK"
        send(came_by, answer(line, message, b"case"), peer)
        if is_call:
            print("  answered with %s" % shown(line), flush=True)
            send(came_by, answer(SENTINEL, message, b"sentinel"), peer)


def main():
    lines = [base64.b64decode(line) for line in LINES]
    where = sys.argv[1] if len(sys.argv) > 1 else TARGET
    print(CAUSE)
    if MODE == "uas":
        answered(address_of(where if len(sys.argv) > 1 else "127.0.0.1:0"), lines)
        return
    if not where:
        sys.exit("where does the target listen? python3 replay.py HOST:PORT")
    target = address_of(where)
    for number, line in enumerate(lines):
        print("sent: %s" % shown(line))
        (injected if MODE == "inject" else relayed)(target, line, number)
    print("does it still answer?")
    relayed(target, b"SIP/2.0 486 Busy Here", len(lines))


main()
`;
