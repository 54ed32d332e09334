const pattern = /^SIP\/(\d+)\.(\d+) (\d{3}) (.*)$/i;

export const name = 'plain RegExp';

/** What is written where no parser is at hand. */
export function parse(line) {
  const match = pattern.exec(line);
  return match === null
    ? undefined
    : { sipVersion: `SIP/${match[1]}.${match[2]}`, statusCode: Number(match[3]), reasonPhrase: match[4] };
}
