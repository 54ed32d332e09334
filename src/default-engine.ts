/** The engine behind the main entry: the one place that chooses it. */
export { ohmEngine as engine } from './ohm/engine.ts';
