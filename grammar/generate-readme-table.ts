import type { Registry } from './registry.ts';

const begin = '<!-- registry: generated from grammar/response-codes.json by `npm run generate` -->';
const end = '<!-- /registry -->';

/** The README with its table of response codes made anew between the two marks. */
export function generateReadmeTable({ registered }: Registry, readme: string): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md lacks the marks ${begin} … ${end}`);
  const rows = registered.map(
    ({ statusCode, reasonPhrase, name, aliases, definedIn }) =>
      `| ${statusCode} | ${reasonPhrase} | ${[name, ...aliases].map((member) => `\`${member}\``).join(', ')} | ${definedIn.rfc} ${definedIn.section} |`,
  );
  return `${before}${begin}

| code | reason phrase | \`StatusCode\` member | defined in |
| --- | --- | --- | --- |
${rows.join('\n')}

${end}${after}`;
}
