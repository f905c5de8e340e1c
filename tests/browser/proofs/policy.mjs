// Every kind of page under the strictest policy: no message of the browser, and a layout that does not move,
// on a phone and a desk with a processor a sixth as fast, where the browser draws pages that it has half read.
import { each, open, watched } from '../browser.mjs';

// A twenty-fifth of what web.dev calls good: a line that moves by a few pixels is below it, a part that changes places is not.
const LIMIT = 0.004;

export default async function prove({ host, pages, tell }) {
  const browser = await open();
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 740 } });
    await context.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { globalThis.moved += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    });
    await each(pages, async ({ kind, route }) => {
      const { page, wrong } = await watched(context, host);
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      await page.goto(host + route, { waitUntil: 'networkidle' });
      const shift = () => page.evaluate(() => globalThis.moved);
      // A page that only leads elsewhere may do so at any moment.
      const moved = await shift().catch(async () => {
        await page.waitForLoadState('networkidle');
        return shift();
      });
      if (moved > LIMIT) tell(`${kind} ${route} at ${width} px: layout shift ${moved.toFixed(4)}`);
      wrong.forEach(line => tell(`${kind} ${route} at ${width} px: ${line}`));
      await page.close();
    });
    await context.close();
  }
  await browser.close();
}
