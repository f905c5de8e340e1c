// Looks at a page of the desk with axe (WCAG 2.2 AA), and for what is wider than the screen.
import { readFile } from 'node:fs/promises';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// The Content-Security-Policy would block axe: the context of the page must bypass it.
export async function look(page, name, report) {
  const axe = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
  if (wide > 0) report(`${name}: ${wide} px wider than the screen`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(tags => globalThis.axe.run(
    { exclude: ['#preview'] }, { runOnly: tags, iframes: false }), TAGS);
  for (const { id, nodes } of violations) {
    report(`${name}: ${id}: ${nodes.length} of ${nodes[0].target} ${nodes[0].failureSummary.replace(/\s+/g, ' ')}`);
  }
}
