// What Vite makes of a file, in Node and in a browser alike: its text, or a data URL of its octets.
declare module '*?raw' {
  const text: string;
  export default text;
}

declare module '*?url&inline' {
  const dataUrl: string;
  export default dataUrl;
}

/** The environment's variables: in a browser those that the configuration hands over. */
interface ImportMeta {
  readonly env: Readonly<Record<string, string | undefined>>;
}
