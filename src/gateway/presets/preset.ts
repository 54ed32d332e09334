import type { Dissector } from '../modes/dissect.ts';
import type { ModeName } from '../modes/mode.ts';
import type { Caller } from '../modes/uas.ts';
import type { Transport } from '../sip/transport.ts';
import type { TargetInit } from '../target/target.ts';

/** A server or a client that one flag starts, with a configuration that is made for the run and bound to loopback. */
export interface Preset {
  readonly name: string;
  /** One line about it. */
  readonly summary: string;
  /** The ways to fuzz it, the natural one first. */
  readonly modes: readonly [ModeName, ...ModeName[]];
  /** The usual one first. */
  readonly transports: readonly [Transport, ...Transport[]];
  /** Where it comes from. */
  readonly from: DebianProgram | NpmPackage;
  /** What a transport takes that the program's own package does not have; undefined where nothing is missing. */
  missingFor?(transport: Transport): { readonly debianPackage: string } | undefined;
  /** How many cases may be under way at once, unless somebody says otherwise. */
  readonly parallel: number;
  /** Writes what it needs into a directory that is there, and says how it is started. */
  prepare(place: Place): Promise<Prepared>;
}

/** A program of Debian. */
export interface DebianProgram {
  readonly debianPackage: string;
  /** The command that it is found by. */
  readonly executable: string;
  /** What makes it tell its version. */
  readonly versionArguments: readonly string[];
}

/** A package that is found where Node.js finds it from some folder. */
export interface NpmPackage {
  readonly npmPackage: string;
}

export interface Place {
  readonly directory: string;
  readonly transport: Transport;
  /** 127.0.0.1 or ::1. */
  readonly host: string;
  /** The folder from which packages of npm are looked for. */
  readonly packageDirectory: string;
}

export interface Prepared {
  readonly target: TargetInit;
  /** Who makes it call, in mode uas. */
  readonly caller?: Caller;
  /** What reads the cases, in mode dissect. */
  readonly dissector?: Dissector;
}
