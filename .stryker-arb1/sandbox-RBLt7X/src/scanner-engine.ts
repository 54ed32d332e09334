import type { Engine } from './engine.ts';
import { foundIn, lineScanner } from './scan-line.ts';
import * as lenientOctets from './scanner/lenient-octets.ts';
import * as lenientText from './scanner/lenient-text.ts';
import * as strictOctets from './scanner/strict-octets.ts';
import * as strictText from './scanner/strict-text.ts';

/** The scanners that are compiled from the grammars: the engine behind the main entry. */
export const scannerEngine: Engine = {
  ...lineScanner,

  scanStream(octets, profile) {
    if (typeof octets === 'string') {
      const scanner = profile === 'strict' ? strictText : lenientText;
      const matched = scanner.streamedStatusLine(octets, 0);
      return scanner.found.touchesEnd ? 'partial' : foundIn(matched, scanner.found, scanner.leaves);
    }
    const scanner = profile === 'strict' ? strictOctets : lenientOctets;
    const matched = scanner.streamedStatusLine(octets, 0, octets.length);
    return scanner.found.touchesEnd ? 'partial' : foundIn(matched, scanner.found, scanner.leaves);
  },
};
