// Builders with one fault each. What a correct builder does is in cases.ts: it writes the line or throws.
import { buildStatusLine, canonicalReasonPhrase, type StatusLineInit } from '../../src/index.ts';

export type Builder = (init: StatusLineInit) => string;

export interface PlantedBuilder {
  readonly fault: string;
  readonly build: Builder;
}

/** Builds with the phrase changed before it is judged. */
const withPhrase =
  (change: (phrase: string) => string): Builder =>
  (init) =>
    buildStatusLine({
      ...init,
      reasonPhrase: change(init.reasonPhrase ?? canonicalReasonPhrase(init.statusCode) ?? ''),
    });

/** Builds with the line changed after it was judged. */
const withLine =
  (change: (line: string, init: StatusLineInit) => string): Builder =>
  (init) =>
    change(buildStatusLine(init), init);

const unjudged: Builder = ({ sipVersion = 'SIP/2.0', statusCode, reasonPhrase }) =>
  `${sipVersion.toUpperCase()} ${String(statusCode).padStart(3, '0')} ${reasonPhrase ?? canonicalReasonPhrase(statusCode) ?? ''}`;

export const plantedBuilders: readonly PlantedBuilder[] = [
  { fault: 'judges nothing, so that CR LF in the phrase injects header fields', build: unjudged },
  {
    fault: 'cuts the phrase at CR instead of refusing it',
    build: withPhrase((phrase) => phrase.split('\r', 1)[0] as string),
  },
  { fault: 'drops NUL instead of refusing it', build: withPhrase((phrase) => phrase.replaceAll('\0', '')) },
  { fault: 'writes a code below 100 in fewer digits', build: withLine((line) => line.replace(/ 0+(?=\d)/, ' ')) },
  { fault: 'two spaces after the code', build: withLine((line) => line.replace(/^(\S+ \d+ )/, '$1 ')) },
  { fault: 'no space before an empty phrase', build: withLine((line) => line.replace(/^(\S+ \d+) $/, '$1')) },
  { fault: 'trims the phrase', build: withPhrase((phrase) => phrase.trim()) },
  {
    fault: 'writes "undefined" where there is no canonical phrase',
    build: (init) =>
      buildStatusLine({
        ...init,
        reasonPhrase: String(init.reasonPhrase ?? canonicalReasonPhrase(init.statusCode)).replace(/^$/, ''),
      }),
  },
  {
    fault: 'the canonical phrase in place of an empty one',
    build: (init) =>
      buildStatusLine({ ...init, reasonPhrase: (init.reasonPhrase || canonicalReasonPhrase(init.statusCode)) ?? '' }),
  },
  { fault: 'escapes what is escaped', build: withPhrase((phrase) => phrase.replaceAll('%', '%25')) },
  { fault: 'SIP/2.0 whatever the version', build: withLine((line) => line.replace(/^\S+/, 'SIP/2.0')) },
  { fault: 'writes the phrase in latin-1', build: withPhrase((phrase) => phrase.replace(/[^\x00-\xff]/g, '?')) },
  {
    fault: 'a code of 0 becomes 500',
    build: (init) => buildStatusLine({ ...init, statusCode: init.statusCode || 500 }),
  },
  { fault: 'a buffer of 512 octets', build: withLine((line) => line.slice(0, 512)) },
];
