import type { Buffer } from 'node:buffer';
import { createSocket } from 'node:dgram';
import { openConnection, UdpEndpoint } from '../sip/endpoint.ts';
import { type Address, hostPort, request, startLineOf } from '../sip/message.ts';
import { openSocket } from '../sip/stream.ts';
import type { Transport } from '../sip/transport.ts';

/** Where somebody is asked, and from which address of this machine. */
export interface Asked {
  readonly transport: Transport;
  readonly address: Address;
  readonly localHost: string;
}

/** What came of a question. */
export interface Pinged {
  /** Whether it was answered with SIP, whatever the answer says. */
  readonly isAnswered: boolean;
  /** The start line that came back, or its beginning, as JSON; undefined where nothing did. */
  readonly received: string | undefined;
}

let pings = 0;

/** Asks with OPTIONS, and waits some milliseconds for an answer. */
export async function ping({ transport, address, localHost }: Asked, limit: number): Promise<Pinged> {
  pings += 1;
  const callId = `ping-${process.pid}-${pings}`;
  let received: string | undefined;
  let isOver: (isAnswered: boolean) => void = () => {};
  const answered = new Promise<boolean>((resolve) => {
    isOver = resolve;
  });
  const timer = setTimeout(() => isOver(false), limit);
  const onOctets = (octets: Buffer): void => {
    const startLine = startLineOf(octets).toString('latin1');
    received = JSON.stringify(startLine.slice(0, 100));
    if (/^SIP\/2\.0 /i.test(startLine) && octets.includes(callId)) isOver(true);
  };
  const options = (from: Address): Buffer =>
    request({
      ...{ method: 'OPTIONS', uri: `sip:ping@${hostPort(address)}`, transport, from, callId, branch: callId },
      // RFC 3261 §16.3: a proxy answers it itself then, and so does everybody else (§11.2).
      maxForwards: 0,
    });
  try {
    if (transport === 'udp') {
      const endpoint = await UdpEndpoint.open({ host: localHost, port: 0 }, ({ message }) => onOctets(message));
      endpoint.send(options(endpoint.address), address);
      const isAnswered = await answered;
      endpoint.close();
      return { isAnswered, received };
    }
    // What is no SIP has no end that could be told: whatever comes is looked at.
    const connection = await openConnection(transport, address, {
      ...{ limit, raw: onOctets },
      onMessage: ({ message }) => onOctets(message),
    });
    connection.send(options(connection.address));
    const isAnswered = await answered;
    connection.close();
    return { isAnswered, received };
  } catch {
    return { isAnswered: false, received }; // nobody listens
  } finally {
    clearTimeout(timer);
  }
}

/** Whether somebody listens at an address. Nobody does where the port refuses what comes. */
export function isListening({ transport, address }: Omit<Asked, 'localHost'>, limit: number): Promise<boolean> {
  if (transport !== 'udp') {
    return openSocket('tcp', address, limit).then(
      (socket) => {
        socket.destroy();
        return true;
      },
      () => false,
    );
  }
  const socket = createSocket(address.host.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const end = (isThere: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(isThere);
    };
    // RFC 1122 §4.1.3.3: a port that is not there is told to a socket that is connected.
    const timer = setTimeout(() => end(true), 100);
    socket.once('error', () => end(false));
    socket.connect(address.port, address.host, () => socket.send('\r\n\r\n'));
  });
}
