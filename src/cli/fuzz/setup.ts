import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Credentials, Early, FuzzOptions, Identity, ModeName, Split, Transport } from '../../gateway/index.ts';
import {
  expandTemplate,
  isLoopback,
  modeNames,
  processCaller,
  shellAfter,
  shellCaller,
  splits,
  targetFrom,
  transports,
} from '../../gateway/index.ts';
import { isCalled } from '../../gateway/modes/mode.ts';
import { installingFor, presets, versionOf } from '../../gateway/presets/index.ts';
import { isListOf, objectOf } from '../../gateway/results/check-value.ts';
import { isTransport, isWebSocket } from '../../gateway/sip/transport.ts';
import { type Options, UsageError } from '../command.ts';
import { identityFrom } from './identity.ts';

/** How a target is reached, in words that a file can hold: what a run and the replay of its findings begin with. */
export interface Setup {
  readonly mode: Exclude<ModeName, 'parser'>;
  readonly transport: Transport;
  readonly preset?: string;
  /** 127.0.0.1 or ::1, for a preset. */
  readonly host?: string;
  /** `udp:127.0.0.1:5060` */
  readonly target?: string;
  readonly command?: readonly [string, ...string[]];
  readonly restartCommand?: string;
  /** What makes the target call us: a shell command, or nothing where it calls by itself. */
  readonly trigger?: string;
  /** Who we say that we are, and what we ask. */
  readonly identity?: Identity;
  /** A shell command after each case. */
  readonly after?: string;
  /** `udp:127.0.0.1:5070` */
  readonly listen?: string;
  /** Whom we register as; the password is in the environment. */
  readonly user?: string;
  /** Whether requests without credentials are asked for them first. */
  readonly isChallenging?: boolean;
  /** What answers an INVITE before a case does. */
  readonly early?: Early;
  /** How lines are cut into pieces. Default: they come as a whole. */
  readonly split?: Split;
  /** The folder from which packages of npm are looked for. */
  readonly packageDirectory?: string;
  /** The files of our certificate and its key in PEM. Default: one is made for the run. */
  readonly cert?: string;
  readonly key?: string;
}

/** What is to be fuzzed, one setup a transport. @throws {UsageError} */
export function setupsFrom(what: string, command: readonly string[], options: Options): readonly Setup[] {
  const presetName = presets.has(what) ? what : options.preset;
  const isMode = (modeNames as readonly string[]).includes(what);
  if (!isMode && presetName !== what) {
    throw new UsageError(`${JSON.stringify(what)} is not a preset, mode or command of fuzz`);
  }
  const setups =
    typeof presetName === 'string'
      ? ofPreset(presetName, isMode ? (what as Setup['mode']) : undefined, options)
      : ofTarget(what as Setup['mode'], command, options);
  if (setups.some(({ split, transport, mode }) => split !== undefined && isByDatagram(mode, transport))) {
    throw new UsageError(
      '--split is for tcp and tls, and in mode uas for ws and wss: a datagram is not sent in pieces',
    );
  }
  return setups;
}

function ofPreset(name: string, given: Setup['mode'] | undefined, options: Options): readonly Setup[] {
  const preset = presets.get(name);
  if (preset === undefined) throw new UsageError(`--preset must be one of ${[...presets.keys()].join(', ')}`);
  const mode = given ?? (preset.modes[0] as Setup['mode']);
  if (!preset.modes.includes(mode)) {
    throw new UsageError(`${name} is fuzzed in mode ${preset.modes.join(' or ')}, not ${mode}`);
  }
  return transportsFrom(options, mode, preset.transports[0]).map((transport) => {
    const missing = installingFor(preset, transport);
    if (missing !== undefined) throw new UsageError(`${name} lacks what ${transport} takes: ${missing}`);
    if (!preset.transports.includes(transport)) throw new UsageError(`${name} is fuzzed over ${preset.transports}`);
    const identity = identityFrom(mode, options);
    return {
      ...{ mode, transport, preset: name, host: options.ipv6 ? '::1' : '127.0.0.1' },
      ...(identity === undefined ? {} : { identity }),
      ...splitFrom(options),
      ...userFrom(mode, options),
      ...earlyFrom(mode, identity, options),
      ...textOption(options, 'package-dir', 'packageDirectory'),
    };
  });
}

function ofTarget(mode: Setup['mode'], command: readonly string[], options: Options): readonly Setup[] {
  const [executable, ...args] = command;
  const identity = identityFrom(mode, options);
  const common = {
    ...(identity === undefined ? {} : { identity }),
    ...(executable === undefined ? {} : { command: [executable, ...args] as const }),
    ...textOption(options, 'restart-cmd', 'restartCommand'),
    ...textOption(options, 'trigger', 'trigger'),
    ...textOption(options, 'after', 'after'),
    ...textOption(options, 'listen', 'listen'),
    ...certificateFrom(options),
    ...splitFrom(options),
    ...(options.challenge === true && { isChallenging: true }),
    ...userFrom(mode, options),
    ...earlyFrom(mode, identity, options),
  };
  const isProgram = isProgramPerCall(command);
  if (!isCalled(mode) && (options.trigger ?? options.listen ?? options.after ?? options.challenge) !== undefined) {
    throw new UsageError(`--trigger, --listen, --after and --challenge are for modes uas and sipfrag, not ${mode}`);
  }
  if (typeof options.target === 'string') {
    const { transport, address } = addressed(options.target);
    if (!isLoopback(address.host) && options['i-own-this-target'] !== address.host) {
      throw new UsageError(
        `${address.host} is not this machine: add --i-own-this-target ${address.host} if you own it`,
      );
    }
    if (mode === 'inject' && transport !== 'udp') throw new UsageError('mode inject works over UDP only');
    if (isCalled(mode) && !isProgram && options.trigger === undefined && options.listen === undefined) {
      throw new UsageError(`mode ${mode} needs --trigger COMMAND, --listen ADDRESS, or a COMMAND with {uri}`);
    }
    return [{ mode, transport, target: options.target, ...common }];
  }
  if (isCalled(mode) && typeof options.listen === 'string') {
    return [{ mode, transport: addressed(options.listen).transport, ...common }];
  }
  if (isCalled(mode) && isProgram)
    return transportsFrom(options, mode).map((transport) => ({ mode, transport, ...common }));
  const others = isCalled(mode) ? ', --listen, or a COMMAND with {uri} after --' : '';
  throw new UsageError(`fuzz ${mode} needs --preset or --target${others}`);
}

/** Whether what answers the target goes by UDP. */
function isByDatagram(mode: Setup['mode'], transport: Transport): boolean {
  return transport === 'udp' || mode === 'dissect' || mode === 'sipfrag' || (mode !== 'uas' && isWebSocket(transport));
}

function splitFrom({ split }: Options): Pick<Setup, 'split'> {
  if (split === undefined) return {};
  const known = splits.find((one) => one === split);
  if (known === undefined) throw new UsageError(`--split must be ${splits.join(', ')}`);
  return { split: known };
}

function userFrom(mode: Setup['mode'], { user }: Options): Pick<Setup, 'user'> {
  if (user === undefined) return {};
  if (mode !== 'relay') throw new UsageError(`--user is for mode relay, not ${mode}`);
  if (!isUser(user)) throw new UsageError('--user must be the user part of a SIP URI, such as alice');
  return { user };
}

/** @throws {UsageError} */
function earlyFrom(mode: Setup['mode'], identity: Identity | undefined, options: Options): Pick<Setup, 'early'> {
  const { provisional, reliable } = options;
  if (provisional === undefined && reliable !== true) return {};
  const method = identity?.method ?? (mode === 'relay' ? 'OPTIONS' : 'INVITE');
  if ((mode !== 'relay' && mode !== 'b2bua' && mode !== 'uas') || method !== 'INVITE') {
    throw new UsageError('--provisional and --reliable are for INVITE in modes relay, b2bua and uas: --method INVITE');
  }
  const early: Early = {
    ...(provisional !== undefined && { provisional: String(provisional).split(',').map(Number) }),
    ...(reliable === true && { isReliable: true }),
  };
  if (!isEarly(early)) throw new UsageError('--provisional must be codes from 101 to 199 with commas: 183 or 180,199');
  return { early };
}

/** Whether a value is what may answer before a case. */
export function isEarly(value: unknown): value is Early {
  const early = objectOf(value);
  if (early === undefined) return false;
  const { provisional = [], isReliable = false } = early;
  const isCode = (code: unknown): boolean => Number.isInteger(code) && Number(code) > 100 && Number(code) < 200;
  return typeof isReliable === 'boolean' && isListOf(isCode)(provisional) && (provisional as unknown[]).length <= 10;
}

export function isUser(user: unknown): user is string {
  return typeof user === 'string' && /^[\w.!~*'()&=+$,;?/%-]{1,200}$/.test(user);
}

function accountOf({ user }: Setup): Pick<FuzzOptions, 'account'> {
  return user === undefined ? {} : { account: { user, password: process.env.SIP_PASSWORD ?? '' } };
}

function certificateFrom({ cert, key }: Options): Pick<Setup, 'cert' | 'key'> {
  if (typeof cert === 'string' && typeof key === 'string') return { cert, key };
  if (cert !== undefined || key !== undefined) throw new UsageError('--cert and --key are needed together');
  return {};
}

/** @throws {UsageError} for files that cannot be read */
function credentialsOf({ cert, key }: Setup): Credentials | undefined {
  if (cert === undefined || key === undefined) return undefined;
  try {
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } catch (error) {
    throw new UsageError(`--cert, --key: ${(error as Error).message}`);
  }
}

function textOption<Name extends string>(options: Options, option: string, name: Name): { [name in Name]?: string } {
  const value = options[option];
  return typeof value === 'string' ? ({ [name]: value } as { [name in Name]: string }) : {};
}

function transportsFrom(options: Options, mode: Setup['mode'], usual: Transport = 'udp'): readonly Transport[] {
  const wanted = String(options.transport ?? usual).split(',');
  if (!wanted.every(isTransport)) {
    throw new UsageError(`--transport must be ${transports.join(', ')}, or some of them with commas`);
  }
  if (mode === 'inject' && wanted.some((transport) => transport !== 'udp')) {
    throw new UsageError('mode inject works over UDP only');
  }
  return [...new Set(wanted)];
}

/** A command that says where to call is started for each case. */
function isProgramPerCall(command: readonly string[]): boolean {
  return command.some((word) => /\{(?:uri|port)\}/.test(word));
}

function addressed(text: string): ReturnType<typeof targetFrom> {
  try {
    return targetFrom(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What `fuzz()` has to be told about a setup. Files for the run are written into a directory. */
export async function prepared(
  setup: Setup,
  directory: string,
): Promise<
  Pick<
    FuzzOptions,
    | 'mode'
    | 'target'
    | 'name'
    | 'caller'
    | 'listen'
    | 'after'
    | 'parallel'
    | 'dissector'
    | 'split'
    | 'isChallenging'
    | 'account'
    | 'early'
    | keyof Identity
  >
> {
  const { mode, transport, preset: presetName, host = '127.0.0.1', command, restartCommand, trigger } = setup;
  const preset = presetName === undefined ? undefined : presets.get(presetName);
  const split = setup.split === undefined ? {} : { split: setup.split };
  const early = setup.early === undefined ? {} : { early: setup.early };
  if (preset !== undefined) {
    const place = join(directory, transport);
    mkdirSync(place, { recursive: true });
    const packageDirectory = resolve(setup.packageDirectory ?? '.');
    const { target, caller, dissector } = await preset.prepare({
      ...{ directory: place, transport, host, packageDirectory },
    });
    const version = versionOf(preset, packageDirectory);
    return {
      mode,
      ...setup.identity,
      ...split,
      ...accountOf(setup),
      ...early,
      name: preset.name,
      parallel: preset.parallel,
      target: version === undefined ? target : { ...target, version },
      ...(caller === undefined ? {} : { caller }),
      ...(dissector === undefined ? {} : { dissector }),
    };
  }
  const address = setup.target === undefined ? undefined : targetFrom(setup.target).address;
  const isProgram = command !== undefined && isProgramPerCall(command);
  const credentials = credentialsOf(setup);
  return {
    mode,
    ...setup.identity,
    ...split,
    ...accountOf(setup),
    ...early,
    ...(setup.isChallenging && { isChallenging: true }),
    target: {
      transport,
      ...(address === undefined ? {} : { address }),
      ...(command === undefined || isProgram ? {} : { command }),
      ...(restartCommand === undefined ? {} : { restartCommand }),
      ...(credentials === undefined ? {} : { credentials }),
    },
    ...(isCalled(mode) && (isProgram || trigger !== undefined) ? { parallel: isProgram ? 4 : 1 } : {}),
    ...(isProgram ? { name: command[0], caller: programCaller(command) } : {}),
    ...(trigger === undefined ? {} : { caller: shellCaller(trigger) }),
    ...(setup.after === undefined ? {} : { after: shellAfter(setup.after) }),
    ...(setup.listen === undefined ? {} : { listen: targetFrom(setup.listen).address }),
  };
}

function programCaller([command, ...args]: readonly [string, ...string[]]): NonNullable<FuzzOptions['caller']> {
  return processCaller({ command: (callee) => [command, ...args.map((word) => expandTemplate(word, callee))] });
}
