"""A transferor over UDP: transfers.py sip:x@HOST:PORT [FAULT]. It sends REFER, answers what it is notified with, and ends its call
when a fragment begins with a 2xx, whatever follows the code. With the fault `searches` it looks for a 2xx anywhere."""
import re
import socket
import sys

found = re.match(r"sip:[^@]+@([\d.]+):(\d+)", sys.argv[1])
there = (found.group(1), int(found.group(2)))
success = rb"\b2\d\d\b" if "searches" in sys.argv[2:] else rb"SIP/2\.0 2\d\d(?!\d)"
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 0))
sock.settimeout(2)
host, port = sock.getsockname()


def ask(method, number, more):
    head = [
        "%s %s SIP/2.0" % (method, sys.argv[1]),
        "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKtransfers%d-%d" % (host, port, port, number),
        "Max-Forwards: 70",
        "From: <sip:carol@example.com>;tag=%d" % port,
        "To: <%s>" % sys.argv[1],
        "Call-ID: transfers-%d" % port,
        "CSeq: %d %s" % (number, method),
        "Contact: <sip:carol@%s:%d>" % (host, port),
    ] + more
    sock.sendto("\r\n".join(head + ["Content-Length: 0", "", ""]).encode(), there)


ask("REFER", 1, ["Refer-To: <sip:dave@example.com>"])
while True:
    try:
        message = sock.recv(65535)
    except socket.timeout:
        sys.exit(0)
    if not message.startswith(b"NOTIFY "):
        if re.search(rb"(?im)^CSeq:[ \t]*2 BYE", message):
            sys.exit(0)
        continue
    head, _, body = message.partition(b"\r\n\r\n")
    fields = re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", head + b"\r\n")
    sock.sendto(b"SIP/2.0 200 OK\r\n" + b"".join(fields) + b"Content-Length: 0\r\n\r\n", there)
    if b"message/sipfrag" not in head.lower():
        continue
    if (re.search if "searches" in sys.argv[2:] else re.match)(success, body):
        ask("BYE", 2, [])
    elif b"terminated" in head:
        sys.exit(0)
