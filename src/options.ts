import type { ParseOptions, Profile } from './status-line.ts';
import { describeValue } from './text/describe-value.ts';

/** The profile that the options ask for; strict when they do not say. Throws TypeError for a wrong option. */
export function profileOf(options: ParseOptions | undefined): Profile {
  if (options === undefined) return 'strict';
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options must be an object, not ${options === null ? 'null' : typeof options}`);
  }
  const { profile } = options;
  if (profile === 'lenient') return profile;
  if (profile === undefined || profile === 'strict') return 'strict';
  throw new TypeError(`profile must be 'strict' or 'lenient', not ${describeValue(profile)}`);
}
