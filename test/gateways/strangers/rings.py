"""A caller that takes reliable provisional answers (RFC 3262): rings.py sip:x@HOST:PORT [FAULT]
It ends with 0 when the call is taken, with 2 when it is refused, and with 3 when it hears nothing it can read. With the fault
`dies-early` it takes a refusal without a phrase for its end, once an early dialog has begun. With `plain` it takes none, and
with `asks-again` it says that it does and sends its INVITE again in place of PRACK."""
import os
import re
import socket
import sys

found = re.match(r"sip:[^@]+@([\d.]+):(\d+)", sys.argv[1])
there = (found.group(1), int(found.group(2)))
fault = sys.argv[2] if len(sys.argv) > 2 else ""
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 0))
sock.settimeout(2)
host, port = sock.getsockname()


def field(message, name):
    match = re.search(rb"(?im)^" + name + rb":[ \t]*([^\r\n]*)", message)
    return match and match.group(1).decode("latin-1")


def send(method, number, to, *more):
    head = [
        "%s %s SIP/2.0" % (method, sys.argv[1]),
        "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKring%d-%d" % (host, port, port, 1 if method == "ACK" else number),
        "Max-Forwards: 70",
        "From: <sip:bob@%s:%d>;tag=%d" % (host, port, port),
        "To: " + to,
        "Call-ID: rings-%d" % port,
        "CSeq: %d %s" % (number, method),
        "Contact: <sip:bob@%s:%d>" % (host, port),
    ]
    sock.sendto("\r\n".join(head + list(more) + ["Content-Length: 0", "", ""]).encode("latin-1"), there)


def invite():
    send("INVITE", 1, "<%s>" % sys.argv[1], *([] if fault == "plain" else ["Supported: timer, 100rel"]))


invite()
number = 1
has_rung = False
while True:
    try:
        answer = sock.recv(65535)
    except socket.timeout:
        sys.exit(3)
    line = re.match(rb"SIP/2\.0 ([1-6]\d\d) ([^\r\n]*)\r\n", answer)
    if line is None or not (field(answer, rb"CSeq") or "").endswith("INVITE"):
        continue
    code = int(line.group(1))
    if code < 200:
        sequence = field(answer, rb"RSeq")
        has_rung = has_rung or code > 100
        if sequence and fault == "asks-again":
            invite()
        elif sequence and "100rel" in (field(answer, rb"Require") or ""):
            number += 1
            send("PRACK", number, field(answer, rb"To"), "RAck: %s 1 INVITE" % sequence)
        continue
    if has_rung and fault == "dies-early" and line.group(2) == b"":
        print("no phrase in the early dialog", flush=True)
        os.abort()
    send("ACK", 1, field(answer, rb"To"))
    sys.exit(0 if code < 300 else 2)
