import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliProcess as cli } from '../cli/cli.ts';
import { pcap, response } from '../wire/captures.ts';

// ClickHouse as a library, which is half a gigabyte: whoever has `chdb` of npm in a folder names it in CHDB_FOLDER.
const chdb = (() => {
  try {
    return createRequire(join(process.env.CHDB_FOLDER ?? process.cwd(), 'x.js'))('chdb') as {
      query(sql: string, format: string): string;
    };
  } catch {
    return undefined;
  }
})();

const [, query = ''] =
  /<!-- clickhouse.*?-->\n\n```sql\n(.*?)```/s.exec(readFileSync('src/docs/scan.md', 'utf8')) ?? [];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(chdb === undefined)(`ClickHouse${chdb === undefined ? ', but chdb is in no CHDB_FOLDER' : ''}`, () => {
  test('the query of the guide counts what scan counts', async () => {
    const codes = [100, 180, 200, 200, 486, 200, 100, 777];
    const frames = codes.map((code, n) => ({
      payload: response(code, 'x'),
      ip: n % 2 === 0 ? (4 as const) : (6 as const),
    }));
    const captures = [frames.slice(0, 3), [...frames.slice(3), { payload: 'SIP/2.0 2000 OK\r\n\r\n' }]];
    for (const [n, some] of captures.entries()) {
      writeFileSync(join(folder, 'a.pcap'), pcap(some));
      const { stdout } = await cli(['scan', '--lines', join(folder, 'a.pcap')]);
      writeFileSync(join(folder, `responses-${n}.ndjson`), stdout);
    }
    expect(query).toContain('responses*.ndjson');
    const rows =
      chdb?.query(query.replace('responses*.ndjson', join(folder, 'responses*.ndjson')), 'JSONEachRow') ?? '';
    expect(
      rows
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row))
        .map(({ statusCode, responses, sources }) => [statusCode, responses, sources].map(Number)),
    ).toEqual([
      [200, 3, 2],
      [100, 2, 1],
      [180, 1, 1],
      [486, 1, 1],
      [777, 1, 1],
    ]);
  });
});
