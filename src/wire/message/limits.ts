import { profileOf } from '../../options.ts';
import type { Profile } from '../../status-line.ts';
import { describeValue } from '../../text/describe-value.ts';

/** What may be asked of whatever reads messages. */
export interface MessageOptions {
  /** Default: `lenient`, because a stream has to go on. Anything else than the two is a TypeError. */
  readonly profile?: Profile | undefined;
  /** The longest start-line, in octets, its line end included. Default: 65,536. */
  readonly maxLineOctets?: number | undefined;
  /** The longest header section, in octets, its empty line included. Default: 65,536. */
  readonly maxHeadOctets?: number | undefined;
  /** The longest body, in octets. Default: 1,048,576. */
  readonly maxBodyOctets?: number | undefined;
}

/** The options with nothing left out, and what the transport demands. */
export interface MessageRules {
  /** RFC 3261 §20.14: on a stream, Content-Length must be there. A datagram ends its message itself. */
  readonly needsContentLength: boolean;
  readonly profile: Profile;
  readonly maxLineOctets: number;
  readonly maxHeadOctets: number;
  readonly maxBodyOctets: number;
}

/** The rules that the options ask for. Throws TypeError for a wrong option. */
export function messageRulesOf(options: MessageOptions | undefined, needsContentLength: boolean): MessageRules {
  // Checks that options is an object, and its profile.
  profileOf(options);
  const {
    profile = 'lenient',
    maxLineOctets = 65_536,
    maxHeadOctets = 65_536,
    maxBodyOctets = 1_048_576,
  } = options ?? {};
  checkLimit('maxLineOctets', maxLineOctets, 1);
  checkLimit('maxHeadOctets', maxHeadOctets, 1);
  checkLimit('maxBodyOctets', maxBodyOctets, 0);
  return { needsContentLength, profile, maxLineOctets, maxHeadOctets, maxBodyOctets };
}

/** As many octets as every engine has room for in one array. */
const mostOctets = 2 ** 31 - 1;

/** Throws TypeError for a number that is no limit. */
export function checkLimit(name: string, limit: unknown, least: number): void {
  if (!Number.isInteger(limit) || (limit as number) < least || (limit as number) > mostOctets) {
    throw new TypeError(`${name} must be an integer from ${least} to ${mostOctets}, not ${describeValue(limit)}`);
  }
}
