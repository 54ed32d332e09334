import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pcap, response } from '../wire/captures.ts';
import { cli } from './cli.ts';

// What the guide says of other engines, run by one of them.
const guide = readFileSync('src/docs/scan.md', 'utf8');
const [, query = ''] = /<!-- duckdb.*?-->\n\n```sql\n(.*?)```/s.exec(guide) ?? [];
const { DuckDBInstance } = await import('@duckdb/node-api');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function rowsOf(sql: string): Promise<readonly unknown[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(sql.replaceAll('responses.ndjson', join(folder, 'responses.ndjson')));
  connection.closeSync();
  return result.getRowObjectsJson();
}

test('the query of the guide counts what scan counts', async () => {
  const codes = [100, 180, 200, 200, 486, 200, 100, 777];
  const frames = codes.map((code, n) => ({
    payload: response(code, 'Some Phrase'),
    ip: n % 2 === 0 ? (4 as const) : (6 as const),
    time: 1_700_000_000_123_456n + BigInt(n),
  }));
  writeFileSync(join(folder, 'a.pcap'), pcap([...frames, { payload: 'SIP/2.0 2000 OK\r\n\r\n' }]));
  writeFileSync(join(folder, 'a.log'), 'SIP/2.0  200 [OK]\ngot SIP/2.0 404 Not Found\nSIP/2.0 200 \xff\n', 'latin1');
  const scanned = await cli(['scan', '--lines', join(folder, 'a.pcap'), join(folder, 'a.log')]);
  writeFileSync(join(folder, 'responses.ndjson'), scanned.stdout);

  expect(query).toContain('GROUP BY statusCode');
  expect(await rowsOf(query)).toEqual([
    { statusCode: '200', responses: '5', sources: '2' },
    { statusCode: '100', responses: '2', sources: '1' },
    { statusCode: '180', responses: '1', sources: '1' },
    { statusCode: '486', responses: '1', sources: '1' },
    { statusCode: '777', responses: '1', sources: '1' },
  ]);
  // The columns have types by themselves.
  expect(
    await rowsOf(
      `SELECT typeof(statusCode) AS code, typeof(isRegistered) AS registered, typeof(deviations) AS deviations, typeof(time) AS time,
       min(time)::VARCHAR AS first, count(fault) AS faults FROM read_json('responses.ndjson', format = 'newline_delimited')
       GROUP BY ALL ORDER BY first LIMIT 1`,
    ),
  ).toMatchObject([{ code: 'BIGINT', registered: 'BOOLEAN', deviations: 'VARCHAR[]' }]);
});
