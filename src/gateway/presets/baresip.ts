import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Outcome } from '../campaign/verdict.ts';
import { sentinelPhrase } from '../modes/sentinel.ts';
import type { Call, Callee, Caller } from '../modes/uas.ts';
import { freePort } from '../sip/free-port.ts';
import { bracketed, hostPort } from '../sip/message.ts';
import type { Place, Preset } from './preset.ts';

/** The softphone, which is told to dial over its control port and tells there how each call ended. */
export const baresip: Preset = {
  name: 'baresip',
  summary: 'the softphone, told to dial over its control port: uas',
  modes: ['uas'],
  transports: ['udp', 'tcp'],
  from: { debianPackage: 'baresip-core', executable: 'baresip', versionArguments: ['-h'] },
  // A call that is stuck can be hung up only while it is the last one.
  parallel: 1,

  async prepare(place) {
    const { directory, transport, host } = place;
    mkdirSync(directory, { recursive: true });
    const [port, control] = [await freePort(host), await freePort(host)];
    writeFileSync(join(directory, 'config'), configuration(place, port, control));
    writeFileSync(join(directory, 'accounts'), `<sip:fuzz@${bracketed(host)}>;regint=0;audio_codecs=pcmu\n`);
    writeFileSync(join(directory, 'contacts'), '');
    return {
      target: { transport, address: { host, port }, command: ['baresip', '-f', directory, '-v'] },
      caller: new ControlPort(host, control),
    };
  },
};

/** It looks for no interface but the one that it is told, and takes the loopback's address for a name of one. */
const configuration = ({ host, transport }: Place, port: number, control: number): string => `\
poll_method epoll
sip_listen ${hostPort({ host, port })}
sip_trans_def ${transport}
audio_path /nonexistent
audio_player aufile,/dev/null
audio_source ausine,400
audio_alert aufile,/dev/null
call_local_timeout 5
call_max_calls 50
rtp_ports 20000-20100
module_path /usr/lib/baresip/modules
module stdio.so
module g711.so
module ausine.so
module aufile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
module_tmp uuid.so
ctrl_tcp_listen ${hostPort({ host, port: control })}
net_interface ${host}
`;

/** Commands and events in netstrings: `LENGTH:JSON,`. */
class ControlPort implements Caller {
  readonly isProcessPerCall = false;
  readonly isObserving = true;
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #rest = '';
  readonly #calls = new Map<number, { hasProgress: boolean; isOver: (outcome: Outcome) => void }>();

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  async call({ uri, address: { port } }: Callee): Promise<Call> {
    const socket = await this.#connected();
    const outcome = new Promise<Outcome>((resolve) => {
      this.#calls.set(port, { hasProgress: false, isOver: resolve });
    });
    this.#command(socket, 'dial', uri);
    return {
      outcome,
      end: () => {
        // Its current call is the last one, and it is over unless it hangs.
        if (this.#calls.delete(port)) this.#command(socket, 'hangup', '');
      },
    };
  }

  #command(socket: Socket, command: string, params: string): void {
    const json = JSON.stringify({ command, params });
    socket.write(`${Buffer.byteLength(json)}:${json},`);
  }

  /** The connection, made again where the phone was started again. */
  #connected(): Promise<Socket> {
    if (this.#socket?.writable) return Promise.resolve(this.#socket);
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    this.#socket = socket;
    this.#rest = '';
    socket.on('data', (chunk) => this.#heard(chunk));
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.on('error', reject);
    });
  }

  #heard(chunk: Buffer): void {
    this.#rest += chunk.toString('latin1');
    for (;;) {
      const length = Number(/^(\d{1,7}):/.exec(this.#rest)?.[1] ?? Number.NaN);
      const start = `${length}:`.length;
      if (Number.isNaN(length) || this.#rest.length < start + length + 1) return;
      this.#event(this.#rest.slice(start, start + length));
      this.#rest = this.#rest.slice(start + length + 1);
    }
  }

  /** What it writes is not always JSON: control octets of a phrase stand in it as they came. */
  #event(json: string): void {
    const type = /"type":"(\w+)"/.exec(json)?.[1];
    const port = Number(/"peeruri":"sip:[^"]*?:(\d+)["; ]/.exec(json)?.[1]);
    const call = this.#calls.get(port);
    if (call === undefined) return;
    if (type === 'CALL_RINGING' || type === 'CALL_PROGRESS') call.hasProgress = true;
    if (type !== 'CALL_CLOSED') return;
    this.#calls.delete(port);
    const said = /"param":"(.*)"\}$/s.exec(json)?.[1] ?? '';
    const statusCode = /^(\d+) /.exec(said)?.[1];
    if (said.endsWith(` ${sentinelPhrase}`)) {
      // What came before it was no final answer: a provisional one, or none at all.
      call.isOver({ verdict: call.hasProgress ? 'accepted-as' : 'dropped' });
    } else if (statusCode !== undefined) call.isOver({ verdict: 'accepted-as', statusCode: Number(statusCode) });
    // A 2xx without a session description is one that it took and cannot use.
    else call.isOver({ verdict: 'accepted-as', detail: said });
  }

  close(): void {
    this.#socket?.destroy();
  }
}
