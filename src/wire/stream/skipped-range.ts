import type { MessageFault } from '../../faults/message-fault.ts';

/** Octets of a stream that are no part of what was yielded, from an offset up to another. Ranges come in order. */
export type SkippedRange =
  | {
      readonly start: number;
      readonly end: number;
      /**
       * - `keep-alive`: a CRLF between messages (RFC 3261 §7.5), such as the pong of RFC 5626 §3.5.1
       * - `ping`: a CRLF directly after a keep-alive; together they are the ping of RFC 5626 §3.5.1, which wants a CRLF
       * - `leading-octets`: lenient: CR, LF, NUL, SP, HTAB and byte order marks before a message
       * - `request`: a whole request
       */
      readonly why: 'keep-alive' | 'ping' | 'leading-octets' | 'request';
      readonly fault?: undefined;
    }
  | {
      readonly start: number;
      readonly end: number;
      /** A faulty message, and what had to be skipped to find the next: only with `resynchronise`. */
      readonly why: 'fault';
      readonly fault: MessageFault;
    };
