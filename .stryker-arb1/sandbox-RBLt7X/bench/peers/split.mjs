export const name = 'split';

export function parse(line) {
  const [sipVersion, code, ...phrase] = line.split(' ');
  return { sipVersion, statusCode: Number(code), reasonPhrase: phrase.join(' ') };
}
