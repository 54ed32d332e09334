"""A relay over UDP, on socketserver, that takes it for granted that an answer looks like one."""
import re
import socketserver
import sys


class Relay(socketserver.UDPServer):
    def handle_error(self, request, client_address):
        raise  # what is wrong shall be seen


class Datagram(socketserver.DatagramRequestHandler):
    def handle(self):
        message = self.rfile.read()
        host, port = self.server.server_address
        lines = message.split(b"\r\n")
        if b" sip:" in lines[0]:
            name = re.search(rb"@([\d.]+):(\d+)", lines[0])
            if int(name[2]) == port:
                kept = [line for line in lines if re.match(rb"(?i)(Via|From|To|Call-ID|CSeq):", line)]
                self.wfile.write(b"\r\n".join([b"SIP/2.0 483 Too Many Hops", *kept, b"Content-Length: 0", b"", b""]))
                return
            self.send([lines[0], b"Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK%x" % (host.encode(), port, hash(message)), *lines[1:]], name)
        else:
            code = code_of(lines[0])
            ours = next(at for at, line in enumerate(lines) if line.startswith(b"Via:"))
            onward = lines[:ours] + lines[ours + 1 :]
            if code >= 100:
                self.send(onward, re.search(rb"\r\nVia: SIP/2.0/UDP ([\d.]+):(\d+)", b"\r\n".join(onward)))

    def send(self, lines, where):
        self.socket.sendto(b"\r\n".join(lines), (where[1].decode(), int(where[2])))


def code_of(line):
    return int(re.match(rb"SIP/2\.0 (\d{3}) ", line).group(1))


with Relay(("127.0.0.1", int(sys.argv[1])), Datagram) as relay:
    relay.max_packet_size = 65535
    relay.serve_forever()
