import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellCaller } from '../modes/process-caller.ts';
import { freePort } from '../sip/free-port.ts';
import { TargetError } from '../target/target.ts';
import type { Place, Preset } from './preset.ts';

/** A port for a phone that is told of one interface of IPv4. */
function portOf({ host }: Place, name: string): Promise<number> {
  if (host !== '127.0.0.1') throw new TargetError(`${name} is fuzzed over 127.0.0.1`);
  return freePort(host);
}

/** A word for a shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The softphone's program without a screen, which takes commands through a second one. */
export const linphonec: Preset = {
  name: 'linphonec',
  summary: 'the softphone without a screen, told to call by linphonecsh: uas',
  modes: ['uas'],
  transports: ['udp'],
  from: { debianPackage: 'linphone-cli', executable: 'linphonec', versionArguments: ['-v'] },
  parallel: 1,

  async prepare(place) {
    const { directory, transport, host } = place;
    const port = await portOf(place, 'linphonec');
    for (const name of ['.local/share/linphone', '.config/linphone'])
      mkdirSync(join(directory, name), { recursive: true });
    const sip = `sip_port=${port}\nsip_tcp_port=0\nsip_tls_port=0\nuse_ipv6=0\n`;
    const net = `bind_address=${host}\nauto_net_state_mon=0\n`;
    const video = 'capture=0\ndisplay=0\nautomatically_initiate=0\nautomatically_accept=0\n';
    const settings = join(directory, 'settings');
    writeFileSync(settings, `[sip]\n${sip}[net]\n${net}[video]\n${video}`);
    return {
      target: {
        transport,
        address: { host, port },
        command: ['env', `HOME=${directory}`, 'linphonec', '--pipe', '-c', settings],
      },
      caller: shellCaller(`HOME=${quoted(directory)} linphonecsh generic "call {uri}"`),
    };
  },
};

/** The softphone's program without a screen, which takes commands from its input. */
export const twinkle: Preset = {
  name: 'twinkle',
  summary: 'the softphone without a screen, told to call by its input: uas',
  modes: ['uas'],
  transports: ['udp'],
  from: { debianPackage: 'twinkle-console', executable: 'twinkle-console', versionArguments: [] },
  parallel: 1,

  async prepare(place) {
    const { directory, transport, host } = place;
    const port = await portOf(place, 'twinkle');
    mkdirSync(join(directory, '.twinkle'), { recursive: true });
    writeFileSync(join(directory, '.asoundrc'), 'pcm.!default { type null }\nctl.!default { type null }\n');
    const devices = ['ringtone', 'speaker', 'mic'].map((name) => `dev_${name}=alsa:default\n`).join('');
    const ports = `sip_port=${port}\nsip_udp_port=${port}\nnic=lo\n`;
    writeFileSync(join(directory, '.twinkle/twinkle.sys'), devices + ports);
    const user = `user_name=fuzz\nuser_domain=${host}\nsip_transport=udp\nregister_at_startup=no\n`;
    writeFileSync(join(directory, '.twinkle/fuzz.cfg'), user);
    const commands = join(directory, 'commands');
    execFileSync('mkfifo', [commands]);
    return {
      target: {
        transport,
        address: { host, port },
        command: ['sh', '-c', 'HOME=$0 exec twinkle-console fuzz.cfg <>"$0/commands"', directory],
      },
      // Where the next call comes before it has told of the last one, it is lost.
      caller: shellCaller(`sleep 0.3; echo "call {uri}" > ${quoted(commands)}`),
    };
  },
};
