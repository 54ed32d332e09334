import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium as playwright } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The Chromium of this machine, and how it is started for tests: no window, no sandbox, no traffic of its own. */
export const chromium = {
  /** The environment's CHROMIUM, or what is found on the PATH; undefined where there is none. */
  path: process.env.CHROMIUM || onPath(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Why there is none; undefined where there is one. */
export const missingChromium =
  chromium.path === undefined
    ? 'no Chromium is found: CHROMIUM may name one (Debian: apt-get install chromium)'
    : undefined;

export function startChromium() {
  return playwright.launch({ executablePath: /** @type {string} */ (chromium.path), args: chromium.args });
}

/** @returns {string | undefined} */
function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
