import { Buffer } from 'node:buffer';
import { encodeText } from '../../text/utf-8.ts';
import { besideLine, isForItsLength } from '../sip/message.ts';
import { lenientReading } from './lenient-reading.ts';
import { bufferSizes } from './size-cases.ts';

/**
 * What can be said of a line that a fault of a target may depend on: how the profiles read it, an empty phrase, each
 * octet that is no plain one, and the buffers that it does not fit into.
 */
export function featuresOf(octets: Uint8Array): readonly string[] {
  const { statusLine, deviations, fault } = lenientReading(octets);
  const features = deviations.map(({ code }): string => code);
  if (statusLine === undefined) features.push(`${fault.code} in ${fault.rule}`);
  else {
    const { sipVersion, statusCode, reasonPhrase } = statusLine;
    features.push(`code ${statusCode}`, `class ${Math.floor(statusCode / 100)}`);
    features.push(/^SIP\/2\.0$/i.test(sipVersion) ? 'version 2.0' : 'another version');
    features.push(reasonPhrase === '' ? 'empty phrase' : 'phrase');
  }
  // A target may read what no profile does.
  const start = Buffer.from(octets.subarray(0, 64)).toString('latin1');
  if (nothingAfterCode.test(start)) features.push('nothing after the code');
  const special = new Set<string>();
  for (const octet of octets) if (!isPlain(octet)) special.add(nameOf(octet));
  features.push(...[...special].sort());
  const isSized = isForItsLength(octets);
  const phrase = encodeText(statusLine?.reasonPhrase ?? '').length;
  for (const size of bufferSizes) {
    if (octets.length >= size) features.push(`${size} octets or more`);
    if (phrase >= size) features.push(`phrase of ${size} octets or more`);
    if (isSized && octets.length + besideLine >= size) features.push(`message of ${size} octets or more`);
  }
  return features;
}

/**
 * The name of a cause that is the same in each run: what of a line that was made small could not be spared. A code whose
 * last digits are 0 could be any of its class, and RFC 3261 §7.2 has classes 1 to 6.
 */
export function essenceOf(octets: Uint8Array): string {
  // Of the sizes, the largest says it.
  const sizes = new Map<string, string>();
  const all = featuresOf(octets).map((feature) =>
    /^code (?:\d\d?|[7-9]\d\d)$/.test(feature) ? 'a code of no class' : feature,
  );
  const features = all.filter((feature) => {
    const [, of = '', size] = /^(phrase of |message of |)(\d+) octets or more$/.exec(feature) ?? [];
    if (size !== undefined) sizes.set(of, size);
    return !/^code \d00$|^class |^version 2\.0$|^phrase$|^nothing|or more$/.test(feature);
  });
  // A message is longer than its line.
  if (sizes.get('message of ') === sizes.get('')) sizes.delete('message of ');
  for (const [of, size] of sizes) features.push(`${of}${size} octets or more`);
  return features.length === 0 ? 'a plain line' : features.join(', ');
}

const nothingAfterCode = /^\s*\S+[ \t]+\d+ ?(?:[\r\n]|$)/;

function isPlain(octet: number): boolean {
  const letter = octet | 0x20;
  return (
    (octet >= 0x30 && octet <= 0x39) || (letter >= 0x61 && letter <= 0x7a) || ' ./'.includes(String.fromCharCode(octet))
  );
}

function nameOf(octet: number): string {
  return octet >= 0x80 ? 'octets beyond ASCII' : `octet 0x${octet.toString(16).padStart(2, '0')}`;
}
