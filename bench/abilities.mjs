// What can they do? `node bench/abilities.mjs`, after `npm run build`, asks each package and writes results/abilities.json,
// from which the README's comparison is generated. What is not asked here is not in it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildStatusLine, registeredStatusCodes, STATUS_CODES, safeParseStatusLine } from 'sip-status-line';
import { verdicts } from './verdicts.mjs';

const require = createRequire(import.meta.url);
const injected = 'OK\r\nX-Injected: yes';

const packages = [
  {
    name: 'sip-status-line',
    parses: 'a line',
    phrases: STATUS_CODES,
    offsetOfFault: (line) => safeParseStatusLine(line).fault?.offset,
    build: () => buildStatusLine({ statusCode: 200, reasonPhrase: injected }),
  },
  {
    name: 'jssip',
    parses: 'a line',
    phrases: require('jssip/lib/Constants.js').REASON_PHRASE,
    offsetOfFault: (line) => require('jssip/lib/Grammar.js').parse(line, 'Status_Line').offset,
  },
  {
    name: 'sip.js',
    parses: 'a line',
    phrases: phrasesOf((await import('../node_modules/sip.js/lib/core/messages/utils.js')).getReasonPhrase),
    offsetOfFault: sipJsFault,
  },
  {
    name: 'sip',
    parses: 'a message',
    offsetOfFault: (line) => require('sip').parse(`${line}\r\n\r\n`)?.offset,
    build: () => require('sip').stringify({ version: '2.0', status: 200, reason: injected, headers: {} }),
  },
  {
    name: 'drachtio-sip',
    parses: 'a message',
    offsetOfFault: (line) => new (require('drachtio-sip').SipMessage)(`${line}\r\n\r\n`).offset,
  },
  { name: 'sip-status', parses: 'nothing', phrases: require('sip-status') },
];

async function sipJsFault(line) {
  const { Grammar } = await import('sip.js/lib/grammar/grammar.js');
  return Grammar.parse(line, 'Request_Response').location?.start.offset;
}

function phrasesOf(phraseOf) {
  const codes = Array.from({ length: 600 }, (_, n) => n + 100);
  return Object.fromEntries(codes.flatMap((code) => (phraseOf(code) ? [[code, phraseOf(code)]] : [])));
}

/** Where a package says that `SIP/2.0 2000 OK` goes wrong; undefined where it does not. */
async function faultOf(offsetOf) {
  try {
    return await offsetOf('SIP/2.0 2000 OK');
  } catch (error) {
    return error.offset ?? error.location?.start.offset;
  }
}

function refuses(build) {
  try {
    return !build().includes('\r\nX-Injected');
  } catch {
    return true;
  }
}

const measured = verdicts();
const abilities = [];
for (const { name, parses, phrases = {}, offsetOfFault, build } of packages) {
  const manifest = JSON.parse(
    readFileSync(name === 'sip-status-line' ? 'package.json' : `node_modules/${name}/package.json`),
  );
  const verdict = measured.find((row) => row.name === name);
  const codes = Object.keys(phrases).map(Number);
  const known = registeredStatusCodes.filter(({ statusCode }) => codes.includes(statusCode));
  abilities.push({
    name,
    version: manifest.version,
    parses,
    ...(verdict && {
      malformed: verdict.malformed,
      refused: verdict.malformed - verdict.accepted,
      valid: verdict.valid,
      read: verdict.valid - verdict.refused - verdict.altered,
    }),
    ...(offsetOfFault && { tellsWhere: Number.isInteger(await faultOf(offsetOfFault)) }),
    ...(build && { refusesInjection: refuses(build) }),
    codes: known.length,
    canonical: known.filter(({ statusCode, reasonPhrase }) => phrases[statusCode] === reasonPhrase).length,
    others: codes.filter((code) => !registeredStatusCodes.some(({ statusCode }) => statusCode === code)).length,
    hasTypes: Boolean(manifest.types ?? manifest.typings ?? name === 'sip-status-line'),
  });
}

console.table(abilities);
writeFileSync(new URL('results/abilities.json', import.meta.url), `${JSON.stringify(abilities, null, 2)}\n`);
