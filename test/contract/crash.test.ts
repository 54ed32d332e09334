import { describe, expect, test } from 'vitest';
import { crashed, placeIn } from '../../src/gateway/campaign/crash.ts';
import { byCause } from '../../src/gateway/results/findings.ts';

const traces: Readonly<Record<string, string>> = {
  JavaScript: `/srv/relay.mjs:11
    const [, code] = text.match(/^SIP/);
                     ^

TypeError: object null is not iterable
    at Socket.<anonymous> (file:///srv/relay.mjs:11:22)
    at Socket.emit (node:events:524:28)

Node.js v20.20.2
`,
  'JavaScript, in its own library': `RangeError [ERR_OUT_OF_RANGE]: out of range
    at Buffer.readUInt8 (node:internal/buffer:75:11)
    at readCode (/srv/read.js:7:20)
    at async /srv/relay.js:30:3
`,
  'JavaScript, without a name': 'Error: x\n    at /srv/relay.js:5:9\n',
  Python: `relay.py:3: a warning before
Traceback (most recent call last):
  File "/srv/relay.py", line 30, in <module>
    code = int(code_of(line))
           ^^^^^^^^^^^^^^^^^^
  File "/srv/lines.py", line 8, in code_of
    return line.split(" ")[1]
           ~~~~~~~~~~~~~~~^^^
IndexError: list index out of range
`,
  'Python, in its own library': `Traceback (most recent call last):
  File "/srv/relay.py", line 12, in <module>
    json.loads(text)
  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
json.decoder.JSONDecodeError: Expecting value
`,
  Java: `Exception in thread "main" java.lang.NumberFormatException: x
\tat java.base/java.lang.Integer.parseInt(Integer.java:652)
\tat org.example.Relay.code(Relay.java:41)
`,
  Go: `panic: runtime error: index out of range [1] with length 1

goroutine 1 [running]:
main.code(...)
\t/srv/relay.go:17
main.main()
\t/srv/relay.go:40 +0x1d
exit status 2
`,
  Rust: "thread 'main' panicked at src/relay.rs:9:17:\nindex out of bounds\nnote: run with RUST_BACKTRACE=1\n",
  Perl: 'Use of uninitialized value at /srv/relay.pl line 8.\nno code at /srv/relay.pl line 22.\n',
  'assert of C': "relay: src/parse.c:88: parse_code: Assertion `end > at' failed.\n",
};

test.each([
  ['JavaScript', 'relay.mjs:11'],
  ['JavaScript, in its own library', 'read.js:7'],
  ['JavaScript, without a name', 'relay.js:5'],
  ['Python', 'lines.py:8'],
  ['Python, in its own library', 'relay.py:12'],
  ['Java', 'Integer.java:652'],
  ['Go', 'relay.go:17'],
  ['Rust', 'relay.rs:9'],
  ['Perl', 'relay.pl:22'],
  ['assert of C', 'parse.c:88'],
])('where a program was when it ended, by the trace of %s: %s', (language, place) => {
  expect(placeIn(traces[language] ?? '')).toBe(place);
  // What it wrote before is no part of it, be it another trace.
  expect(placeIn(`${traces.Python}\n1\n2\n3\n4\n${traces[language]}`)).toBe(place);
});

test.each(['', 'Segmentation fault\n', 'relayed 486 to 127.0.0.1:5060\n', '12:30:45 relay: at your service\n'])(
  'no place in %j',
  (log) => {
    expect(placeIn(log)).toBeUndefined();
    expect(crashed('SIGSEGV', log)).toEqual({ verdict: 'server-crashed', detail: 'SIGSEGV', log });
  },
);

describe('findings of several runs', () => {
  const finding = (cause: string, address: string, detail?: string) => {
    return { cause: `server-crashed: ${cause}`, address, detail, families: [], count: 1, setAside: 2 };
  };
  const causes = (...records: readonly ReturnType<typeof finding>[]) =>
    byCause(
      records.map(({ detail, ...rest }) => ({
        ...{ ...rest, verdict: 'server-crashed' as const },
        ...(detail === undefined ? {} : { detail }),
      })),
    ).map(({ cause, address, count, setAside }) => ({ cause: cause.slice(16), address, count, setAside }));

  test('are one where they came down to a crash at the same place', () => {
    const place = 'exit status 1 at relay.py:8';
    expect(causes(finding('empty phrase', '1:0:7', place), finding('code 486', '1:0:3', place))).toEqual([
      { cause: 'code 486', address: '1:0:3', count: 2, setAside: 4 },
    ]);
  });

  test('are two where they crash at two, or where nobody knows where', () => {
    const two = [
      finding('a', '1:0:1', 'exit status 1 at relay.py:8'),
      finding('b', '1:0:2', 'exit status 1 at x.py:9'),
    ];
    expect(causes(...two)).toHaveLength(2);
    expect(causes(finding('a', '1:0:1', 'SIGSEGV'), finding('b', '1:0:2', 'SIGSEGV'))).toHaveLength(2);
  });
});
