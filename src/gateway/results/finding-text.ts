import { displayReasonPhrase } from '../../reason-phrase.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { type FindingRecord, octetsOf } from './record.ts';

/** What there is to say of a finding. */
export type Described = Pick<
  FindingRecord,
  | ('cause' | 'families' | 'count' | 'setAside' | 'smallest' | 'smallestReceived' | 'sequence' | 'detail' | 'address')
  | ('isReproducible' | 'note' | 'cuts')
> & { readonly log?: string };

/** Colours a text, or does not. */
export type Emphasis = (style: 'red' | 'dim' | 'yellow', text: string) => string;

/** A finding in a few lines of text: its cause, what was sent and received, and what the target wrote last. */
export function findingText(finding: Described, seed: number, paint: Emphasis = (_, text) => text): readonly string[] {
  const { detail, smallest, smallestReceived, sequence, address, isReproducible, cause, setAside, note } = finding;
  const lines =
    smallestReceived === undefined
      ? [escapedLine(octetsOf(smallest)) + (sequence === undefined ? '' : ', the last of them') + cutText(finding)]
      : sentAndReceived(octetsOf(smallest), octetsOf(smallestReceived));
  const aside = setAside === 0 ? '' : `, ${setAside} more set aside`;
  const isToldBelow = smallestReceived !== undefined || detail === undefined;
  return [
    `${paint('red', displayReasonPhrase(cause))}  ${familiesOf(finding)}${aside}${isToldBelow ? '' : `: ${displayReasonPhrase(detail)}`}`,
    ...lines.map((line) => `  ${line}`),
    ...lastWords(finding).map((line) => `  ${paint('dim', `| ${line}`)}`),
    ...(note === undefined ? [] : [`  ${paint('yellow', displayReasonPhrase(note))}`]),
    `  ${paint('dim', `from ${displayReasonPhrase(address)}, --seed ${seed}${isReproducible ? '' : '; not seen again when it was tried again'}`)}`,
  ];
}

function cutText({ cuts }: Pick<Described, 'cuts'>): string {
  if (cuts === undefined) return '';
  return cuts.length === 1 ? `, cut after octet ${cuts[0]}` : `, cut at ${plural(cuts.length, 'place')}`;
}

/** The last lines that a target wrote which has ended. */
export function lastWords({ log = '' }: Pick<Described, 'log'>): readonly string[] {
  const lines = log.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-10).map(displayReasonPhrase);
}

/** What was sent and what came back, one under the other, and where they begin to differ. */
export function sentAndReceived(sent: Uint8Array, received: Uint8Array): readonly string[] {
  const [ours, theirs] = [escapedLine(sent), escapedLine(received)];
  let same = 0;
  while (same < Math.min(ours.length, theirs.length) && ours[same] === theirs[same]) same += 1;
  return [`sent      ${ours}`, `received  ${theirs}`, `${' '.repeat(10 + [...ours.slice(0, same)].length)}^`];
}

/** How much was found of it: in which families of cases, or after how many lines. */
export function familiesOf({ families, count, sequence }: Described): string {
  if (sequence !== undefined) return `after ${plural(sequence.length, 'line')}`;
  const names = [...new Set(families.map(({ family }) => displayReasonPhrase(family)))];
  const more = names.length > 3 ? ` and ${names.length - 3} other families` : '';
  return `${names.slice(0, 3).join(', ')}${more}: ${plural(count, 'case')}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
