// Keyboard only: Tab reaches every control in document order, each with a visible focus, and is never trapped.
import { each, open } from '../browser.mjs';

const KINDS = new Set(['home', 'article', 'roll', 'statistics', 'units', 'recipient', 'rolls', 'search']);

export default async function prove({ host, pages, report }) {
  const browser = await open();
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    await each(pages.filter(page => KINDS.has(page.kind)), async ({ kind, route }) => {
      const where = `${kind} ${route} ${width}`;
      const page = await context.newPage();
      await page.goto(host + route, { waitUntil: 'networkidle' });
      const wanted = await page.evaluate(() => {
        const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
        // Scrollable elements can have the focus too.
        all.push(...[...document.querySelectorAll('main *')].filter(element => element.scrollWidth > element.clientWidth
          && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)));
        all.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
        const seen = all.filter(element => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
        seen.forEach((element, at) => { element.dataset.proof = at; });
        return seen.length;
      });
      const steps = Math.min(wanted, 150);
      let last = -1;
      for (let step = 0; step < steps; step++) {
        await page.keyboard.press('Tab');
        const { at, shown, name } = await page.evaluate(() => {
          const now = document.activeElement, style = getComputedStyle(now), after = getComputedStyle(now, '::after');
          const drawn = one => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2;
          return { at: +(now.dataset.proof ?? -1), shown: drawn(style) || drawn(after), name: now.outerHTML.slice(0, 80) };
        });
        if (at !== last + 1) { report(`${where}: Tab goes from ${last} to ${at}: ${name}`); break; }
        if (!shown) report(`${where}: no visible focus on ${name}`);
        last = at;
      }
      if (width === 360) await menu(page, where, report);
      await page.close();
    });
    await skip(context, host, report);
    await context.close();
  }
  await browser.close();
}

async function menu(page, where, report) {
  await page.locator('.menu > details > summary').focus();
  await page.keyboard.press('Enter');
  if (!(await page.locator('.menu a').first().isVisible())) report(`${where}: Enter does not open the menu`);
  await page.keyboard.press('Escape');
  if (await page.locator('.menu a').first().isVisible()) report(`${where}: Escape does not close the menu`);
}

async function skip(context, host, report) {
  const page = await context.newPage();
  await page.goto(host + '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  if (await page.evaluate(() => document.activeElement.id) !== 'page-main') report('the first link does not skip the menu');
  await page.close();
}
