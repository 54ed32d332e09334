import { expect, test } from 'vitest';
import { ohmEngine } from '../../src/ohm/engine.ts';

test('the reference says itself that a line of a stream is not yet at its end', () => {
  for (const octets of ['', 'SIP/2.0 2', 'SIP/2.0 200 OK', 'SIP/2.0 200 OK\r']) {
    expect(ohmEngine.scanStream(octets, 'strict')).toBe('partial');
    expect(ohmEngine.scanStream(octets, 'lenient')).toBe('partial');
  }
});
