import { describe, expect, test } from 'vitest';
import { latin1Of } from '../../src/text/latin-1.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { engines } from '../contract/engines.ts';
import { corpus } from '../corpus/corpus.ts';
import { anyOctets } from '../laws/lines.ts';
import { law } from '../prop.ts';
import { judge } from './automaton.ts';

const profiles = ['strict', 'lenient'] as const;

describe.each(profiles)('the automaton gives the %s labels of the corpus', (profile) => {
  test.each(corpus)('$id $text', (row) => {
    const judgement = judge(latin1Of(row.line), profile);
    expect(judgement.accepted ? 'accept' : 'reject').toBe(row[profile]);
    expect(judgement.fault).toEqual(row.faults?.[profile]);
    if (profile === 'lenient' && judgement.accepted) expect(judgement.deviations).toEqual(row.deviations);
  });
});

for (const { name, parse } of engines) {
  for (const profile of profiles) {
    law(`the automaton agrees on verdict, fields, deviations and fault: ${name}, ${profile}`, [anyOctets], (octets) => {
      const { accepted, fields, deviations, fault } = judge(latin1Of(octets), profile);
      const result = parse(octets, { profile });
      expect(result.deviations).toEqual(deviations);
      if (accepted) {
        const phrase = Uint8Array.from(fields?.reasonPhrase ?? '', (character) => character.charCodeAt(0));
        expect(result.statusLine).toEqual({ ...fields, reasonPhrase: decodeOctets(phrase) });
      } else expect({ code: result.fault?.code, offset: result.fault?.offset }).toEqual(fault);
    });
  }
}
