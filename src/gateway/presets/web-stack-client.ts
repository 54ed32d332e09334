/**
 * A program that calls with a SIP stack of a browser, in a process of its own so that its end is seen: it takes calls as
 * JSON lines at a port, and tells there what the stack made of each answer.
 */
export const webStackClient = `\
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [stack, directory, webSockets, host, port] = process.argv.slice(2);
const { WebSocket } = createRequire(import.meta.url)(webSockets);
// A browser has it. The certificate of the other side is made for the run.
globalThis.WebSocket = class extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, { rejectUnauthorized: false });
  }
};
const loaded = await import(pathToFileURL(createRequire(directory + '/package.json').resolve(stack)));

/** Sends a request by way of a server, and tells each answer. Returns what ends it. */
const callWith = {
  jssip({ server, uri }, tell) {
    const { C, UA, WebSocketInterface } = loaded.default;
    const ua = new UA({ sockets: [new WebSocketInterface(server)], uri: 'sip:fuzz@fuzz.invalid', register: false });
    // It gives a 408 as its own timeout, which would take longer.
    const other = (cause) => (cause === C.causes.REQUEST_TIMEOUT ? { code: 408 } : { cause });
    const told = ({ response, cause }) =>
      tell(response ? { code: response.status_code, role: response.getHeader('X-Role') } : other(cause));
    ua.on('connected', () => ua.sendMessage(uri, 'x', { eventHandlers: { succeeded: told, failed: told } }));
    ua.start();
    return () => ua.stop();
  },
  'sip.js'({ server, uri }, tell) {
    const { UserAgent } = loaded;
    const [own, other] = [UserAgent.makeURI('sip:fuzz@fuzz.invalid'), UserAgent.makeURI(uri)];
    const ua = new UserAgent({ uri: own, transportOptions: { server }, logBuiltinEnabled: false });
    const told = ({ message }) => tell({ code: message.statusCode, role: message.getHeader('X-Role') });
    const delegate = { onAccept: told, onProgress: told, onRedirect: told, onReject: told };
    // Whoever is called may have gone, which is no fault of the stack.
    const gone = ({ message }) => tell({ cause: message });
    ua.start().then(() => {
      const core = ua.userAgentCore;
      core.request(core.makeOutgoingRequestMessage('MESSAGE', other, own, other, {}), delegate);
    }, gone);
    return () => ua.stop().catch(() => {});
  },
}[stack];

const ends = new Map();
const control = createServer((socket) => {
  socket.on('error', () => {});
  createInterface({ input: socket }).on('line', (line) => {
    const { id, end, ...call } = JSON.parse(line);
    if (end) {
      ends.get(id)?.();
      ends.delete(id);
    } else {
      ends.set(id, callWith(call, (told) => socket.write(JSON.stringify({ id, ...told }) + '\\n')));
    }
  });
});
control.listen(Number(port), host);
`;
