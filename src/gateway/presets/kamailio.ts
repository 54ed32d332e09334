import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../sip/free-port.ts';
import { type Address, hostPort } from '../sip/message.ts';
import type { Preset } from './preset.ts';

/** The proxy of Debian's package, relaying to loopback only. */
export const kamailio: Preset = {
  name: 'kamailio',
  summary: 'a proxy: relay over UDP and TCP, inject over UDP',
  modes: ['relay', 'inject'],
  transports: ['udp', 'tcp'],
  debianPackage: 'kamailio',
  executable: 'kamailio',
  versionArguments: ['-v'],
  parallel: 8,

  async prepare({ directory, transport, host }) {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'kamailio.cfg');
    const port = await freePort(host);
    writeFileSync(file, configuration({ host, port }));
    // With less shared memory it runs out of it at some thousand cases a second, and answers 500 in their place.
    const memory = ['-m', '512', '-M', '8'];
    return {
      target: {
        transport,
        address: { host, port },
        command: ['kamailio', '-DD', '-E', ...memory, '-f', file, '-Y', directory, '-P', `${file}.pid`],
      },
    };
  },
};

/** One child a transport keeps the order of messages; short timers end what is stuck; no name is looked up. */
const configuration = (address: Address): string => `#!KAMAILIO
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
