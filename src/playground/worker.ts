// Ohm and fast-check take milliseconds where a keystroke has few to spare, so they work beside the page.
import * as fc from 'fast-check';
import { malformedStatusLine } from '../arbitraries/index.ts';
import { type Fault, safeParseStatusLine } from '../index.ts';
import { parseTreeByOhm } from './parse-tree-by-ohm.ts';
import type { Answer, Request } from './work.ts';

// Ohm keeps a kilobyte an octet.
const maxOctets = 65_536;

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  const { octets, profile } = data;
  if (data.kind === 'tree') {
    const tree = octets.length > maxOctets ? undefined : parseTreeByOhm(octets, profile);
    answer({ kind: 'tree', tree }, tree === undefined ? [] : [tree.nodes.buffer]);
    return;
  }
  const broken = fc.sample(malformedStatusLine({ line: octets, profile }), { seed: data.seed, numRuns: 8 });
  const nearMisses = broken.map(({ octets: line, defect }) => ({
    octets: line,
    defect,
    fault: safeParseStatusLine(line, { profile }).fault as Fault,
  }));
  answer({ kind: 'near-misses', nearMisses }, []);
});

function answer(message: Answer, transfer: Transferable[]): void {
  postMessage(message, { transfer });
}
