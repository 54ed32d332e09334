// Generated from grammar/status-line.ohm by `npm run generate`. Do not edit.
import type { AutomatonSource } from './automaton.ts';

export const strict: AutomatonSource = {
  starts: { streamedStatusLine: 'emptyLine.1', statusLine: 'sipVersion.1 +sipVersion' },
  // The ASCII that leads from a start to a state which most of ASCII leads to itself, and where the fields are in it.
  leads: {
    streamedStatusLine: [/[Ss][Ii][Pp]\/[0-9]\.[0-9] [0-9][0-9][0-9] [\x09 !\$&-;=\?-Z_a-z~]*/y, 'reasonPhrase.1 +sipVersion@0 -sipVersion@7 +statusCode@8 -statusCode@11 +reasonPhrase@12'],
    statusLine: [/[Ss][Ii][Pp]\/[0-9]\.[0-9] [0-9][0-9][0-9] [\x09 !\$&-;=\?-Z_a-z~]*/y, 'reasonPhrase.1 +sipVersion@0 -sipVersion@7 +statusCode@8 -statusCode@11 +reasonPhrase@12'],
  },
  // The ASCII that leads from such a state to itself.
  loops: {
    'reasonPhrase.1': /[\x09 !\$&-;=\?-Z_a-z~]*/y,
  },
  // The state; the part that is reported where no octet leads on, with ^ where it was to begin; what is expected;
  // by octets, in hexadecimal, the next state and what is noted; and what is noted where the input may end.
  states: [
    ['emptyLine.1', '^sipVersion', 'cr "S" "s"', { '0D': 'emptyLine.2', '53 73': 'sipVersion.2 +sipVersion~1' }],
    ['sipVersion.1', '^sipVersion', '"S" "s"', { '53 73': 'sipVersion.2' }],
    ['emptyLine.2', 'emptyLine', 'lf', { '0A': 'emptyLine.1' }],
    ['sipVersion.2', 'sipVersion', '"I" "i"', { '49 69': 'sipVersion.3' }],
    ['sipVersion.3', 'sipVersion', '"P" "p"', { '50 70': 'sipVersion.4' }],
    ['sipVersion.4', 'sipVersion', '"/"', { '2F': 'sipVersion.5' }],
    ['sipVersion.5', 'sipVersion', 'digit', { '30-39': 'sipVersion.6' }],
    ['sipVersion.6', 'sipVersion', 'digit "."', { '2E': 'sipVersion.7', '30-39': 'sipVersion.6' }],
    ['sipVersion.7', 'sipVersion', 'digit', { '30-39': 'sipVersion.8' }],
    ['sipVersion.8', '^versionSeparator', 'digit sp', { '20': 'statusCode.1 -sipVersion~1 +statusCode', '30-39': 'sipVersion.8' }],
    ['statusCode.1', '^statusCode', 'digit', { '30-39': 'statusCode.2' }],
    ['statusCode.2', 'statusCode', 'digit', { '30-39': 'statusCode.3' }],
    ['statusCode.3', 'statusCode', 'digit', { '30-39': 'codeSeparator -statusCode' }],
    ['codeSeparator', '^codeSeparator', 'sp', { '20': 'reasonPhrase.1 +reasonPhrase' }],
    ['reasonPhrase.1', '^lineEnd', 'reserved alpha digit mark "%" %xC0-DF %xE0-EF %xF0-F7 %xF8-FB %xFC-FD utf8Cont sp htab cr end', { '25': 'reasonPhrase.2', '09 20-21 24 26-3B 3D 3F-5A 5F 61-7A 7E 80-BF': 'reasonPhrase.1', '0D': 'lineEnd -reasonPhrase~1', 'C0-DF': 'reasonPhrase.3', 'E0-EF': 'reasonPhrase.4', 'F0-F7': 'reasonPhrase.5', 'F8-FB': 'reasonPhrase.6', 'FC-FD': 'reasonPhrase.7' }, '-reasonPhrase'],
    ['lineEnd', 'lineEnd', 'lf', { '0A': 'end' }],
    ['reasonPhrase.2', 'reasonPhrase', 'digit hexdig', { '30-39 41-46 61-66': 'reasonPhrase.8' }],
    ['reasonPhrase.3', 'reasonPhrase', 'utf8Cont', { '80-BF': 'reasonPhrase.1' }],
    ['reasonPhrase.4', 'reasonPhrase', 'utf8Cont', { '80-BF': 'reasonPhrase.3' }],
    ['reasonPhrase.5', 'reasonPhrase', 'utf8Cont', { '80-BF': 'reasonPhrase.4' }],
    ['reasonPhrase.6', 'reasonPhrase', 'utf8Cont', { '80-BF': 'reasonPhrase.5' }],
    ['reasonPhrase.7', 'reasonPhrase', 'utf8Cont', { '80-BF': 'reasonPhrase.6' }],
    ['end', '^end', 'end', {}, ''],
    ['reasonPhrase.8', 'reasonPhrase', 'digit hexdig', { '30-39 41-46 61-66': 'reasonPhrase.1' }],
  ],
};
