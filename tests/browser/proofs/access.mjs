// Visits every kind of page, light and dark, at three widths. Reports violations of WCAG 2.2 AA that axe finds, console
// messages, requests to other hosts, and pages wider than the screen.
import { readFile } from 'node:fs/promises';
import { forEachInParallel, open, openPage } from '../browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export default async function prove({ host, pages, report }) {
  const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const browser = await open();
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 768, 1280]) {
      // The policy would block axe; the proof `policy` runs under it.
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      await forEachInParallel(pages, async ({ kind, route }) => {
        const where = `${kind} ${route} ${colorScheme} ${width}`;
        const { page, errors } = await openPage(context, host);
        await page.goto(host + route, { waitUntil: 'networkidle' });
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        if (wide > 0) report(`${where}: ${wide} px wider than the screen`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(tags => globalThis.axe.run({ runOnly: tags }), TAGS);
        for (const { id, nodes } of violations) {
          report(`${where}: ${id}: ${nodes.length} of ${nodes[0].target} ${nodes[0].failureSummary.replace(/\s+/g, ' ')}`);
        }
        errors.filter(line => kind !== '404' || !line.includes('404')).forEach(line => report(`${where}: ${line}`));
        await page.close();
      });
      await context.close();
    }
  }
  await browser.close();
}
