export interface JUnitSuite {
  readonly name: string;
  readonly tests: readonly JUnitTest[];
}

/** A test that passed, unless it says otherwise. */
export interface JUnitTest {
  readonly name: string;
  readonly failure?: string | undefined;
  /** Why it does not count. */
  readonly skipped?: string | undefined;
}

/** Suites in the XML that CI systems read. */
export function junit(name: string, suites: readonly JUnitSuite[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escaped(name)}" ${totals(suites.flatMap(({ tests }) => tests))}>
${suites
  .map(
    (suite) => `  <testsuite name="${escaped(suite.name)}" ${totals(suite.tests)}>
${suite.tests.map((test) => testCase(suite.name, test)).join('\n')}
  </testsuite>`,
  )
  .join('\n')}
</testsuites>
`;
}

function totals(tests: readonly JUnitTest[]): string {
  const failures = tests.filter(({ failure }) => failure !== undefined).length;
  const skipped = tests.filter((test) => test.skipped !== undefined).length;
  return `tests="${tests.length}" failures="${failures}"${skipped === 0 ? '' : ` skipped="${skipped}"`}`;
}

function testCase(suite: string, { name, failure, skipped }: JUnitTest): string {
  const opening = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`;
  if (failure !== undefined) {
    const [message = ''] = failure.split('\n');
    return `${opening}>\n      <failure message="${escaped(message)}">${escaped(failure)}</failure>\n    </testcase>`;
  }
  if (skipped === undefined) return `${opening}/>`;
  return `${opening}>\n      <skipped message="${escaped(skipped)}"/>\n    </testcase>`;
}

/** XML 1.0 has no way at all to write most control characters, nor lone surrogates. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
