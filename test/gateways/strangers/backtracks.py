"""A relay over UDP that checks responses with an expression of which some phrases make it try every way to cut a word."""
import re
import socket
import sys

RESPONSE = re.compile(rb"SIP/2\.0 [1-6]\d\d (?:[\w'()]+[ .!,-]*)*\r\n")
VIA = re.compile(rb"\r\nVia: [^\r]*")
HOP = re.compile(rb"\r\nVia: SIP/2\.0/UDP ([\d.]+):(\d+)")
REQUEST = re.compile(rb"\w+ sip:\w*@([\d.]+):(\d+)[^ ]* SIP/2\.0(?=\r\n)")

me = ("127.0.0.1", int(sys.argv[1]))
wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
wire.bind(me)


def send(message, host, port):
    wire.sendto(message, (host.decode(), int(port)))


for number in iter(int, 1):
    message, caller = wire.recvfrom(65535)
    request = REQUEST.match(message)
    if request and int(request[2]) == me[1]:
        head = re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", message)
        wire.sendto(b"SIP/2.0 483 Too Many Hops\r\n" + b"".join(head) + b"Content-Length: 0\r\n\r\n", caller)
    elif request:
        branch = abs(hash(message))
        hop = b"\r\nVia: SIP/2.0/UDP %s:%d;branch=z9hG4bK%x" % (me[0].encode(), me[1], branch)
        send(message[: request.end()] + hop + message[request.end() :], request[1], request[2])
    elif RESPONSE.match(message):
        onward = VIA.sub(b"", message, count=1)
        hop = HOP.search(onward)
        if hop:
            send(onward, hop[1], hop[2])
