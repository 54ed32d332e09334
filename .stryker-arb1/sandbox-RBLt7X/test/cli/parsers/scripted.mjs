// A parser for the tests of conform: right about every line, but for what its arguments name.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const faults = new Set(process.argv.slice(2));
const strict =
  /^[Ss][Ii][Pp]\/\d+\.\d+ (\d{3}) ((?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'() \t]|%[\dA-Fa-f]{2}|[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}|[\xfc-\xfd][\x80-\xbf]{5}|[\x80-\xbf])*)(?:\r\n)?$/;

const lenient =
  /^(?:[\r\n\0 \t]|\xef\xbb\xbf)*[Ss][Ii][Pp]\/\d+\.\d+[ \t]+(\d{3})(?:[ \t]|(?=[A-Za-z\r\n]|$))([^\r\n\0]*)(?:\r\n|\n|\r)?$/;

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
if (faults.has('slow')) sleep(1000);
if (faults.has('endless')) process.stdout.write('x'.repeat(2 ** 21));

let asked = 0;
for await (const base64 of createInterface({ input: process.stdin })) {
  const line = Buffer.from(base64, 'base64').toString('latin1');
  if (faults.has('crash') && line.includes('\0')) {
    console.error('NUL is not possible');
    process.exit(3);
  }
  if (faults.has('crash-often') && !strict.test(line)) process.exit(4);
  if (faults.has('hang') && line.length > 4000) for (;;);
  // Who reads the file sees whether this process is still there.
  asked += 1;
  if (faults.has('tick') && asked === 10) for (; ; sleep(20)) writeFileSync(process.env.TICKS, String(Date.now()));
  if (faults.has('silent') || faults.has('endless')) continue;
  if (faults.has('twice')) console.log('{"valid":false}\n{"valid":false}');
  if (faults.has('nonsense') && line.includes('[')) console.log('what \x07is [?');
  else console.log(JSON.stringify(answer(line)));
}

function answer(line) {
  let [, code, phrase] = (faults.has('lenient') ? lenient : strict).exec(line) ?? [];
  if (faults.has('wrap')) {
    const wrapped = /^SIP\/2\.0 (\d{4,}) (.*)$/s.exec(line);
    if (wrapped) [code, phrase] = [BigInt.asUintN(16, BigInt(wrapped[1])), wrapped[2]];
  }
  if (code === undefined) return { valid: false };
  if (faults.has('verdict')) return { valid: true };
  if (faults.has('trim')) phrase = phrase.trim();
  if (faults.has('no-zero') && code[0] === '0') code = 500;
  if (faults.has('plain')) return { valid: true, statusCode: Number(code), reasonPhrase: phrase };
  return {
    valid: true,
    statusCode: faults.has('string') ? String(code) : Number(code),
    reasonPhrase: Buffer.from(phrase, 'latin1').toString(faults.has('base64url') ? 'base64url' : 'base64'),
    parser: 'scripted',
  };
}
