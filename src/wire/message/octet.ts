// The octets that frame a message, by their names in RFC 3261 §25.1.
export const htab = 0x09;
export const lf = 0x0a;
export const cr = 0x0d;
export const sp = 0x20;
export const colon = 0x3a;

export function isBlank(octet: number | undefined): boolean {
  return octet === sp || octet === htab;
}

export function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x30 && octet <= 0x39;
}

/** A letter's octet in lower case, and any other as it is. */
export function lowerCase(octet: number | undefined): number | undefined {
  return octet !== undefined && octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
}
