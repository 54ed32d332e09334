/** The engine behind the main entry: the one place that chooses it. */
export { scannerEngine as engine } from './scanner-engine.ts';
