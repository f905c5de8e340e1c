// Loads every kind of page under the strictest policy, at phone and desktop width, with the processor slowed to a
// sixth so that the browser paints pages before they are complete. Reports browser messages and layout shifts.
import { forEachInParallel, open, openPage } from '../browser.mjs';

// A twenty-fifth of what web.dev calls good: a line that moves by a few pixels is below it, a part that changes its
// place is not.
const LIMIT = 0.004;

export default async function prove({ host, pages, report }) {
  const browser = await open();
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 740 } });
    await context.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { globalThis.moved += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    });
    await forEachInParallel(pages, async ({ kind, route }) => {
      const { page, errors } = await openPage(context, host);
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      await page.goto(host + route, { waitUntil: 'networkidle' });
      const shift = () => page.evaluate(() => globalThis.moved);
      // A redirect may leave the page at any moment.
      const moved = await shift().catch(async () => {
        await page.waitForLoadState('networkidle');
        return shift();
      });
      if (moved > LIMIT) report(`${kind} ${route} at ${width} px: layout shift ${moved.toFixed(4)}`);
      errors.forEach(line => report(`${kind} ${route} at ${width} px: ${line}`));
      await page.close();
    });
    await context.close();
  }
  await browser.close();
}
