import { test } from 'vitest';

test.skip('no Chromium is found: CHROMIUM may name one (Debian: apt-get install chromium)', () => {});
