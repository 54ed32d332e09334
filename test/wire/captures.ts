import { joined } from './joined.ts';

// Captures made octet by octet, so that each kind is there whatever programs are installed.

export interface Frame {
  readonly payload: Uint8Array | string;
  readonly transport?: 'udp' | 'tcp';
  readonly ip?: 4 | 6;
  readonly link?: LinkName;
  readonly tags?: readonly number[];
  /** Microseconds, or nanoseconds where the file counts them. */
  readonly time?: bigint;
  readonly sequence?: number;
  readonly flags?: number;
  readonly from?: number;
  /** How many octets of the frame the file has; all of them where it is left out. */
  readonly captured?: number;
  readonly interface?: number;
  /** Octets after the IP packet, as a network card fills up short frames. */
  readonly padding?: Uint8Array | string;
  /** The type that stands before each tag: 0x8100 where it is left out. */
  readonly tagType?: number;
}

export const linkTypes = { ethernet: 1, cooked: 113, cooked2: 276, raw: 101, loopback: 0 } as const;
export type LinkName = keyof typeof linkTypes;

export function frame(init: Frame): Uint8Array {
  const { ip = 4, link = 'ethernet', tags = [], tagType = 0x8100, padding = '' } = init;
  const packet = joined(ip === 4 ? ipv4(init) : ipv6(init), padding);
  const type = ip === 4 ? 0x0800 : 0x86dd;
  const typed = joined(...tags.flatMap((tag) => [uint16(tagType), uint16(tag)]), uint16(type));
  switch (link) {
    case 'ethernet':
      return joined(new Uint8Array(12).fill(2), typed, packet);
    case 'cooked':
      return joined(new Uint8Array(14), typed, packet);
    case 'cooked2':
      return joined(typed.subarray(0, 2), new Uint8Array(18), typed.subarray(2), packet);
    case 'loopback':
      return joined(Uint8Array.from([ip === 4 ? 2 : 30, 0, 0, 0]), packet);
    default:
      return packet;
  }
}

function transported({ transport = 'udp', payload, sequence = 1, flags = 0x18, from = 5060 }: Frame): Uint8Array {
  const ports = joined(uint16(from), uint16(5062));
  const octets = joined(payload);
  if (transport === 'udp') return joined(ports, uint16(8 + octets.length), uint16(0), octets);
  const rest = Uint8Array.from([0, 0, 0, 0, 0x50, flags, 0xff, 0xff, 0, 0, 0, 0]);
  return joined(ports, uint32(sequence >>> 0), rest, octets);
}

function ipv4(init: Frame): Uint8Array {
  const inner = transported(init);
  const header = Uint8Array.from([
    0x45,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    64,
    init.transport === 'tcp' ? 6 : 17,
    0,
    0,
    192,
    0,
    2,
    1,
    192,
    0,
    2,
    2,
  ]);
  header.set(uint16(20 + inner.length), 2);
  return joined(header, inner);
}

function ipv6(init: Frame): Uint8Array {
  const inner = transported(init);
  const header = new Uint8Array(40);
  header[0] = 0x60;
  header.set(uint16(inner.length), 4);
  header[6] = init.transport === 'tcp' ? 6 : 17;
  header.set([0x20, 0x01, 0x0d, 0xb8], 8);
  header[23] = 1;
  header.set([0x20, 0x01, 0x0d, 0xb8], 24);
  header[39] = 2;
  return joined(header, inner);
}

export function pcap(
  frames: readonly Frame[],
  { isLittle = true, isNano = false, link = 'ethernet' as LinkName } = {},
): Uint8Array {
  const number = isLittle ? uint32le : uint32;
  const header = [
    number(isNano ? 0xa1b23c4d : 0xa1b2c3d4),
    number(isLittle ? 0x00040002 : 0x00020004),
    number(0),
    number(0),
  ];
  const perSecond = isNano ? 1_000_000_000n : 1_000_000n;
  const records = frames.map((init) => {
    const octets = frame({ link, ...init });
    const { time = 0n, captured = octets.length } = init;
    return joined(
      number(Number(time / perSecond)),
      number(Number(time % perSecond)),
      number(captured),
      number(octets.length),
      octets.subarray(0, captured),
    );
  });
  return joined(...header, number(262_144), number(linkTypes[link]), ...records);
}

export interface InterfaceInit {
  readonly link: LinkName;
  /** The value of if_tsresol. */
  readonly resolution?: number;
  /** The value of if_tsoffset: seconds. */
  readonly offset?: number;
}

/** One section with some interfaces; each frame is of one of them. */
export function pcapng(
  frames: readonly Frame[],
  { isLittle = true, interfaces = [{ link: 'ethernet' }] as readonly InterfaceInit[], isSimple = false } = {},
): Uint8Array {
  const number = isLittle ? uint32le : uint32;
  const short = isLittle ? uint16le : uint16;
  const block = (type: number, body: Uint8Array): Uint8Array => {
    const padded = joined(body, new Uint8Array(-body.length & 3));
    const length = number(padded.length + 12);
    return joined(number(type), length, padded, length);
  };
  const section = joined(number(0x1a2b3c4d), short(1), short(0), new Uint8Array(8).fill(0xff));
  const described = interfaces.map(({ link, resolution, offset }) =>
    block(
      1,
      joined(
        short(linkTypes[link]),
        short(0),
        number(0),
        ...(resolution === undefined ? [] : [short(9), short(1), Uint8Array.from([resolution, 0, 0, 0])]),
        ...(offset === undefined
          ? []
          : [short(14), short(8), ...(isLittle ? [number(offset), number(0)] : [number(0), number(offset)])]),
        number(0),
      ),
    ),
  );
  const packets = frames.map((init) => {
    const of = init.interface ?? 0;
    const octets = frame({ link: interfaces[of]?.link ?? 'ethernet', ...init });
    if (isSimple) return block(3, joined(number(octets.length), octets));
    const { time = 0n, captured = octets.length } = init;
    return block(
      6,
      joined(
        number(of),
        number(Number(time >> 32n)),
        number(Number(time & 0xffffffffn)),
        number(captured),
        number(octets.length),
        octets.subarray(0, captured),
      ),
    );
  });
  const custom = block(0xbad, joined('SIP/2.0 200 OK, but in no packet'));
  return joined(block(0x0a0d0d0a, section), ...described, custom, ...packets);
}

export function response(code: number, phrase: string, body = '', type = 'application/sdp'): string {
  return `SIP/2.0 ${code} ${phrase}\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nCall-ID: 1\r\n${
    body === '' ? '' : `Content-Type: ${type}\r\n`
  }Content-Length: ${body.length}\r\n\r\n${body}`;
}

export function notify(body: string): string {
  return `NOTIFY sip:a@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1\r\nContent-Type: message/sipfrag\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

const uint16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value);
const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
const uint16le = (value: number): Uint8Array => uint16(value).reverse();
const uint32le = (value: number): Uint8Array => uint32(value).reverse();
