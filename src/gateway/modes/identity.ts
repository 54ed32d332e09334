import { type Address, hostPort, type Method } from '../sip/message.ts';

/** Who we say that we are where we call, for targets that go by it. */
export interface Identity {
  /** The method of our requests. Default: OPTIONS, and INVITE in mode b2bua. In mode uas, of those that are answered with cases. */
  readonly method?: Method;
  /** The URI of From. */
  readonly from?: string;
  /** The URI of To. */
  readonly to?: string;
  /** The domain of both, where they are not given. */
  readonly domain?: string;
  /** Header fields of our requests beside ours, as `Name: value`. */
  readonly headers?: readonly string[];
}

/** The URIs of From and To of a request that comes from an address of ours and goes to a URI of ours. */
export function urisOf({ from, to, domain }: Identity, ours: Address, uri: string): { from: string; to: string } {
  return {
    from: from ?? `sip:fuzz@${domain ?? hostPort(ours)}`,
    to: to ?? (domain === undefined ? uri : `sip:case@${domain}`),
  };
}

/** What a request of a method must have beside what all have: RFC 6665 §4.1.2 and §8.1.1. */
export function fieldsOf(method: Method): readonly string[] {
  return method === 'SUBSCRIBE' ? ['Event: presence', 'Expires: 0'] : [];
}
