"""A keep-alive caller: it asks a port every second whether it is there, and asks again each half second, as UDP has it,
until it is answered or gives up after four seconds. It knocks whether anybody listens or not."""
import re
import select
import socket
import sys
import time

own, there = int(sys.argv[1]), ("127.0.0.1", int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", own))
pending = {}
count = 0
due = 0.0
while True:
    now = time.monotonic()
    if now >= due:
        due = now + 1
        count += 1
        branch = "z9hG4bKknock%d-%d" % (own, count)
        text = (
            "OPTIONS sip:gateway@127.0.0.1:%d SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=%s\r\nMax-Forwards: 70\r\n"
            "From: <sip:knocks@127.0.0.1>;tag=%d\r\nTo: <sip:gateway@127.0.0.1>\r\nCall-ID: knock-%d\r\nCSeq: %d OPTIONS\r\n"
            "Content-Length: 0\r\n\r\n" % (there[1], own, branch, own, count, count)
        )
        pending[branch] = [text.encode("ascii"), now, now - 1]
    for branch, entry in list(pending.items()):
        if now - entry[1] > 4:
            del pending[branch]
        elif now - entry[2] >= 0.5:
            entry[2] = now
            try:
                sock.sendto(entry[0], there)
            except OSError:
                pass
    if not select.select([sock], [], [], 0.05)[0]:
        continue
    try:
        message, peer = sock.recvfrom(65535)
    except OSError:
        continue
    ping = re.match(rb"OPTIONS \S+ SIP/2\.0\r\n", message)
    if ping:
        fields = re.findall(rb"^(?:Via|From|To|Call-ID|CSeq):.*\r\n", message, re.M)
        sock.sendto(b"SIP/2.0 200 OK\r\n" + b"".join(fields) + b"Content-Length: 0\r\n\r\n", peer)
        continue
    # It reads what RFC 3261 has, and nothing else; provisional answers leave it waiting.
    found = re.match(rb"SIP/2\.0 ([1-6])\d\d [^\r\n\0]*\r\n", message)
    branch = re.search(rb"\r\nVia: [^\r\n]*;branch=(z9hG4bKknock[\d-]+)", message)
    if found and branch and found.group(1) != b"1":
        pending.pop(branch.group(1).decode("ascii"), None)
