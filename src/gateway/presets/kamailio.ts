import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeCredentials } from '../sip/credentials.ts';
import { freePort } from '../sip/free-port.ts';
import { type Address, hostPort } from '../sip/message.ts';
import { isSecure, isWebSocket, type Transport, transports } from '../sip/transport.ts';
import type { Preset } from './preset.ts';

/** The proxy of Debian's package, relaying to loopback only. */
export const kamailio: Preset = {
  name: 'kamailio',
  summary: 'a proxy: relay over UDP, TCP, TLS and WebSocket, inject over UDP',
  modes: ['relay', 'inject'],
  transports,
  from: { debianPackage: 'kamailio', executable: 'kamailio', versionArguments: ['-v'] },
  parallel: 8,

  missingFor(transport) {
    const needed = [
      ...(isSecure(transport) ? (['tls'] as const) : []),
      ...(isWebSocket(transport) ? (['websocket'] as const) : []),
    ];
    const name = needed.find((module) => !hasModule(module));
    return name && { debianPackage: `kamailio-${name}-modules` };
  },

  async prepare({ directory, transport, host }) {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'kamailio.cfg');
    const [port, secure] = [await freePort(host), await freePort(host)];
    writeFileSync(file, configuration({ host, port }, secure, transport, directory));
    // With less shared memory it runs out of it at some thousand cases a second, and answers 500 in their place.
    const memory = ['-m', '512', '-M', '8'];
    return {
      target: {
        transport,
        address: { host, port: isSecure(transport) ? secure : port },
        command: ['kamailio', '-DD', '-E', ...memory, '-f', file, '-Y', directory, '-P', `${file}.pid`],
      },
    };
  },
};

/** One child a transport keeps the order of messages; short timers end what is stuck; no name is looked up. */
/** Where Debian keeps the modules, of whatever architecture. */
function hasModule(name: string): boolean {
  const libraries = '/usr/lib';
  const folders = [libraries, ...readdirSync(libraries).map((folder) => join(libraries, folder))];
  return folders.some((folder) => existsSync(join(folder, 'kamailio', 'modules', `${name}.so`)));
}

/** What a transport takes beside UDP and TCP, which are always there: the callee of a WebSocket is called over UDP. */
function extensionFor(transport: Transport, secure: Address, directory: string): string {
  const parts: string[] = [];
  if (isSecure(transport)) {
    for (const [name, text] of Object.entries(madeCredentials())) writeFileSync(join(directory, `${name}.pem`), text);
    parts.push(`enable_tls=yes
listen=tls:${hostPort(secure)}
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "${directory}/cert.pem")
modparam("tls", "private_key", "${directory}/key.pem")`);
  }
  if (isWebSocket(transport)) {
    parts.push(`tcp_accept_no_cl=yes
loadmodule "xhttp.so"
loadmodule "websocket.so"
event_route[xhttp:request] { if ($hdr(Upgrade) =~ "websocket") ws_handle_handshake(); }`);
  }
  return parts.join('\n');
}

const configuration = (address: Address, secure: number, transport: Transport, directory: string): string => `#!KAMAILIO
debug=2
log_stderror=yes
fork=yes
children=1
tcp_children=1
disable_tcp=no
auto_aliases=no
dns=no
rev_dns=no
dns_try_naptr=no
use_dns_cache=off
mhomed=0
tcp_connection_lifetime=30
listen=udp:${hostPort(address)}
listen=tcp:${hostPort(address)}
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
modparam("tm", "retr_timer1", 100)
modparam("tm", "retr_timer2", 400)
modparam("tm", "fr_timer", 1500)
modparam("tm", "fr_inv_timer", 3000)
modparam("tm", "wt_timer", 1000)
${extensionFor(transport, { ...address, port: secure }, directory)}
request_route {
  if ($rU == "ping") { sl_send_reply("200", "alive"); exit; }
  # A case may be a request itself. It must not go to whoever listens at port 5060, and an answer to it would come back
  # by way of this server, before the sentinel or after it.
  if ($rU != "case") { exit; }
  if (is_method("ACK") && !t_check_trans()) { exit; }
  if (!t_relay()) { sl_reply_error(); }
  exit;
}
`;
