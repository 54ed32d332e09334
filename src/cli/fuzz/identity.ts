import { type Identity, type Method, methods } from '../../gateway/index.ts';
import { type Options, UsageError } from '../command.ts';

/** Who we say that we are, by the options; undefined where they do not say. @throws {UsageError} */
export function identityFrom(mode: string, options: Options): Identity | undefined {
  const { method, from, to, domain, header } = options;
  const given = Object.entries({ method, from, to, domain, headers: header }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length === 0) return undefined;
  const isOfUas = mode === 'uas' && given.every(([name]) => name === 'method');
  if (mode !== 'relay' && mode !== 'b2bua' && !isOfUas) {
    throw new UsageError(
      `--from, --to, --domain and --header are for modes relay and b2bua, --method also for uas, not ${mode}`,
    );
  }
  const identity = Object.fromEntries(given) as Identity;
  const wrong = wrongPartOf(identity);
  if (wrong !== undefined) throw new UsageError(`--${wrong === 'headers' ? 'header' : wrong} ${rightParts[wrong]}`);
  return identity;
}

const rightParts: Readonly<Record<keyof Identity, string>> = {
  method: `must be one of ${methods.join(', ')}`,
  from: 'must be a URI such as sip:alice@example.com',
  to: 'must be a URI such as sip:bob@example.com',
  domain: 'must be a domain or an address',
  headers: 'must be a header field such as "Route: <sip:127.0.0.1;lr>"',
};

/** Which part of an identity would damage a request, or is none of ours; undefined where all are right. */
export function wrongPartOf(identity: { readonly [part in keyof Identity]: unknown }): keyof Identity | undefined {
  const { method, from, to, domain, headers } = identity;
  const isText = (value: unknown, pattern: RegExp): boolean =>
    typeof value === 'string' && value.length <= 1000 && pattern.test(value);
  const isUri = (value: unknown): boolean => value === undefined || isText(value, /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i);
  const isField = (field: unknown): boolean => isText(field, /^[\w-]+[ \t]*:[\t\x20-\x7e]*$/);
  if (method !== undefined && !methods.includes(method as Method)) return 'method';
  if (!isUri(from)) return 'from';
  if (!isUri(to)) return 'to';
  if (domain !== undefined && !isText(domain, /^[\w.:[\]-]+$/)) return 'domain';
  const areFields = Array.isArray(headers) && headers.length <= 100 && headers.every(isField);
  return headers === undefined || areFields ? undefined : 'headers';
}
