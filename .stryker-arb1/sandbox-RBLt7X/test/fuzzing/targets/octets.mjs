// The octet entry: every function that takes octets, held against Ohm and against each other.
import assert from 'node:assert/strict';
import {
  displayReasonPhrase,
  encodeStatusLine,
  explainFault,
  inspectStatusLine,
  parseStatusLine,
  readStatusLine,
  safeParseStatusLine,
} from 'sip-status-line';
import { parseWithOhm } from 'sip-status-line/ohm';

export const maxLength = 4096;

/** Ohm takes some microseconds an octet. */
const ohmTakes = 512;

export function isWatched(url) {
  return url.includes('/dist/') && !url.includes('node_modules');
}

export function run(octets) {
  for (const profile of ['strict', 'lenient']) {
    const result = safeParseStatusLine(octets, { profile });
    if (octets.length <= ohmTakes) assert.deepEqual(result, parseWithOhm(octets, { profile }));
    const { statusLine, deviations, fault } = result;
    for (const finding of fault ? [fault] : deviations) {
      assert.ok(finding.offset <= octets.length);
      assert.match(explainFault(finding, octets), /\n.*\^/);
    }
    if (statusLine !== undefined) {
      assert.deepEqual(parseStatusLine(octets, { profile }), statusLine);
      assert.doesNotMatch(displayReasonPhrase(statusLine.reasonPhrase), /[\0-\x1f\x7f\ud800-\udfff]/u);
      if (profile === 'strict') {
        const written = encodeStatusLine(statusLine);
        const end = octets.at(-1) === 0x0a ? 0 : 2;
        assert.deepEqual(Buffer.from(written.subarray(3, written.length - end)), Buffer.from(octets.subarray(3)));
      }
    }
    inspectStatusLine(octets, { profile });
    judgeStream(octets, profile);
  }
}

/** However a stream is split, what is not partial stays as it is. */
function judgeStream(octets, profile) {
  const whole = readStatusLine(octets, 0, { profile });
  const first = readStatusLine(octets.subarray(0, octets.length >> 1), 0, { profile });
  if (first.state !== 'partial') assert.deepEqual(first, whole);
  if (whole.state === 'complete') {
    assert.ok(whole.end <= octets.length);
    assert.equal(readStatusLine(octets.subarray(0, whole.end), 0, { profile }).state === 'invalid', false);
  }
}
