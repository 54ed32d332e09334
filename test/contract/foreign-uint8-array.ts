/** Uint8Array of another realm: a context of Node's, or a frame of the page. */
export const foreignUint8Array: Uint8ArrayConstructor =
  'document' in globalThis ? ofFrame() : (await import('node:vm')).runInNewContext('Uint8Array');

function ofFrame(): Uint8ArrayConstructor {
  const { contentWindow } = document.body.appendChild(document.createElement('iframe'));
  return (contentWindow as unknown as typeof globalThis).Uint8Array;
}
