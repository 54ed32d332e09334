/** What carries the messages: datagrams, connections of octets, or connections of messages (WebSocket, RFC 7118). */
export const transports = ['udp', 'tcp', 'tls', 'ws', 'wss'] as const;

/** One of {@link transports}. */
export type Transport = (typeof transports)[number];

export function isTransport(name: unknown): name is Transport {
  return (transports as readonly unknown[]).includes(name);
}

/** Whether it is a stream of octets, in which the next message may stand right after one. */
export function isStream(transport: Transport): boolean {
  return transport === 'tcp' || transport === 'tls';
}

/** Whether each message is one of a WebSocket. */
export function isWebSocket(transport: Transport): boolean {
  return transport === 'ws' || transport === 'wss';
}

/** What it takes a certificate for. */
export function isSecure(transport: Transport): boolean {
  return transport === 'tls' || transport === 'wss';
}

/** What a SIP URI calls it. A secure WebSocket has the name of a plain one (RFC 7118 §5.2). */
export function nameInUri(transport: Transport): string {
  return isWebSocket(transport) ? 'ws' : transport;
}

/** The parameter of a SIP URI that asks for it; UDP is what is asked for without one. */
export function uriParameter(transport: Transport): string {
  return transport === 'udp' ? '' : `;transport=${nameInUri(transport)}`;
}
