import { kamailio } from './kamailio.ts';
import type { Preset } from './preset.ts';

export const presets: ReadonlyMap<string, Preset> = new Map([kamailio].map((preset) => [preset.name, preset]));
