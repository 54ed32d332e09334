// What the framing of a stream asks for, step by step: how far it has come, and what has to come before it looks again.
import { expect, test } from 'vitest';
import { readResponses } from '../../src/wire/index.ts';
import { ChunkBuffer } from '../../src/wire/stream/chunk-buffer.ts';
import { Framing, type FramingRules } from '../../src/wire/stream/framing.ts';
import { chunked, octetsOf, textOf } from './reading.ts';

const whole = 'SIP/2.0 200 OK\r\nl: 0\r\n\r\n';

const rules: FramingRules = {
  profile: 'lenient',
  needsContentLength: false,
  maxLineOctets: 1000,
  maxHeadOctets: 1000,
  maxBodyOctets: 1000,
  maxSkippedOctets: 60,
  resynchronises: true,
  skipped: () => {},
};

/**
 * The steps of a stream whose pieces come one after the other, after the last of which nothing follows: `more 3 to 8`
 * says that three octets of those at hand are done with and that it takes the eighth to go on.
 */
function stepsOf(pieces: readonly string[], options: Partial<FramingRules> = {}): readonly string[] {
  const framing = new Framing({ ...rules, ...options });
  const steps: string[] = [];
  let held = '';
  let base = 0;
  for (const [index, piece] of pieces.entries()) {
    held += piece;
    const isLast = index === pieces.length - 1;
    for (let goesOn = true; goesOn; ) {
      const step = framing.next(octetsOf(held), 0, base, isLast);
      if (step.type === 'fault') return [...steps, `fault ${step.fault.code}`];
      const done = step.type === 'more' ? step.at : step.end;
      if (step.type === 'more') steps.push(`more ${step.at}${step.until === undefined ? '' : ` to ${step.until}`}`);
      else if (step.type === 'skipped') steps.push(`skipped ${step.end} ${step.fault.code}`);
      else steps.push(`message ${step.end} ${step.frame.startLine.statusLine?.statusCode ?? 'request'}`);
      base += done;
      held = held.slice(done);
      goesOn = step.type !== 'more' && held !== '';
    }
  }
  return steps;
}

test.each<[what: string, pieces: readonly string[], steps: readonly string[]]>([
  ['nothing', [''], ['more 0 to 0']],
  ['an empty line in two pieces', ['\r', '\n', ''], ['more 0 to 2', 'more 2 to 2', 'more 0 to 0']],
  ['a message', [whole], ['message 24 200']],
  ['a message in pieces', ['S', 'IP/2.0 200 OK\r\n', 'l: 0\r\n\r\n'], ['more 0', 'more 0', 'message 24 200']],
  ['a body that has not come', ['SIP/2.0 200 OK\r\nl: 3\r\n\r\n'], ['message 27 200']],
  ['a message whose end does not come', ['SIP/2.0 200 OK\r\n'], ['skipped 16 truncated']],
  [
    'a word, and a Status-Line that may be the end of a Request-Line',
    ['x', ' SIP/2.0 200 OK\r\n', 'l: 0\r\n\r\n'],
    ['more 0', 'more 0', 'skipped 2 invalid-start-line', 'message 24 200'],
  ],
  [
    'the letters that a version begins with, one by one',
    ['[', 'S', 'I', 'P', '/', whole.slice(4, -2), '\r\n'],
    [...Array(6).fill('more 0'), 'skipped 1 invalid-start-line', 'message 24 200'],
  ],
  [
    'letters that begin a line, perhaps with a method',
    ['[\r\n\r\n', 'S', 'IX', '\nSI', 'P;\n', whole],
    ['more 5 to 5', 'more 0', 'more 0', 'more 4', 'more 5 to 5', 'skipped 0 invalid-start-line', 'message 24 200'],
  ],
  [
    'letters amid a line that begin no version',
    ['[\r\n\r\n', '[S', 'IX', '[sI', 'p', ';\n', whole],
    [
      'more 5 to 5',
      'more 1',
      'more 3 to 3',
      'more 1',
      'more 0',
      'more 5 to 5',
      'skipped 0 invalid-start-line',
      'message 24 200',
    ],
  ],
  [
    'a Status-Line without header fields, which is none',
    ['[ x\r\n\r\nS', 'IP/2.0 200 OK\r\n', '\r\n', whole],
    ['more 7', 'more 0', 'more 18 to 18', 'skipped 0 invalid-start-line', 'message 24 200'],
  ],
  [
    'a faulty message, which says how long it is',
    ['SIP/2.0 2000 x', '\r\nl: 4\r\n', '\r\nab', `cd${whole}`],
    ['more 0', 'more 0', 'more 26 to 26', 'skipped 2 invalid-start-line', 'message 24 200'],
  ],
  [
    'the same with a message for its body, which is none',
    [`SIP/2.0 2000 x\r\nl: 24\r\n\r\n${whole}${whole}`],
    ['skipped 49 invalid-start-line', 'message 24 200'],
  ],
  [
    'a Status-Line with a fault that quotes another',
    [`[\r\n\r\nSIP/2.0 4 ${whole}${whole}`],
    ['skipped 39 invalid-start-line', 'message 24 200'],
  ],
  [
    'the same, and its body comes to its end exactly',
    ['SIP/2.0 2000 x\r\nl: 4\r\n\r\nab', 'cd', whole],
    ['more 26 to 26', 'skipped 2 invalid-start-line', 'message 24 200'],
  ],
  [
    'the same after a fault',
    ['[\r\n', 'SIP/2.0 2000 x\r\nl: 4\r\n', '\r\nab', `cd${whole}`],
    ['more 0', 'more 3', 'more 26 to 26', 'skipped 2 invalid-start-line', 'message 24 200'],
  ],
  [
    'the same, and nothing comes after its head',
    ['[\r\n', 'SIP/2.0 2000 x\r\nl: 4\r\n'],
    ['more 0', 'skipped 25 invalid-start-line'],
  ],
  [
    'a faulty message that ends with the stream',
    ['SIP/2.0 2000 x\r\nl: 20\r\n\r\nab', ''],
    ['more 27 to 27', 'skipped 0 invalid-start-line'],
  ],
  ['a line without an end', ['SIP/2.0 2000 x', ''], ['more 0', 'skipped 14 invalid-start-line']],
])('%s', (_, pieces, steps) => {
  expect(stepsOf(pieces)).toEqual(steps);
});

test.each<[what: string, options: Partial<FramingRules>, text: string, steps: readonly string[]]>([
  ['a fault', { resynchronises: false }, `[\r\n\r\n${whole}`, ['fault invalid-start-line']],
  ['a stream that is cut', { resynchronises: false }, 'SIP/2.0 200 OK\r\n', ['fault truncated']],
  [
    'more to be skipped than may be',
    { maxSkippedOctets: 25 },
    'SIP/2.0 2000 x\r\nl: 2\r\n\r\nab',
    ['fault invalid-start-line'],
  ],
  [
    'as much as may be',
    { maxSkippedOctets: 26 },
    'SIP/2.0 2000 x\r\nl: 2\r\n\r\nab',
    ['skipped 26 invalid-start-line'],
  ],
])('where reading ends: %s', (_, options, text, steps) => {
  expect(stepsOf([text], options)).toEqual(steps);
});

test.each<[held: string, next: string, end: number]>([
  ['', '\n\n', 2],
  ['', '\r\n\r\n', 4],
  ['a\r\n', '\r\nb', 2],
  ['a\r\n\r', '\nb', 1],
  ['a\r', '\n\r\nb', 3],
  ['a\n', '\nb\n', 1],
  ['a\n', 'b\n\r\n', 4],
  ['a\n', '\r\r\n', -1],
  ['a\n\r', '\r\n', -1],
  ['a\r\n', 'b\r\n', -1],
  ['a\n\r', 'b', -1],
  ['a\r\n', '', -1],
])('%j is held: in %j an empty line ends at %i', (held, next, end) => {
  const buffer = new ChunkBuffer();
  buffer.append(octetsOf(held));
  expect(buffer.endOfHead(octetsOf(next), 0)).toBe(end);
  // The octets that were looked at are known to have none when they are appended and others follow.
  if (end !== -1) return;
  buffer.append(octetsOf(next));
  expect(textOf(buffer.octets)).toBe(held + next);
});

test('what is held goes on from its last octets, also after the first ones are dropped', () => {
  const buffer = new ChunkBuffer();
  buffer.append(octetsOf('x\r\n'));
  const before = buffer.octets;
  buffer.dropFirst(1);
  expect([buffer.length, textOf(buffer.octets), textOf(before)]).toEqual([2, '\r\n', 'x\r\n']);
  expect(buffer.endOfHead(octetsOf('..\r\n'), 2)).toBe(4);
  buffer.dropFirst(2);
  expect(buffer.length).toBe(0);
  expect(buffer.endOfHead(octetsOf('\r\n'), 0)).toBe(-1);
});

test('memory grows with what has come, by doubling', () => {
  const buffer = new ChunkBuffer();
  const sizes = new Set<number>();
  for (let count = 0; count < 1024; count += 1) {
    buffer.append(Uint8Array.of(count));
    sizes.add(buffer.octets.buffer.byteLength);
  }
  expect([...sizes]).toEqual([256, 512, 1024]);
});

test.each([1, 2, 5])('a message comes with the chunk that has its last octet, in chunks of %i', async (size) => {
  const streams = [
    whole + whole,
    `\r\n\r\n${whole}\r\n${whole}`,
    `[\r\n\r\n${whole}${whole}`,
    `SIP/2.0 2000 x\r\nl: 4\r\n\r\nabcd${whole}`,
    `SIP/2.0 200 OK\r\nl: 7\r\n\r\nabcdefg${whole}`,
    `INVITE sip:a SIP/2.0\r\nl: 3\r\n\r\nabc${whole}`,
  ];
  for (const stream of streams) {
    let come = 0;
    const chunks = (async function* () {
      for (const chunk of chunked(octetsOf(stream), size)) {
        come += chunk.length;
        yield chunk;
      }
    })();
    const ends: number[] = [];
    for await (const { end, body, offset } of readResponses(chunks, { resynchronise: true, requests: 'yield' })) {
      expect(come - end).toBeGreaterThanOrEqual(0);
      expect(come - end).toBeLessThan(size);
      expect(textOf(body)).toBe(stream.slice(end - body.length, end));
      ends.push(end - offset);
    }
    expect(ends.at(-1)).toBe(whole.length);
  }
});
