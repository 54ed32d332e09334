/** The options that say what is fuzzed. They stand apart so that the help text loads no server's preset. */
export const setupOptions = {
  preset: { type: 'string', value: 'NAME', help: 'the program to start for the run; fuzz presets lists them' },
  target: {
    type: 'string',
    value: 'ADDRESS',
    help: 'a server that is running, or that COMMAND starts: udp:127.0.0.1:5060',
  },
  transport: {
    type: 'string',
    value: 'LIST',
    help: 'udp, tcp, tls, ws, wss, or some of them, for a preset or a COMMAND; default: the first that it has',
  },
  split: {
    type: 'string',
    value: 'HOW',
    help: 'tcp, tls, and ws in uas: bring each line in pieces too: octet, field or random; the verdict must not change',
  },
  cert: {
    type: 'string',
    value: 'FILE',
    help: 'the certificate that the tool shows over tls and wss; default: made for the run',
  },
  key: { type: 'string', value: 'FILE', help: 'its key' },
  'package-dir': { type: 'string', value: 'FOLDER', help: 'where presets of npm are installed; the current folder' },
  ipv6: { type: 'boolean', help: 'a preset listens on ::1 in place of 127.0.0.1' },
  listen: { type: 'string', value: 'ADDRESS', help: 'uas: where the target calls by itself: udp:127.0.0.1:5070' },
  trigger: { type: 'string', value: 'COMMAND', help: 'uas: a shell command that makes the target call {uri}' },
  method: {
    type: 'string',
    value: 'METHOD',
    help: 'relay, b2bua: what the tool asks: OPTIONS, INVITE, MESSAGE, REGISTER, SUBSCRIBE; OPTIONS, for b2bua INVITE; uas: which requests get cases',
  },
  from: { type: 'string', value: 'URI', help: 'relay, b2bua: the URI of From' },
  to: { type: 'string', value: 'URI', help: 'relay, b2bua: the URI of To' },
  domain: { type: 'string', value: 'NAME', help: 'relay, b2bua: the domain of both' },
  header: {
    type: 'string',
    value: 'FIELD',
    multiple: true,
    help: 'relay, b2bua: one more header field: "Route: <sip:…>"',
  },
  after: { type: 'string', value: 'COMMAND', help: 'uas: a shell command that ends what a case has begun' },
  user: {
    type: 'string',
    value: 'NAME',
    help: 'relay: register by this name first; the password is SIP_PASSWORD of the environment',
  },
  challenge: { type: 'boolean', help: 'uas: ask a request without credentials for them before it gets a case' },
  provisional: {
    type: 'string',
    value: 'CODES',
    help: 'relay, b2bua, uas with INVITE: valid answers before the case: 183, or 180,199',
  },
  reliable: { type: 'boolean', help: 'the same: these, and a case that is provisional, ask for PRACK (RFC 3262)' },
  'restart-cmd': { type: 'string', value: 'COMMAND', help: 'a shell command that starts the target again' },
  'run-recorded-commands': { type: 'boolean', help: 'replay: run the commands that the files name' },
  'i-own-this-target': { type: 'string', value: 'HOST', help: 'a host outside of this machine that may be fuzzed' },
} as const;
