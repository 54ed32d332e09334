/**
 * Where in the ISDN a cause comes from, as RFC 8606 §4 spells the sixteen values of Q.850: `U` the user, `LPN` and `RPN`
 * the private network of the local and of the remote user, `LN` and `RLN` their public networks, `TN` a transit network,
 * `INTL` the international network, `BI` a network beyond an interworking point.
 */
export type ReasonLocation =
  | 'U'
  | 'LPN'
  | 'LN'
  | 'TN'
  | 'RLN'
  | 'RPN'
  | 'INTL'
  | 'BI'
  | `LOC-${6 | 8 | 9 | 11 | 12 | 13 | 14 | 15}`;

/** The location that is spelled so, in any case; undefined for any other value. */
export function reasonLocationOf(value: unknown): ReasonLocation | undefined {
  const upper = typeof value === 'string' ? value.toUpperCase() : '';
  return /^(?:U|[LT]N|[LR]PN|RLN|INTL|BI|LOC-(?:[689]|1[1-5]))$/.test(upper) ? (upper as ReasonLocation) : undefined;
}
