import * as fc from 'fast-check';
import { productionsOf } from '../grammar/productions.ts';
import { statusLineRecipe } from '../grammar/recipes.ts';
import { derivedFrom } from './from-grammar/sentence.ts';

/** Which versions {@link sipVersion} makes. */
export interface SipVersionConstraints {
  /** Whether `SIP` is always upper-case, as the builder writes it. Default: false. */
  readonly upperCase?: boolean | undefined;
  /** Only `SIP/2.0`, in whatever case. Default: false. */
  readonly supported?: boolean | undefined;
}

/**
 * SIP versions as RFC 3261 §25.1 spells them: mostly `SIP/2.0`, then other numbers, those that wrap to 2.0 in 8, 16,
 * 32 and 64 bits among them, and `SIP` in any case.
 */
export function sipVersion(constraints: SipVersionConstraints = {}): fc.Arbitrary<string> {
  const { upperCase = false, supported = false } = constraints;
  const numbered = supported
    ? fc.constant('SIP/2.0')
    : fc.oneof(
        { withCrossShrink: true },
        { weight: 12, arbitrary: fc.constant('SIP/2.0') },
        { weight: 2, arbitrary: fc.constantFrom(...odd.map((numbers) => `SIP/${numbers}`)) },
        { weight: 1, arbitrary: any.map((version) => `SIP${version.slice(3)}`) },
      );
  if (upperCase) return numbered;
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 9, arbitrary: numbered },
    { weight: 1, arbitrary: fc.tuple(letters, numbered).map(([name, version]) => name + version.slice(3)) },
  );
}

const any = derivedFrom(productionsOf(statusLineRecipe, 'sipVersion'), { maxRepetitions: 4 });

const letters = fc.constantFrom('sip', 'Sip', 'sIP', 'SiP', 'siP', 'SIp', 'sIp');

const odd = [
  ...['2.1', '1.0', '3.0', '0.0', '2.00', '02.0', '002.000', '20.0', '2.01', '7.0', '9.9', '22.22'],
  ...[8, 16, 32, 64].map((bits) => `${(1n << BigInt(bits)) + 2n}.${1n << BigInt(bits)}`),
  ...[20, 64, 255, 256, 1024].map((length) => `2.${'0'.repeat(length)}`),
];
