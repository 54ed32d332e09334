import { createHash, randomBytes } from 'node:crypto';

/** What a target knows us by. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

/**
 * The credentials that answer a challenge: RFC 7616 §3.4, as RFC 3261 §22.4 and RFC 8760 have it.
 *
 * @returns undefined for a challenge that is none, or asks for another algorithm than MD5 and SHA-256
 */
export function credentialsFor(
  challenge: string,
  { user, password }: Account,
  method: string,
  uri: string,
): string | undefined {
  const parts = new Map(
    [...challenge.matchAll(/(\w+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s",]+))/g)].map(([, name, quoted, plain]) => [
      (name as string).toLowerCase(),
      (quoted ?? plain ?? '').replace(/\\(.)/g, '$1'),
    ]),
  );
  const [realm, nonce, algorithm = 'MD5'] = ['realm', 'nonce', 'algorithm'].map((name) => parts.get(name));
  const hashName = { MD5: 'md5', 'SHA-256': 'sha256' }[algorithm.toUpperCase()];
  if (!/^Digest\s/i.test(challenge) || realm === undefined || nonce === undefined || hashName === undefined) {
    return undefined;
  }
  const hash = (text: string): string => createHash(hashName).update(text).digest('hex');
  const [secret, request] = [hash(`${user}:${realm}:${password}`), hash(`${method}:${uri}`)];
  const isCounted = /\bauth\b/.test(parts.get('qop') ?? '');
  const cnonce = randomBytes(8).toString('hex');
  const counted = isCounted ? `00000001:${cnonce}:auth:` : '';
  const fields = {
    username: quote(user),
    realm: quote(realm),
    nonce: quote(nonce),
    uri: quote(uri),
    response: quote(hash(`${secret}:${nonce}:${counted}${request}`)),
    algorithm,
    ...(isCounted ? { qop: 'auth', nc: '00000001', cnonce: quote(cnonce) } : {}),
    ...(parts.has('opaque') ? { opaque: quote(parts.get('opaque') as string) } : {}),
  };
  return `Digest ${Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
