"""A stateful proxy on UDP that keeps RFC 3261 section 16.7 and RFC 4320 to the letter, and relays for one domain only. With a
method as its third argument it loses those requests."""
import re
import socket
import sys

own, domain = int(sys.argv[1]), sys.argv[2]
lost = sys.argv[3].encode() + b" " if len(sys.argv) > 3 else None
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
sock.bind(("127.0.0.1", own))
contexts = {}  # by the branch that this proxy has made
servers = {}  # the same by the branch of whoever asked
count = 0


def field(head, name):
    found = re.search(rb"^" + name + rb"[ \t]*:[ \t]*([^\r]*)\r?$", head, re.M | re.I)
    return found.group(1) if found else b""


def own_answer(request, line):
    head = request.split(b"\r\n\r\n")[0]
    fields = re.findall(rb"^(?:Via|From|Call-ID|CSeq)[ \t]*:.*\r?$", head, re.M | re.I)
    to = field(head, b"To")
    fields.append(b"To: " + to + (b"" if b";tag=" in to else b";tag=book"))
    return b"\r\n".join([line] + [f.strip() for f in fields] + [b"Content-Length: 0", b"", b""])


def branch_of(via):
    found = re.search(rb"branch=([^;,\s]+)", via)
    return found.group(1) if found else b""


def request_came(message, peer):
    global count
    head = message.split(b"\r\n\r\n")[0]
    method, uri = head.split(b" ")[:2]
    if method == b"CANCEL":
        sock.sendto(own_answer(message, b"SIP/2.0 200 OK"), peer)
        return
    if method != b"ACK" and field(head, b"Max-Forwards") == b"0":
        sock.sendto(own_answer(message, b"SIP/2.0 483 Too Many Hops"), peer)
        return
    if method != b"ACK" and (b"@" + domain.encode()) not in field(head, b"From"):
        sock.sendto(own_answer(message, b"SIP/2.0 403 Not Your Domain"), peer)
        return
    key = branch_of(field(head, b"Via"))
    if method == b"ACK" and key in servers:
        return  # of an answer that is not 2xx: it ends here
    if key in servers:
        return  # again
    target = re.match(rb"sip:(?:[^@]*@)?([\d.]+):(\d+)", uri)
    if not target:
        return
    count += 1
    branch = b"z9hG4bKbook%d" % count
    via = b"\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=%s\r\n" % (own, branch)
    there = (target.group(1).decode(), int(target.group(2)))
    sock.sendto(message.replace(b"\r\n", via, 1), there)
    if method == b"ACK":
        return
    servers[key] = branch
    contexts[branch] = {"request": message, "peer": peer, "there": there, "branch": branch, "method": method, "done": False}
    if method == b"INVITE":
        sock.sendto(own_answer(message, b"SIP/2.0 100 Trying"), peer)


def response_came(message):
    start = re.match(rb"[\r\n]*(SIP/2\.0 ([1-6]\d\d) [^\r\n\0]*)\r\n", message, re.I)
    if not start:
        return
    code = int(start.group(2))
    via = re.search(rb"\r\nVia:[^\r\n]*", message)
    context = contexts.get(branch_of(via.group(0))) if via else None
    if context is None:
        return
    invite = context["method"] == b"INVITE"
    if invite and code >= 300:  # RFC 3261 17.1.1.3
        head = context["request"].split(b"\r\n\r\n")[0]
        lines = [
            b"ACK " + head.split(b" ")[1] + b" SIP/2.0",
            b"Via: SIP/2.0/UDP 127.0.0.1:%d;branch=%s" % (own, context["branch"]),
            b"Max-Forwards: 70",
            b"From: " + field(head, b"From"),
            b"To: " + field(message.split(b"\r\n\r\n")[0], b"To"),
            b"Call-ID: " + field(head, b"Call-ID"),
            b"CSeq: 1 ACK",
            b"Content-Length: 0",
            b"",
            b"",
        ]
        sock.sendto(b"\r\n".join(lines), context["there"])
    if context["done"] and not (invite and 200 <= code < 300):
        return
    forwarded = message[: via.start()] + message[via.end() :]
    if code < 200:
        # 16.7 step 5 and RFC 4320 section 4.1
        if code != 100 and invite:
            sock.sendto(forwarded, context["peer"])
        return
    context["done"] = True
    if code == 408 and not invite:
        return  # RFC 4320 section 4.2
    if code == 503:
        forwarded = own_answer(context["request"], b"SIP/2.0 500 Server Internal Error")  # 16.7 step 6
    sock.sendto(forwarded, context["peer"])


while True:
    octets, sender = sock.recvfrom(65535)
    if lost and octets.startswith(lost):
        continue
    if re.match(rb"[A-Z]+ sips?:[^\s]+ SIP/2\.0\r\n", octets):
        request_came(octets, sender)
    else:
        response_came(octets)
