// Finds violations of WCAG 2.2 AA with axe. The Content-Security-Policy would block it: the context of the page must bypass it.
import { readFile } from 'node:fs/promises';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// The rules that a colour can break. All others are checked in light colours, where a page has the same elements.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const AXE = new URL('./node_modules/axe-core/axe.min.js', import.meta.url);

// Returns a line for each rule that the page breaks, without the elements that match `exclude`.
export async function violations(page, exclude = []) {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate(async ({ TAGS, COLOURS, exclude }) => {
    const runOnly = matchMedia('(prefers-color-scheme: dark)').matches ? { type: 'rule', values: COLOURS } : TAGS;
    return (await globalThis.axe.run({ exclude }, { runOnly, iframes: false })).violations;
  }, { TAGS, COLOURS, exclude });
  return found.map(({ id, nodes }) =>
    `${id}: ${nodes.length} of ${nodes[0].target} ${nodes[0].failureSummary.replace(/\s+/g, ' ')}`);
}

// Returns by how many pixels the page is wider than the screen.
export const excessWidth = page => page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
