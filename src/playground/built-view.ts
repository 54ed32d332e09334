import { html, type TemplateResult } from 'lit-html';
import { canonicalReasonPhrase, encodeStatusLine, escapeReasonPhrase, StatusLineBuildError } from '../index.ts';
import { escapeOctets } from '../text/backslash-escapes.ts';
import type { Reading, State } from './state.ts';

/** The object that the line is read as, and the line that it is written back as. */
export function builtView({ octets }: State, { statusLine, profile }: Reading): TemplateResult {
  const { statusCode, reasonPhrase } = statusLine;
  const canonical = canonicalReasonPhrase(statusCode);
  return html`
    <section aria-labelledby="built-heading">
      <h2 id="built-heading">Read and built back</h2>
      <pre tabindex="0" role="group" aria-label="the object">${JSON.stringify(statusLine, undefined, 2)}</pre>
      ${built(octets, statusLine, profile)}
      ${
        canonical === undefined || canonical === reasonPhrase
          ? ''
          : html`<p>The canonical line of the code:</p>
              ${line(encodeStatusLine({ statusCode }))}`
      }
    </section>
  `;
}

function built(octets: Uint8Array, statusLine: Reading['statusLine'], profile: Reading['profile']): TemplateResult {
  try {
    const back = encodeStatusLine(statusLine);
    return html`
      <p><code>encodeStatusLine</code> writes ${comparison(octets, back, profile)}:</p>
      ${line(back)}
    `;
  } catch (error) {
    if (!(error instanceof StatusLineBuildError)) throw error;
    const escaped = encodeStatusLine({ ...statusLine, reasonPhrase: escapeReasonPhrase(statusLine.reasonPhrase) });
    return html`
      <p><code>encodeStatusLine</code> refuses it: ${error.message}. With <code>escapeReasonPhrase</code> it writes:</p>
      ${line(escaped)}
    `;
  }
}

function comparison(octets: Uint8Array, back: Uint8Array, profile: Reading['profile']): string {
  const [was, is] = [escapeOctets(octets), escapeOctets(back)];
  if (was === is) return 'the same octets';
  if (`${was}\\r\\n` === is) return 'the same octets and the CRLF';
  return profile === 'strict' ? 'the line with SIP in upper case' : 'the line without what was forgiven';
}

function line(octets: Uint8Array): TemplateResult {
  return html`<pre tabindex="0" role="group" aria-label="the line">${escapeOctets(octets)}</pre>`;
}
