import { completeSuite, coveringLines, exam, octetsEverywhere } from '../../arbitraries/index.ts';
import type { GeneratedLine } from '../../arbitraries/test-run/labelled-line.ts';
import type { Case } from '../../arbitraries/test-run/test-case.ts';
import { safeParseStatusLine } from '../../index.ts';
import type { Profile } from '../../status-line.ts';
import type { SuiteKind } from './suite-kinds.ts';

/** The lines of a suite, each with what our profiles have to say of it. */
export function* suiteLines(kind: SuiteKind, profile: Profile): Generator<Case<GeneratedLine>> {
  let index = 0;
  for (const octets of octetsOf(kind, profile)) {
    yield { address: `${kind}:${index}`, value: labelled(octets) };
    index += 1;
  }
}

function* octetsOf(kind: SuiteKind, profile: Profile): Generator<Uint8Array> {
  switch (kind) {
    case 'complete':
      yield* completeSuite({ profile });
      break;
    case 'covering':
      yield* coveringLines();
      break;
    case 'octets':
      for (const { octets } of octetsEverywhere({ profile })) yield octets;
      break;
    case 'exam':
      for (const { octets } of exam({ profile })) yield octets;
  }
}

function labelled(octets: Uint8Array): GeneratedLine {
  const { fault } = safeParseStatusLine(octets);
  if (fault === undefined) return { kind: 'valid', octets };
  const { statusLine, deviations } = safeParseStatusLine(octets, { profile: 'lenient' });
  if (statusLine !== undefined) return { kind: 'lenient', octets, deviations };
  return { kind: 'malformed', octets };
}
