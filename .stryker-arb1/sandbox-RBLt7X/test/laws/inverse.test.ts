import { expect } from 'vitest';
import { buildStatusLine, encodeStatusLine } from '../../src/index.ts';
import { engines } from '../contract/engines.ts';
import { law } from '../prop.ts';
import { validStatusLine } from './lines.ts';

for (const { name, parse } of engines) {
  law(`inverse: parsing what was built gives the object back: ${name}`, [validStatusLine], (line) => {
    expect(parse(buildStatusLine(line))).toEqual({ statusLine: line, deviations: [], fault: undefined });
    expect(parse(encodeStatusLine(line))).toEqual({ statusLine: line, deviations: [], fault: undefined });
  });
}
