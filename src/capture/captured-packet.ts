/** What a capture says of the packet that a status line came in: of its first octet, where it came in several. */
export interface CapturedPacket {
  /** Packets are counted from 1, in the order of the file, as other tools count them. */
  readonly number: number;
  /** Nanoseconds since 1970-01-01T00:00:00Z; undefined where the file does not say. */
  readonly time: bigint | undefined;
  /** What carried it. */
  readonly transport: 'udp' | 'tcp';
  /** Who sent it. */
  readonly source: Endpoint;
  /** To whom it was sent. */
  readonly destination: Endpoint;
  /** The number of the interface that it was captured on, in a pcapng file; interfaces are counted from 0 in each section. */
  readonly interface: number | undefined;
}

/** Where a packet comes from, or where it goes. */
export interface Endpoint {
  /** `192.0.2.1` or `2001:db8::1`; `0.0.0.0` where the file does not say. */
  readonly address: string;
  /** Of UDP or TCP; 0 where the file does not say. */
  readonly port: number;
}
