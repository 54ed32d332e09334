import { octetsOfBase64 } from './corpus.ts';
import bcast from './rfc4475/bcast.dat?url&inline';
import bigcode from './rfc4475/bigcode.dat?url&inline';
import noreason from './rfc4475/noreason.dat?url&inline';
import scalarlg from './rfc4475/scalarlg.dat?url&inline';
import unreason from './rfc4475/unreason.dat?url&inline';

/** The messages of RFC 4475 that begin with a Status-Line, octet for octet: as data URLs, a browser can have them too. */
export const tortureMessages = {
  bcast: octetsOfDataUrl(bcast),
  bigcode: octetsOfDataUrl(bigcode),
  noreason: octetsOfDataUrl(noreason),
  scalarlg: octetsOfDataUrl(scalarlg),
  unreason: octetsOfDataUrl(unreason),
};

function octetsOfDataUrl(url: string): Uint8Array {
  return octetsOfBase64(url.slice(url.indexOf('base64,') + 'base64,'.length));
}
