// Hardly anything that is shown moves while a page arrives piece by piece, on a phone and on a desktop.
import { each, open } from '../browser.mjs';
import { serve } from '../server.mjs';

const WIDTHS = [360, 1280];
// Of the sum that browsers call cumulative layout shift; up to 0.1 is good. Words that wrap while a line grows cannot be avoided.
const LIMIT = 0.025;

/** Runs in the page before anything else: what moved, by how much, with its text. */
function watch() {
  globalThis.moves = [];
  new PerformanceObserver(list => {
    for (const { value, sources } of list.getEntries()) {
      globalThis.moves.push({ value, text: sources.map(({ node }) => `${node?.nodeName} "${node?.textContent.trim().slice(0, 40)}"`).join(', ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

export default async function prove({ site, pages, report }) {
  const host = await serve(site, { pieces: true });
  const browser = await open();
  const loads = pages.flatMap(page => WIDTHS.map(width => ({ ...page, width })));
  await each(loads, async ({ kind, route, width }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(host.address + route, { waitUntil: 'load' });
    await page.waitForTimeout(100);
    const moves = await page.evaluate(() => globalThis.moves);
    const sum = moves.reduce((all, { value }) => all + value, 0);
    if (sum > LIMIT) report(`${kind} ${route} ${width}: moves by ${sum.toFixed(4)} while it arrives: ${moves.map(({ text }) => text).join('; ')}`);
    await context.close();
  });
  await browser.close();
  host.close();
}
