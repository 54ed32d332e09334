import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { strict } from '../../src/automaton/strict.ts';
import { explainFault, type Fault, lookupStatusCode, safeParseStatusLine } from '../../src/index.ts';
import { escapeOctets, unescapeOctets } from '../../src/text/backslash-escapes.ts';
import { missingChromium, startChromium } from '../chromium.mjs';
import { cliProcess as cli, main } from '../cli/cli.ts';

const file = resolve('dist/playground/index.html');

test('the page is one file of less than 150 kB, with the licences of what is in it', () => {
  const text = readFileSync(file, 'utf8');
  expect(gzipSync(text).length).toBeLessThan(150_000);
  expect(text.match(/<(?:script|link|img)\b[^>]* (?:src|href)="(?!data:)[^"]*"/g) ?? []).toEqual([]);
  for (const name of ['fast-check', 'lit-html', 'ohm-js', 'pure-rand'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

describe('sip-status-line playground', () => {
  test('serves the page on loopback alone, with a line in the address', async () => {
    const child = spawn(process.execPath, [main, 'playground', 'SIP/2.0 486 Büsy']);
    try {
      const [printed] = await once(child.stdout, 'data');
      const url = new URL(String(printed).trim());
      expect(url.hostname).toBe('127.0.0.1');
      expect(decodeURIComponent(url.hash)).toBe('#SIP/2.0 486 Büsy');
      const response = await fetch(url);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await response.text()).toBe(readFileSync(file, 'utf8'));
      expect((await fetch(new URL('/package.json', url))).status).toBe(404);
      // A path that is no URL of its own.
      expect((await fetch(`${url.origin}//`)).status).toBe(404);
      expect((await fetch(url, { method: 'POST' })).status).toBe(405);
      const elsewhere = Object.values(networkInterfaces())
        .flat()
        .find((one) => one?.family === 'IPv4' && !one.internal);
      if (elsewhere !== undefined) {
        const socket = createConnection(Number(url.port), elsewhere.address);
        await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      }
    } finally {
      child.kill('SIGINT');
    }
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('writes the page into a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'playground-'));
    try {
      const copy = join(folder, 'site/index.html');
      expect(await cli(['playground', '-o', join(folder, 'site')])).toEqual({
        status: 0,
        stdout: `${copy}\n`,
        stderr: '',
      });
      expect(readFileSync(copy)).toEqual(readFileSync(file));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('says what is wrong with its arguments', async () => {
    expect(await cli(['playground', 'a', 'b'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('one line'),
    });
    expect(await cli(['playground', '--port', 'x'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--port'),
    });
  });
});

const skipped = missingChromium === undefined ? '' : `: ${missingChromium}`;

describe.skipIf(skipped !== '')(`in Chromium${skipped}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  /** The page from the disk, with a line in its address. */
  async function open(notation?: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|blob|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href + (notation === undefined ? '' : `#${encodeURIComponent(notation)}`));
    return page;
  }

  const field = (page: Page) => page.getByRole('textbox', { name: 'Status line' });
  const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  /** Until the worker is done with the line. */
  const isReady = async (page: Page): Promise<void> => {
    await page.locator('#page main').waitFor();
    await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: 10_000 }).toBe(0);
    if ((await page.locator('main.read').count()) > 0) await page.locator('.near-misses').waitFor();
  };

  /** Each octet as `rule:octets`, neighbours of one rule together. */
  const octetsUnderRules = (page: Page): Promise<readonly string[]> =>
    page.locator('.run').evaluateAll((runs) =>
      runs.map((run) => {
        const octets = [...run.querySelectorAll('.hexadecimal')].map(({ textContent }) => textContent).join('');
        return `${run.querySelector('.rule')?.textContent}:${octets}`;
      }),
    );

  const treeOf = (page: Page): Promise<readonly string[]> => page.locator('.rule-name').allTextContents();

  test('each octet stands under its rule, and the tree is that of the grammar', async () => {
    const page = await open('SIP/2.0 486 %41é\\r\\n');
    await isReady(page);
    expect(await octetsUnderRules(page)).toEqual([
      'sipVersion:5349502F',
      'digit:32',
      'sipVersion:2E',
      'digit:30',
      'sp:20',
      'digit:343836',
      'sp:20',
      'escaped:25',
      'digit:3431',
      'utf8NonAscii_two:C3',
      'utf8Cont:A9',
      'cr:0D',
      'lf:0A',
    ]);
    expect(
      await page.locator('.part').evaluateAll((parts) => parts.map((part) => part.getAttribute('aria-label'))),
    ).toEqual(['sipVersion', 'versionSeparator', 'statusCode', 'codeSeparator', 'reasonPhrase', 'lineEnd']);
    for (const row of ['phraseUnit %41', 'escaped %41', 'phraseUnit é']) {
      await page.locator('summary', { hasText: row }).click();
    }
    // A node that is opened is filled a moment later.
    await expect
      .poll(async () => (await treeOf(page)).join(' '))
      .toMatch(
        /^statusLine sipVersion digit digit .* reasonPhrase phraseUnit escaped hexdig hexdig phraseUnit utf8NonAscii lineEnd crlf$/,
      );
  });

  test('what lenient forgives is named in the tree, with its deviations', async () => {
    const page = await open('\\0SIP/2.0\\t486Busy [here]\\n');
    await isReady(page);
    const rules = (await octetsUnderRules(page)).map((run) => run.split(':')[0]);
    for (const rule of ['nul', 'htab', 'illegalReasonOctet', 'lf']) expect(rules).toContain(rule);
    expect(await treeOf(page)).toContain('missingSeparator');
    await expect.poll(() => page.locator('#lenient strong').textContent()).toBe('read with 5 deviations');
    expect(await page.locator('#lenient p').allTextContents()).toEqual(
      safeParseStatusLine('\0SIP/2.0\t486Busy [here]\n', { profile: 'lenient' }).deviations.map((deviation) =>
        expect.stringContaining(`${deviation.code} at ${deviation.offset}`),
      ),
    );
  });

  test('both profiles say as one types what the library says', async () => {
    const page = await open();
    for (const line of ['SIP/2.0 4866', 'INVITE sip:bob@example.com SIP/2.0', 'SIP/2.0 480 [x]', 'SIP/2.0', '']) {
      await field(page).fill(line);
      for (const profile of ['strict', 'lenient'] as const) {
        const { fault } = safeParseStatusLine(unescapeOctets(line), { profile });
        if (fault === undefined) continue;
        const strict = safeParseStatusLine(unescapeOctets(line)).fault;
        // Where both say the same, one box says it.
        const isOne = profile === 'lenient' && strict?.code === fault.code && strict.offset === fault.offset;
        if (profile === 'lenient') expect(await page.locator('#lenient').count()).toBe(isOne ? 0 : 1);
        if (isOne) continue;
        const article = page.locator(`#${profile}`);
        expect(await article.locator('strong').textContent()).toBe(`${fault.code} at ${fault.offset}`);
        const [sentence, ...excerpt] = explainFault(fault, unescapeOctets(line)).split('\n');
        expect(await article.locator('p').first().textContent()).toBe(
          sentence?.replace(`${fault.code} at ${fault.offset}: `, ''),
        );
        expect(await article.locator('pre, .words').allTextContents()).toEqual(
          excerpt
            .map((row) => row.slice(2))
            .join('\n')
            .split(/(?<=\^) (?=expected)/),
        );
      }
    }
  });

  const message = 'SIP/2.0 180 Ringing\r\nVia: SIP/2.0/UDP a\r\nContent-Length: 0\r\n\r\n';
  const hexadecimal = (text: string): readonly string[] =>
    [...Buffer.from(text)].map((octet) => octet.toString(16).padStart(2, '0'));
  test.each([
    ['a whole message', message, 'SIP/2.0 180 Ringing'],
    ['a line of a log', '2026-11-29 12:00:01 [7] DEBUG received: SIP/2.0 603 Decline', 'SIP/2.0 603 Decline'],
    ['a line of a log', '{"level":"info","msg":"SIP/2.0 486 Busy Here\\r\\nVia: x"}', 'SIP/2.0 486 Busy Here'],
    ['a line of a log', '"SIP/2.0 486 Busy Here"', 'SIP/2.0 486 Busy Here'],
    ['a text with 2 of them', 'SIP/2.0 100 Trying\r\nSIP/2.0 200 OK\r\n', 'SIP/2.0 100 Trying'],
    ['a dump in hexadecimal', hexadecimal('SIP/2.0 486 Busy Here').join(''), 'SIP/2.0 486 Busy Here'],
    [
      'a dump in hexadecimal',
      `0000   ${hexadecimal('SIP/2.0 486 Busy').join(' ')}   SIP/2.0 486 Busy\n0010   ${hexadecimal(' Here').join(' ')}   Here`,
      'SIP/2.0 486 Busy Here',
    ],
    ['base64', Buffer.from('SIP/2.0 486 Busy Here').toString('base64'), 'SIP/2.0 486 Busy Here'],
  ])('what is pasted is understood, and how is said: %s', async (kind, text, line) => {
    const page = await open();
    await field(page).evaluate((area, pasted) => {
      (area as HTMLTextAreaElement).select();
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      // An event that is made by a program inserts nothing by itself.
      if (area.dispatchEvent(event)) {
        (area as HTMLTextAreaElement).value = pasted;
        area.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
      }
    }, text);
    await expect.poll(() => page.locator('.found').textContent()).toContain(`Taken out of ${kind}.`);
    expect(await field(page).inputValue()).toMatch(new RegExp(`^${line.replaceAll('.', '\\.')}(?:\\\\r\\\\n)?$`));
    await page.getByRole('button', { name: 'Show all that was pasted' }).click();
    await expect.poll(() => page.locator('.found').textContent()).toContain(`it is ${kind}`);
    await page.locator('.choice').first().click();
    await expect.poll(() => page.locator('.found').textContent()).toContain('Taken out of');
    expect(await page.locator('main.read').count()).toBe(1);
  });

  test('the way through the automaton: its states, and the one where it stops', async () => {
    const page = await open('SIP/2.0 48 x');
    await isReady(page);
    const states = page.locator('.way code');
    expect((await states.allTextContents()).slice(-3)).toEqual(['versionSeparator.2', 'statusCode.1', 'statusCode.2']);
    expect(await page.locator('.way .bad').count()).toBe(1);
    expect(await section(page, 'Automaton').textContent()).toContain('No transition leads on from octet 10.');
    await field(page).fill('SIP/2.0 486 Busy');
    await expect.poll(() => page.locator('.way .good code').textContent()).toBe('reasonPhrase.1');
    expect(await page.locator('.way q').last().textContent()).toBe(' Busy');
  });

  test('the picture of the automaton: each state and arrow of it, the way marked, its end in view', async () => {
    const page = await open('SIP/2.0 486 Busy Here', { viewport: { width: 390, height: 800 } });
    await isReady(page);
    const picture = page.locator('.automaton svg');
    const names = (kind: string) => picture.locator(`.${kind}:has(circle) title`).allTextContents();
    const { states } = strict;
    const drawn = [...(await names('taken')), ...(await names('good')), ...(await names('idle'))];
    // Those that only empty lines of a stream before it lead to are not of a line.
    expect(drawn.sort()).toEqual(
      states
        .map(([name]) => name)
        .filter((name) => !name.startsWith('emptyLine'))
        .sort(),
    );
    expect(await names('good')).toEqual(['reasonPhrase.1']);
    expect(await names('taken')).toHaveLength(12);
    const arrows = await picture.locator('g:has(path) title').allTextContents();
    expect(arrows).toContain('statusCode.3 to codeSeparator: 0-9');
    expect(await picture.locator('.taken:has(path) title').allTextContents()).toContain(
      'codeSeparator to reasonPhrase.1: 20',
    );
    const isInView = (): Promise<boolean> =>
      page.evaluate(() => {
        const of = (selector: string): DOMRect => document.querySelector(selector)?.getBoundingClientRect() as DOMRect;
        const [box, circle] = [of('.automaton'), of('.automaton :is(.good, .bad) circle')];
        return circle.left >= box.left && circle.right <= box.right;
      });
    expect(await isInView()).toBe(true);
    await field(page).fill('SI');
    await expect.poll(() => names('bad')).toEqual(['sipVersion.2']);
    expect(await isInView()).toBe(true);
  });

  test('on a phone the caret and what was expected are in view, though the line is wider', async () => {
    const page = await open(`SIP/2.0 486 ${'Busy '.repeat(30)}[x] ${'here '.repeat(30)}`, {
      viewport: { width: 390, height: 800 },
    });
    await isReady(page);
    const { caret, words, width } = await page.evaluate(() => {
      const right = (selector: string): number =>
        (document.querySelector(`#strict ${selector}`) as Element).getBoundingClientRect().right;
      return { caret: right('.caret'), words: right('.words'), width: innerWidth };
    });
    expect(caret).toBeGreaterThan(0);
    expect(Math.max(caret, words)).toBeLessThan(width);
  });

  test('the first octet that cannot be there is marked', async () => {
    const page = await open('SIP/2.0 2000 OK');
    await isReady(page);
    expect(await page.locator('.octet.fault').getAttribute('id')).toBe('octet-11');
    expect(await section(page, 'Parse tree').textContent()).toContain('None');
  });

  test('the registry: sources, Q.850, what a code that is not in it is to be treated as', async () => {
    const page = await open('SIP/2.0 603 Declined');
    const registry = section(page, 'Registry');
    expect(await registry.textContent()).toContain(lookupStatusCode(603)?.description);
    expect(await registry.getByRole('link').getAttribute('href')).toBe(
      'https://www.rfc-editor.org/rfc/rfc3261#section-21.6.2',
    );
    expect(await registry.locator('dd', { hasText: 'RFC 3398' }).textContent()).toContain('21 ');
    await field(page).fill('SIP/2.0 477 x');
    expect(await registry.textContent()).toMatch(/does not register.*Seen on wires as.*To be treated as400/s);
    await field(page).fill('SIP/2.0 999 x');
    expect(await registry.textContent()).toContain('classes 1 to 6');
  });

  test('the line is built back', async () => {
    const page = await open('SIP/2.0 486 Busy');
    const back = section(page, 'Read and built back');
    expect(await back.locator('pre').allTextContents()).toEqual([
      '{\n  "sipVersion": "SIP/2.0",\n  "statusCode": 486,\n  "reasonPhrase": "Busy"\n}',
      'SIP/2.0 486 Busy\\r\\n',
      'SIP/2.0 486 Busy Here\\r\\n',
    ]);
    expect(await back.textContent()).toContain('writes the same octets and the CRLF');
    await field(page).fill('sip/2.0 999 x');
    expect(await back.textContent()).toContain('SIP in upper case');
    await field(page).fill('SIP/2.0  999 x');
    expect(await back.textContent()).toContain('without what was forgiven');
    await field(page).fill('SIP/2.0 999 [x]');
    expect(await back.textContent()).toContain('refuses it');
    expect(await back.locator('pre').last().textContent()).toBe('SIP/2.0 999 %5Bx%5D\\r\\n');
  });

  test('near-misses are refused where they say, and can be looked at', async () => {
    const page = await open('SIP/2.0 486 Busy Here');
    const misses = section(page, 'Near-misses').getByRole('listitem');
    await misses.first().waitFor();
    expect(await misses.count()).toBe(8);
    const shown = await misses.allTextContents();
    for (const miss of await misses.all()) {
      const line = unescapeOctets((await miss.locator('.near-miss').textContent()) as string);
      if (line.length >= 80) continue; // it is clipped
      const fault = safeParseStatusLine(line).fault as Fault;
      expect(await miss.textContent()).toContain(`${fault.code} at ${fault.offset}`);
    }
    await page.getByRole('button', { name: 'Others' }).click();
    await expect.poll(() => misses.allTextContents()).not.toEqual(shown);
    const one = misses.filter({ hasNotText: '…' }).first();
    const line = await one.locator('.near-miss').textContent();
    await one.getByRole('button').click();
    expect(await field(page).inputValue()).toBe(line);
    expect(await page.locator('#strict').getAttribute('class')).toBe('bad');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('line');
  });

  test('links hold the line, whatever octets it has', async () => {
    const page = await open();
    const line = 'SIP/2.0 404 \\xEE\\xE5 # % \\\\ é\\r\\n';
    await field(page).fill(line);
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('404');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy a link' }).click();
    await page.getByText('Copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await context.close();
    const other = await open();
    await other.goto(link);
    expect(await field(other).inputValue()).toBe(line);
    await other.goto(link.replace(/#.*/, '#SIP/2.0%'));
    expect(await field(other).inputValue()).toBe('SIP/2.0%');
  });

  test('what is pasted keeps its CR, LF and NUL', async () => {
    const page = await open();
    await field(page).fill('');
    await field(page).evaluate((area) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'SIP/2.0 200 \\r\0\r\n');
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    expect(await field(page).inputValue()).toBe('SIP/2.0 200 \\\\r\\0\\r\\n');
  });

  test('everything is done by keyboard', async () => {
    const page = await open('SIP/2.0 486 Busy Here');
    await isReady(page);
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = (): Promise<string> =>
      page.evaluate(
        () => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim().slice(0, 12)}`,
      );
    await field(page).focus();
    await press('End', 'Enter');
    expect(await field(page).inputValue()).toBe('SIP/2.0 486 Busy Here\\r\\n');
    // The examples, the link, what was read and built back, and then the octets.
    for (let n = 0; n < 8; n += 1) {
      await press('Tab');
      if (await page.evaluate(() => document.activeElement?.getAttribute('role') === 'listbox')) break;
    }
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
    await press('ArrowRight', 'ArrowRight');
    expect(await page.locator('#octet').textContent()).toContain('Octet 2: “P”');
    expect(await page.locator('[aria-selected=true]').getAttribute('id')).toBe('octet-2');
    await press('End', 'ArrowRight');
    expect(await page.locator('#octet').textContent()).toContain('Octet 22: LF');
    await press('Home', 'ArrowLeft');
    expect(await page.locator('#octet').textContent()).toContain('Octet 0: “S”');
    // The way through the automaton and its picture, which scroll, and the tree.
    await press('Tab', 'Tab', 'Tab');
    expect(await focused()).toMatch(/^SUMMARY statusLine/);
    expect(await page.locator('.octet.marked').count()).toBe(23);
    const names = (await treeOf(page)).length;
    await press('Enter');
    await expect.poll(() => treeOf(page)).toEqual(['statusLine']);
    await press('Enter');
    await expect.poll(async () => (await treeOf(page)).length).toBe(names);
    // From the first control to the last, and none is passed over.
    await field(page).focus();
    const controls = await page.locator('a, button:enabled, select, textarea, summary, [tabindex="0"]').count();
    const reached = new Set<string>();
    for (let n = 0; n < controls; n += 1) {
      await press('Tab');
      reached.add(
        await page.evaluate(() =>
          [...document.querySelectorAll('*')].indexOf(document.activeElement as Element).toString(),
        ),
      );
    }
    expect(reached.size).toBeGreaterThanOrEqual(controls - 2);
  });

  test('a line of 10,000 octets is shown a screen at a time', async () => {
    const page = await open(`SIP/2.0 486 ${'Busy '.repeat(2000)}`);
    await isReady(page);
    expect(await page.locator('.octet').count()).toBe(128);
    await page.getByRole('button', { name: 'Behind' }).click();
    expect(await page.locator('.octet').first().getAttribute('id')).toBe('octet-128');
    expect(await page.getByText('octets 128 to 255 of 10,012').count()).toBe(1);
    const more = page.getByRole('button', { name: '9,976 more' });
    await more.waitFor();
    const before = (await treeOf(page)).length;
    await more.click();
    expect((await treeOf(page)).length).toBe(before + 96);
  });

  test('a line that is too long for Ohm has all but a tree', async () => {
    const page = await open('');
    await field(page).evaluate(
      (area, line) => {
        (area as HTMLTextAreaElement).value = line;
        area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
      `SIP/2.0 486 ${'x'.repeat(70_000)}`,
    );
    expect(await page.locator('#strict strong').textContent()).toBe('valid');
    await section(page, 'Parse tree').getByText('beyond 65,536 octets').waitFor();
    await section(page, 'Near-misses').getByRole('listitem').first().waitFor();
  });

  const lines = {
    valid: 'SIP/2.0 486 Busy Here\\r\\n',
    forgiven: '\\0SIP/2.0  480[released]\\n',
    faulty: 'SIP/2.0 2000 OK',
    unregistered: 'SIP/2.0 477 Send failed \\xFF',
    empty: '\\n',
    long: `SIP/2.0 200 ${'très long '.repeat(15)}`,
  };

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test.each(Object.entries(lines))('axe has nothing to say: %s', async (_, line) => {
      const page = await open(line, { colorScheme });
      await isReady(page);
      const axe = new AxeBuilder({ page });
      // Its colours are all that the dark page has of its own.
      const { violations, passes } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
    });
  });

  test.each([320, 390])('nothing is cut off on a screen of %i pixels', async (width) => {
    for (const line of Object.values(lines)) {
      const page = await open(line, { viewport: { width, height: 700 }, hasTouch: true, isMobile: true });
      await isReady(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await context.close();
    }
  });

  test('every line of the corpus has the verdicts that its labels say', async () => {
    const corpus: readonly { octets: string; strict: string; lenient: string; deviations: readonly unknown[] }[] =
      JSON.parse(readFileSync('test/corpus/status-lines.json', 'utf8'));
    const page = await open();
    const said = await page.evaluate(
      async (notations) => {
        const area = document.getElementById('line') as HTMLTextAreaElement;
        return notations.map((notation) => {
          area.value = notation;
          area.dispatchEvent(new InputEvent('input', { bubbles: true }));
          // Where both say the same, one box says it.
          const strict = document.getElementById('strict')?.className;
          return [strict, document.getElementById('lenient')?.className ?? strict];
        });
      },
      corpus.map((row) => escapeOctets(Buffer.from(row.octets, 'base64'))),
    );
    for (const [n, row] of corpus.entries()) {
      const lenient = row.lenient === 'reject' ? 'bad' : row.deviations.length > 0 ? 'forgiven' : 'good';
      expect(said[n], JSON.stringify(row)).toEqual([row.strict === 'reject' ? 'bad' : 'good', lenient]);
    }
  });
});
