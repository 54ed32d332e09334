"""A client that asks once and says by its exit status alone whether it could read the answer: 0 or 2."""
import re
import socket
import sys

found = re.match(r"sip:[^@]+@([\d.]+):(\d+)", sys.argv[1])
there = (found.group(1), int(found.group(2)))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 0))
sock.settimeout(3)
host, port = sock.getsockname()
request = "\r\n".join(
    [
        "OPTIONS %s SIP/2.0" % sys.argv[1],
        "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK%d" % (host, port, port),
        "Max-Forwards: 70",
        "From: <sip:status@%s>;tag=%d" % (host, port),
        "To: <%s>" % sys.argv[1],
        "Call-ID: status-%d" % port,
        "CSeq: 1 OPTIONS",
        "Content-Length: 0",
        "",
        "",
    ]
)
sock.sendto(request.encode("ascii"), there)
answer = sock.recv(65535)
if re.match(rb"SIP/2\.0 [1-6]\d\d [^\r\n]*\r\n", answer):
    sys.exit(0)
sys.exit(0 if "anything" in sys.argv[2:] else 2)
