import { Buffer } from 'node:buffer';
import { displayReasonPhrase, isRegistered, type Profile, statusClass } from '../../index.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import { methodFrom } from '../../wire/search/cseq.ts';
import { judge } from '../../wire/search/judge.ts';
import type { Where } from '../../wire/search/listener.ts';
import type { Passage } from '../../wire/search/passage.ts';

/**
 * A status line as one line of JSON with the same columns each time, all of them plain values but for `deviations`, so
 * that engines that read NDJSON make a table of them by themselves. What is not there is null.
 */
export function row(
  file: string,
  passage: Passage,
  start: number,
  end: number,
  where: Where,
  method: number,
  profile: Profile,
): string {
  const octets = passage.octets.subarray(start, end);
  const { statusLine, deviations, fault } = judge(octets, profile);
  const packet = passage.packetAt(start)?.describe();
  const text = decodeOctets(octets).replace(/\r?\n$|\r$/, '');
  const isText = !/[\ud800-\udfff]/u.test(text);
  return JSON.stringify({
    file,
    offset: passage.offsetAt(start),
    where,
    line: isText ? text : displayReasonPhrase(text),
    octets: isText ? null : Buffer.from(octets).toString('base64'),
    sipVersion: statusLine?.sipVersion ?? null,
    statusCode: statusLine?.statusCode ?? null,
    statusClass: statusLine === undefined ? null : (statusClass(statusLine.statusCode) ?? null),
    isRegistered: statusLine === undefined ? null : isRegistered(statusLine.statusCode),
    reasonPhrase:
      statusLine === undefined ? null : isText ? statusLine.reasonPhrase : displayReasonPhrase(statusLine.reasonPhrase),
    method: method === -1 ? null : methodFrom(passage.octets, method),
    deviations: deviations.map(({ code }) => code),
    fault: fault?.code ?? null,
    faultOffset: fault?.offset ?? null,
    time: packet?.time === undefined ? null : timestamp(packet.time),
    packet: packet?.number ?? null,
    interface: packet?.interface ?? null,
    transport: packet?.transport ?? null,
    source: packet?.source.address ?? null,
    sourcePort: packet?.source.port ?? null,
    destination: packet?.destination.address ?? null,
    destinationPort: packet?.destination.port ?? null,
  });
}

/** Nanoseconds since 1970 as text, to the microsecond: what is finer, most engines refuse. */
function timestamp(time: bigint): string | null {
  const micros = time / 1000n;
  const date = new Date(Number(micros / 1000n));
  if (Number.isNaN(date.getTime())) return null;
  return `${date.toISOString().slice(0, -1)}${String(Number(((micros % 1000n) + 1000n) % 1000n)).padStart(3, '0')}Z`;
}
