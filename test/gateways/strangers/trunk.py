"""A trunk over UDP: it knows one user, alice with the password wonderland, asks for credentials (RFC 2617, MD5, qop auth),
and sends what is for her to where she has registered. Responses go back by Via."""
import hashlib
import re
import socket
import sys

ours = ("127.0.0.1", int(sys.argv[1]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(ours)
registered = None
count = 0


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def is_known(message, method, field):
    found = re.search(rb"(?im)^" + field + rb"[ \t]*:[ \t]*Digest[ \t]+([^\r]*)", message)
    if found is None:
        return False
    values = dict(re.findall(r'(\w+)="?([^",]*)"?', found.group(1).decode()))
    if values.get("username") != "alice" or values.get("nonce") != "n%d" % ours[1]:
        return False
    one = md5("alice:trunk:wonderland")
    two = md5("%s:%s" % (method, values["uri"]))
    return values["response"] == md5(":".join([one, values["nonce"], values["nc"], values["cnonce"], values["qop"], two]))


def say(line, message, peer, more=b""):
    head = re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", message)
    sock.sendto(line + b"\r\n" + b"".join(head) + more + b"Content-Length: 0\r\n\r\n", peer)


challenge = b'Digest realm="trunk", nonce="n%d", algorithm=MD5, qop="auth"\r\n' % ours[1]
while True:
    message, peer = sock.recvfrom(65535)
    asked = re.match(rb"([A-Z]+) (\S+) SIP/2\.0\r\n", message)
    if asked is None:
        vias = list(re.finditer(rb"(?m)^Via: SIP/2\.0/UDP ([\d.]+):(\d+)[^\r]*\r\n", message))
        if len(vias) < 2 or int(vias[0].group(2)) != ours[1] or not re.match(rb"SIP/2\.0 [1-6]\d\d [^\r\n\0]*\r\n", message):
            continue
        back = message[: vias[0].start()] + message[vias[0].end() :]
        sock.sendto(back, (vias[1].group(1).decode(), int(vias[1].group(2))))
        continue
    method = asked.group(1).decode()
    if b"sip:ping@" in asked.group(2):
        say(b"SIP/2.0 200 OK", message, peer)
    elif method == "REGISTER":
        if not is_known(message, method, b"Authorization"):
            say(b"SIP/2.0 401 Unauthorized", message, peer, b"WWW-Authenticate: " + challenge)
            continue
        contact = re.search(rb"(?im)^Contact: <sip:[^@>]+@([\d.]+):(\d+)", message)
        registered = (contact.group(1).decode(), int(contact.group(2)))
        say(b"SIP/2.0 200 OK", message, peer, b"Contact: <sip:case@%s:%d>;expires=60\r\n" % (registered[0].encode(), registered[1]))
    elif not is_known(message, method, b"Proxy-Authorization"):
        say(b"SIP/2.0 407 Proxy Authentication Required", message, peer, b"Proxy-Authenticate: " + challenge)
    elif registered is not None:
        count += 1
        via = b"Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKtrunk%d\r\n" % (ours[0].encode(), ours[1], count)
        line = asked.group(1) + b" sip:case@%s:%d SIP/2.0\r\n" % (registered[0].encode(), registered[1])
        sock.sendto(line + via + message[asked.end() :], registered)
