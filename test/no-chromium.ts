// All that the browser project has where there is no browser: so its report counts a skipped test, with the reason.
import { test } from 'vitest';
import { missingChromium } from './chromium.mjs';

test.skipIf(missingChromium !== undefined)(missingChromium ?? 'Chromium is there', () => {
  throw new Error('this file is for machines without Chromium');
});
