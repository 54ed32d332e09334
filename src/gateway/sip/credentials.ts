import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Who we are towards whoever connects with TLS. */
export interface Credentials {
  /** A certificate in PEM. */
  readonly cert: string;
  /** Its key in PEM, without a passphrase. */
  readonly key: string;
}

let made: Credentials | undefined;

/**
 * A certificate of this machine's loopback names, signed by nobody else. The same for the whole process.
 *
 * @throws {Error} where `openssl` is not installed
 */
export function madeCredentials(): Credentials {
  made ??= make();
  return made;
}

function make(): Credentials {
  const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-tls-'));
  const [cert, key] = ['cert', 'key'].map((name) => join(directory, `${name}.pem`)) as [string, string];
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-days', '3650'],
        ...['-subj', '/CN=localhost', '-addext', names, '-keyout', key, '-out', cert],
      ],
      { stdio: 'pipe' },
    );
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'openssl is not installed' : String(error);
    throw new Error(`no certificate can be made: ${why}; --cert and --key name one`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
