import type { TargetInit } from '../target.ts';

/** A server that one flag starts, with a configuration that is made for the run and bound to loopback. */
export interface Preset {
  readonly name: string;
  /** One line about it. */
  readonly summary: string;
  /** The Debian package that has it. */
  readonly debianPackage: string;
  /** The command that it is found by. */
  readonly executable: string;
  /** Writes what it needs into a directory, and says how to start it on a free port. */
  prepare(directory: string, transport: TargetInit['transport'], port: number): TargetInit;
}
