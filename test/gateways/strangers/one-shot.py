"""A relay over TCP that takes one request a connection, as HTTP/1.0 does: the answer ends it."""
import re
import socket
import sys
import threading

me = ("127.0.0.1", int(sys.argv[1]))


def message_from(peer):
    octets = b""
    while True:
        head, empty_line, body = octets.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^(?:Content-Length|l)\s*:\s*(\d+)", head) if empty_line else None
        if empty_line and len(body) >= int(length[1] if length else 0):
            return head + empty_line + body
        more = peer.recv(65536)
        if more == b"":
            return None
        octets += more


def serve(caller):
    with caller:
        request = message_from(caller)
        to = re.match(rb"[A-Z]+ sip:[^@ ]*@([\d.]+):(\d+)[^ ]* SIP/2\.0\r\n", request or b"")
        if to is None:
            return
        if int(to[2]) == me[1]:
            head = b"".join(re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", request))
            caller.sendall(b"SIP/2.0 483 Too Many Hops\r\n" + head + b"Content-Length: 0\r\n\r\n")
            return
        with socket.create_connection((to[1].decode(), int(to[2]))) as callee:
            via = b"Via: SIP/2.0/TCP 127.0.0.1:%d;branch=z9hG4bK%d\r\n" % (me[1], callee.getsockname()[1])
            callee.sendall(request[: to.end()] + via + request[to.end() :])
            status = None
            while status is None or status[1] == b"1":
                answer = message_from(callee)
                if answer is None:
                    return
                status = re.match(rb"SIP/2\.0 ([1-6])\d\d [^\r\n]*\r\n", answer)
                if status:
                    caller.sendall(answer.replace(via, b"", 1))


for caller, _ in iter(socket.create_server(me).accept, None):
    threading.Thread(target=serve, args=(caller,), daemon=True).start()
