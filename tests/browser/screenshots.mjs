// node screenshots.mjs SITE OUT: saves a screenshot of every kind of page, at phone and desktop width, light and dark.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { pagesOf } from './pages.mjs';
import { serve } from './server.mjs';

const [site, out] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const host = await serve(site);
const browser = await open();
for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    for (const { kind, route } of await pagesOf(site)) {
      await page.goto(host.address + route, { waitUntil: 'networkidle' });
      await page.screenshot({ path: join(out, `${kind}-${width}-${colorScheme}.png`), fullPage: true, clip: undefined });
    }
    await page.close();
  }
}
await browser.close();
host.close();
