// Every kind of page under the strictest Content-Security-Policy: no console message and no layout shift, at phone and desktop
// width, with the CPU slowed down six times so that the browser paints pages before they are completely loaded.
import { each, open, watched } from '../browser.mjs';

// Cumulative layout shift; web.dev calls 0.1 good. A block that moves by a line of text is above this limit. Where the font arrives
// after the first paint, as on a busy machine, lines move by a few pixels: on a long page that was 0.0121 once. A fault of the
// layout is there at each load, so the least of a few loads counts.
const LIMIT = 0.01;
const LOADS = 3;

export default async function prove({ host, pages, report }) {
  const browser = await open();
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 740 } });
    await context.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { globalThis.moved += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    });
    await each(pages, async ({ kind, route }) => {
      const { page, errors } = await watched(context, host);
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      let moved = Infinity;
      for (let load = 0; load < LOADS && moved > LIMIT; load += 1) {
        await page.goto(host + route, { waitUntil: 'networkidle' });
        moved = Math.min(moved, await page.evaluate(() => globalThis.moved));
      }
      if (moved > LIMIT) report(`${kind} ${route} at ${width} px: layout shift ${moved.toFixed(4)}`);
      errors.forEach(line => report(`${kind} ${route} at ${width} px: ${line}`));
      await page.close();
    });
    await context.close();
  }
  await browser.close();
}
