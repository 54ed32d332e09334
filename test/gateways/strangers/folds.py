"""A stateless relay over UDP that writes one SP between the version and the code of a response, whatever stood there."""
import re
import socket
import sys

ours = ("127.0.0.1", int(sys.argv[1]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(ours)
count = 0
while True:
    message, peer = sock.recvfrom(65535)
    asked = re.match(rb"[A-Z]+ sip:[^@ ]*@([\d.]+):(\d+)[^ ]* SIP/2\.0\r\n", message)
    if asked is not None:
        if message.startswith(b"OPTIONS sip:ping@"):
            head = re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", message)
            sock.sendto(b"SIP/2.0 200 OK\r\n" + b"".join(head) + b"Content-Length: 0\r\n\r\n", peer)
            continue
        count += 1
        via = b"Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKfolds%d\r\n" % (ours[0].encode(), ours[1], count)
        sock.sendto(message[: asked.end()] + via + message[asked.end() :], (asked.group(1).decode(), int(asked.group(2))))
        continue
    answered = re.match(rb"SIP/2\.0[ \t]+(\d{3}) ", message)
    vias = list(re.finditer(rb"(?m)^Via: SIP/2\.0/UDP ([\d.]+):(\d+)[^\r]*\r\n", message))
    if answered is None or len(vias) < 2 or int(vias[0].group(2)) != ours[1]:
        continue
    folded = b"SIP/2.0 %s " % answered.group(1)
    rest = message[answered.end() : vias[0].start()] + message[vias[0].end() :]
    sock.sendto(folded + rest, (vias[1].group(1).decode(), int(vias[1].group(2))))
