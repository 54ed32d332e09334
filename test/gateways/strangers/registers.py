"""A client that registers by UDP or TCP, with credentials where it is asked for them: registers.py sip:x@HOST:PORT [FAULT]
It ends with 0 when it is registered, with 2 when it is refused, and with 3 when it hears nothing it can read. With the fault
`loops` it takes a 401 without a phrase for a challenge each time."""
import re
import socket
import sys

found = re.match(r"sip:[^@]+@([\d.]+):(\d+)", sys.argv[1])
there = (found.group(1), int(found.group(2)))
loops = "loops" in sys.argv[2:]
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 0))
sock.settimeout(1)
host, port = sock.getsockname()
number = 0


def ask(credentials):
    global number
    number += 1
    head = [
        "REGISTER sip:%s:%d SIP/2.0" % there,
        "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKreg%d-%d" % (host, port, port, number),
        "Max-Forwards: 70",
        "From: <sip:bob@example.com>;tag=%d" % port,
        "To: <sip:bob@example.com>",
        "Call-ID: registers-%d" % port,
        "CSeq: %d REGISTER" % number,
        "Contact: <sip:bob@%s:%d>" % (host, port),
    ]
    if credentials:
        head.append('Authorization: Digest username="bob", realm="fuzz", nonce="fuzz", uri="sip:x", response="%032d"' % 0)
    sock.sendto("\r\n".join(head + ["Content-Length: 0", "", ""]).encode(), there)


ask(False)
asked = 1
while True:
    try:
        answer = sock.recv(65535)
    except socket.timeout:
        sys.exit(3)
    line = re.match(rb"SIP/2\.0 ([1-6]\d\d) ([^\r\n]*)\r\n", answer)
    if line is None or line.group(1)[:1] == b"1":
        continue
    # What answers an earlier request is over.
    if not re.search(rb"(?im)^CSeq:[ \t]*%d " % number, answer):
        continue
    code = int(line.group(1))
    if code == 401 and (asked < 2 or (loops and line.group(2) == b"")):
        asked += 1
        ask(True)
        continue
    print("registered" if code < 300 else "refused %d" % code)
    sys.exit(0 if code < 300 else 2)
