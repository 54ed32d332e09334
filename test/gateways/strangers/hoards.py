"""A relay over TCP with a connection for each request. What it cannot read it puts into a file, and leaves that open."""
import asyncio
import re
import sys
import tempfile

unread = []
legs = set()


async def message_from(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?im)^(?:Content-Length|l)[ \t]*:[ \t]*(\d+)", head)
    return head + await reader.readexactly(int(length[1]) if length else 0)


async def one_leg(request, host, port, own_port, caller):
    reader, leg = await asyncio.open_connection(host, port)
    via = b"Via: SIP/2.0/TCP 127.0.0.1:%d;branch=z9hG4bK%d\r\n" % (own_port, id(leg))
    line, rest = request.split(b"\r\n", 1)
    leg.write(line + b"\r\n" + via + rest)
    try:
        status = None
        while status is None or status[1] < b"200":
            answer = await message_from(reader)
            status = re.match(rb"SIP/2\.0 ([1-6]\d\d) [^\r\n]*\r\n", answer)
            if status is None:
                unread.append(tempfile.TemporaryFile())
                unread[-1].write(answer)
            else:
                caller.write(answer.replace(via, b"", 1))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    asyncio.get_running_loop().call_later(0.03, leg.close)


async def serve(reader, writer):
    own_port = writer.get_extra_info("sockname")[1]
    try:
        while True:
            request = await message_from(reader)
            to = re.match(rb"[A-Z]+ sip:[^@\s]*@([\d.]+):(\d+)", request)
            if to is None:
                continue
            if int(to[2]) == own_port:
                head = b"".join(re.findall(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):[^\r]*\r\n", request))
                writer.write(b"SIP/2.0 483 Too Many Hops\r\n" + head + b"Content-Length: 0\r\n\r\n")
            else:
                task = asyncio.create_task(one_leg(request, to[1].decode(), int(to[2]), own_port, writer))
                legs.add(task)
                task.add_done_callback(legs.discard)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1])) as server:
        await server.serve_forever()


asyncio.run(main())
