// node bench/wire.mjs: how many responses a second does readResponses read from memory, on one core?
import { cpus } from 'node:os';
import { readStatusLine } from 'sip-status-line';
import { readResponses } from 'sip-status-line/wire';
import { mix } from './lines.mjs';

const responses = 1000;
const rounds = 31;
/** What a socket gives at once. */
const chunkOctets = 65_536;

/** Small responses as a registrar or a proxy sends them: eight header fields, 352 octets on average. */
const small = mix.map((line, index) => {
  const head = [
    `Via: SIP/2.0/TCP pc33.example.com:5060;branch=z9hG4bK776asdhds${index}`,
    'From: Alice <sip:alice@example.com>;tag=1928301774',
    'To: Bob <sip:bob@example.com>;tag=a6c85cf',
    `Call-ID: a84b4c76e66710${index}@pc33.example.com`,
    `CSeq: ${314159 + index} INVITE`,
    'Contact: <sip:bob@192.0.2.4;transport=tcp>',
    'Server: example',
    'Content-Length: 0',
  ];
  return Buffer.from(`${line}\r\n${head.join('\r\n')}\r\n\r\n`);
});
const stream = Buffer.concat(small);

const inChunks = (size) =>
  Array.from(
    { length: Math.ceil(stream.length / size) },
    (_, index) => new Uint8Array(stream.subarray(index * size, (index + 1) * size)),
  );
const chunks = inChunks(chunkOctets);
const segments = inChunks(1460);

async function* asSource(pieces) {
  yield* pieces;
}

async function read(pieces, options) {
  let sum = 0;
  for await (const { statusLine, head } of readResponses(asSource(pieces), options))
    sum += statusLine.statusCode + head.length;
  return sum;
}

const contenders = [
  { name: 'readResponses, chunks of 64 KiB', work: () => read(chunks) },
  { name: 'readResponses, strict', work: () => read(chunks, { profile: 'strict' }) },
  { name: 'readResponses, segments of 1,460 octets', work: () => read(segments) },
  {
    name: 'readStatusLine alone',
    work: async () => {
      let sum = 0;
      for (const message of small) sum += readStatusLine(message).statusLine.statusCode;
      return sum;
    },
  },
  {
    name: "Buffer.indexOf('\\r\\n\\r\\n') alone",
    work: async () => {
      let sum = 0;
      for await (const chunk of asSource(chunks)) {
        const octets = Buffer.from(chunk.buffer);
        for (let at = octets.indexOf('\r\n\r\n'); at !== -1; at = octets.indexOf('\r\n\r\n', at + 4)) sum += 1;
      }
      return sum;
    },
  },
];

/** Answers first. */
async function check() {
  for (const pieces of [chunks, segments, inChunks(7)]) {
    let index = 0;
    for await (const { statusLine, head, body, end, deviations } of readResponses(asSource(pieces))) {
      const message = small[index];
      const { statusLine: expected, end: lineEnd } = readStatusLine(message);
      const isSame = JSON.stringify(statusLine) === JSON.stringify(expected) && message.subarray(lineEnd).equals(head);
      if (!isSame || body.length > 0 || deviations.length > 0)
        throw new Error(`message ${index}, ending at ${end}, is not read as it is`);
      index += 1;
    }
    if (index !== responses) throw new Error(`${index} of ${responses} messages were read`);
  }
}

await check();
const times = contenders.map(() => []);
for (let round = -5; round < rounds; round += 1) {
  for (const [index, { work }] of contenders.entries()) {
    const begin = process.hrtime.bigint();
    for (let pass = 0; pass < 5; pass += 1) await work();
    const nanoseconds = Number(process.hrtime.bigint() - begin) / (5 * responses);
    if (round >= 0) times[index].push(nanoseconds);
  }
}
const baseline = contenders.length - 1;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}`,
);
console.log(`${Math.round(stream.length / responses)} octets a response; the least disturbed of ${rounds} rounds\n`);
console.table(
  contenders.map(({ name }, index) => {
    const least = Math.min(...times[index]);
    return {
      name,
      'ns a response': Math.round(least),
      'responses a second': Math.round(1e9 / least),
      'times the baseline': Number(median(times[index].map((time, round) => time / times[baseline][round])).toFixed(1)),
    };
  }),
);
