import { expect } from 'vitest';
import { engines } from '../contract/engines.ts';
import { law, trivial } from '../prop.ts';
import { editedLine, strictLine } from './lines.ts';

for (const { name, parse } of engines) {
  law(`superset: lenient says of every strict line what strict says: ${name}`, [strictLine], (line) => {
    const strict = parse(line);
    expect(strict.fault).toBeUndefined();
    expect(parse(line, { profile: 'lenient' })).toEqual(strict);
  });

  law(
    `superset: what strict refuses, lenient refuses no earlier, or reports what it forgave: ${name}`,
    [editedLine],
    (line) => {
      const strict = parse(line);
      const lenient = parse(line, { profile: 'lenient' });
      if (strict.fault === undefined) {
        expect(lenient).toEqual(strict);
        return trivial;
      }
      if (lenient.fault === undefined) expect(lenient.deviations).not.toEqual([]);
      else expect(lenient.fault.offset).toBeGreaterThanOrEqual(strict.fault.offset);
      return undefined;
    },
  );
}
