// How much script a keystroke in the playground takes, on the page's own thread: `node bench/playground.mjs`, after
// `npm run build`. With a line of 10,000 characters it has to stay below a frame of 16 ms. What the worker has found, the
// address and the near-misses come later, in tasks of their own.
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../test/chromium.mjs';

const browser = await startChromium();
const page = await browser.newPage();
const session = await page.context().newCDPSession(page);
// The thread's own time, so that whatever else the machine does is not counted.
await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
await session.send('Performance.enable');

/** Milliseconds of script that the page has run so far. */
async function scriptDuration() {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'ScriptDuration').value;
}

console.log(`${(await browser.version()).split('.')[0]}, ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`);
// The listeners around those of the page: the first and the last that an input event comes to.
await page.addInitScript(() => {
  let begun = 0;
  globalThis.own = [];
  addEventListener('input', () => (begun = performance.now()), { capture: true });
  addEventListener('input', () => globalThis.own.push(performance.now() - begun));
});

const spread = (durations) => {
  const sorted = [...durations].sort((a, b) => a - b);
  return [sorted[sorted.length >> 1], sorted.at(-1)].map((duration) => duration.toFixed(1));
};

const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(16)).join(''));

console.log('Milliseconds of script that a keystroke takes itself, and with all that follows it');
row('octets', 'median', 'worst', 'all: median', 'worst');
for (const length of [21, 1000, 10_000]) {
  const line = `SIP/2.0 486 ${'Busy Here! '.repeat(1000)}`.slice(0, length);
  await page.goto(`${pathToFileURL(resolve('dist/playground/index.html')).href}#${encodeURIComponent(line)}`);
  await page.reload();
  await page.locator('.tree').waitFor();
  await page.locator('#line').focus();
  await page.keyboard.press('End');
  const durations = [];
  for (let n = 0; n < 20; n += 1) {
    const before = await scriptDuration();
    await page.keyboard.press('x');
    // Whatever asks the page whether it is done would run script there.
    await new Promise((done) => setTimeout(done, length < 5000 ? 600 : 2500));
    durations.push((await scriptDuration()) - before);
  }
  row(length, ...spread(await page.evaluate(() => globalThis.own)), ...spread(durations));
}
await browser.close();
