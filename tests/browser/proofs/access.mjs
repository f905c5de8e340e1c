// Every kind of page, light and dark, on three widths: nothing that axe finds against WCAG 2.2 AA, no message, no request
// elsewhere, nothing wider than the screen, nothing that moves while it loads.
import { readFile } from 'node:fs/promises';
import { each, open, watched } from '../browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export default async function prove({ host, pages, tell }) {
  const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const browser = await open();
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 768, 1280]) {
      // The policy of the host would keep axe out; the proof of messages runs under it.
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      await each(pages, async ({ kind, route }) => {
        const where = `${kind} ${route} ${colorScheme} ${width}`;
        const { page, wrong } = await watched(context, host);
        await page.goto(host + route, { waitUntil: 'networkidle' });
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        if (wide > 0) tell(`${where}: ${wide} px wider than the screen`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(tags => globalThis.axe.run({ runOnly: tags }), TAGS);
        for (const { id, nodes } of violations) {
          tell(`${where}: ${id}: ${nodes.length} of ${nodes[0].target} ${nodes[0].failureSummary.replace(/\s+/g, ' ')}`);
        }
        wrong.filter(line => kind !== '404' || !line.includes('404')).forEach(line => tell(`${where}: ${line}`));
        await page.close();
      });
      await context.close();
    }
  }
  await browser.close();
}
