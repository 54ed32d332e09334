// What Vite makes of a file, in Node and in a browser: its text, or a data URL of its octets.
declare module '*?raw' {
  const text: string;
  export default text;
}

declare module '*?url&inline' {
  const dataUrl: string;
  export default dataUrl;
}
