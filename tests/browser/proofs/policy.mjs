// Every kind of page under the strictest policy: no message of the browser, and a layout that does not move.
import { open, watched } from '../browser.mjs';

export default async function prove({ host, pages, tell }) {
  const browser = await open();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await context.addInitScript(() => {
    globalThis.moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { globalThis.moved += entry.value; }))
      .observe({ type: 'layout-shift', buffered: true });
  });
  for (const { kind, route } of pages) {
    const { page, wrong } = await watched(context, host);
    await page.goto(host + route, { waitUntil: 'networkidle' });
    const moved = await page.evaluate(() => globalThis.moved);
    if (moved > 0.001) tell(`${kind} ${route}: layout shift ${moved.toFixed(4)}`);
    wrong.forEach(line => tell(`${kind} ${route}: ${line}`));
    await page.close();
  }
  await browser.close();
}
