import { displayReasonPhrase } from '../../src/index.ts';
import {
  type FoundStatusLine,
  type OctetSource,
  searchStatusLines,
  type UnsearchedRange,
} from '../../src/wire/index.ts';

export async function all(
  source: Uint8Array | OctetSource,
): Promise<{ found: FoundStatusLine[]; skipped: UnsearchedRange[] }> {
  const found: FoundStatusLine[] = [];
  const skipped: UnsearchedRange[] = [];
  for await (const line of searchStatusLines(source, { skipped: (range) => skipped.push(range) })) found.push(line);
  return { found, skipped };
}

/** What was found, in short: `message 486 Busy Here`, `text invalid-status-code`. */
export async function shortly(source: Uint8Array | OctetSource | string): Promise<readonly string[]> {
  const { found } = await all(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  return found.map(({ where, statusLine, fault }) =>
    statusLine === undefined
      ? `${where} ${fault.code}`
      : `${where} ${statusLine.statusCode} ${displayReasonPhrase(statusLine.reasonPhrase)}`,
  );
}
