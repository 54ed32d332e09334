export interface JUnitSuite {
  readonly name: string;
  readonly tests: readonly { readonly name: string; readonly failure: string | undefined }[];
}

/** Suites in the XML that CI systems read. */
export function junit(name: string, suites: readonly JUnitSuite[]): string {
  const failures = (tests: JUnitSuite['tests']): number => tests.filter(({ failure }) => failure !== undefined).length;
  const all = suites.flatMap(({ tests }) => tests);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escaped(name)}" tests="${all.length}" failures="${failures(all)}">
${suites
  .map(
    (
      suite,
    ) => `  <testsuite name="${escaped(suite.name)}" tests="${suite.tests.length}" failures="${failures(suite.tests)}">
${suite.tests
  .map(({ name: test, failure }) => {
    const opening = `    <testcase classname="${escaped(suite.name)}" name="${escaped(test)}"`;
    if (failure === undefined) return `${opening}/>`;
    const [message = ''] = failure.split('\n');
    return `${opening}>\n      <failure message="${escaped(message)}">${escaped(failure)}</failure>\n    </testcase>`;
  })
  .join('\n')}
  </testsuite>`,
  )
  .join('\n')}
</testsuites>
`;
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
