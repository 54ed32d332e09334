"""A stateless relay over UDP with a thread for each datagram, of which some are held up: what comes later may go first."""
import random
import re
import socket
import sys
import threading
import time

HELD_UP = 0.005
here = ("127.0.0.1", int(sys.argv[1]))
shared = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
shared.bind(here)


def handle(datagram, sender):
    time.sleep(random.random() * HELD_UP)
    asked = re.match(rb"[A-Z]+ sip:[^@ ]*@([\d.]+):(\d+)[^ ]* SIP/2\.0\r\n", datagram)
    if asked and int(asked[2]) == here[1]:
        head = b"".join(re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", datagram))
        shared.sendto(b"SIP/2.0 483 Too Many Hops\r\n" + head + b"Content-Length: 0\r\n\r\n", sender)
    elif asked:
        via = b"Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK%d\r\n" % (here[0].encode(), here[1], random.getrandbits(60))
        end = asked.end()
        shared.sendto(datagram[:end] + via + datagram[end:], (asked[1].decode(), int(asked[2])))
    elif re.match(rb"SIP/2\.0 [1-6]\d\d [^\r\n]*\r\n", datagram):
        rest = re.sub(rb"Via: [^\r]*\r\n", b"", datagram, count=1)
        hop = re.search(rb"\r\nVia: SIP/2\.0/UDP ([\d.]+):(\d+)", rest)
        if hop:
            shared.sendto(rest, (hop[1].decode(), int(hop[2])))


while True:
    threading.Thread(target=handle, args=shared.recvfrom(65535), daemon=True).start()
