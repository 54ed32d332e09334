// A target whose fault lies after three octets, one check after the other: chance alone does not get there.

export const maxLength = 64;

const fault = new URL(import.meta.url).searchParams.get('fault');

export function isWatched(url) {
  return url.includes('planted.mjs');
}

export function run(octets, faulty = fault) {
  if (octets[0] !== 0xd3) return;
  if (octets[1] !== 0x91) return;
  if (octets[2] !== 0x07) return;
  if (faulty === 'hang') for (;;);
  throw new Error('the planted fault');
}
