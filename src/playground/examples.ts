/** Lines to begin with, each with what it shows. */
export const examples: readonly (readonly [about: string, notation: string])[] = [
  ['a busy phone', 'SIP/2.0 486 Busy Here\\r\\n'],
  ['a phrase with brackets', 'SIP/2.0 480 Temporarily Unavailable [call Processing Released]'],
  ['a phrase of one’s own, in UTF-8', 'SIP/2.0 180 Es klingelt bei Jürgen 😀'],
  ['an escape in the phrase', 'SIP/2.0 403 100%25 forbidden'],
  ['no separators to speak of', 'SIP/2.0  200OK\\n'],
  ['octets that are no UTF-8', 'SIP/2.0 404 \\xEE\\xE5 \\xED\\xE0\\xE9\\xE4\\xE5\\xED'],
  ['what a keep-alive left behind', '\\0\\r\\nSIP/2.0 100 Trying\\r\\n'],
  ['a code that nobody registered', 'SIP/2.0 477 Send failed'],
  ['a code out of every class', 'SIP/2.0 999 hello'],
  ['four digits', 'SIP/2.0 2000 OK'],
  ['a second line in the phrase', 'SIP/2.0 200 OK\\r\\nX-Injected: yes\\r\\n'],
  ['a request', 'INVITE sip:bob@example.com SIP/2.0'],
  ['another protocol', 'HTTP/1.1 404 Not Found'],
];
