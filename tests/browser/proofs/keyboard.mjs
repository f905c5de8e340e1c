// The keyboard alone: Tab reaches all that can be used, in the order of the page, each seen to be reached; nothing traps it.
import { each, open } from '../browser.mjs';

const KINDS = new Set(['home', 'article', 'roll', 'statistics', 'units', 'recipient', 'rolls']);

export default async function prove({ host, pages, tell }) {
  const browser = await open();
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    await each(pages.filter(page => KINDS.has(page.kind)), async ({ kind, route }) => {
      const where = `${kind} ${route} ${width}`;
      const page = await context.newPage();
      await page.goto(host + route, { waitUntil: 'networkidle' });
      const wanted = await page.evaluate(() => {
        const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
        // What scrolls by itself can be reached too.
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
        if (at !== last + 1) { tell(`${where}: Tab led from ${last} to ${at}: ${name}`); break; }
        if (!shown) tell(`${where}: no mark of focus on ${name}`);
        last = at;
      }
      if (width === 360) await menu(page, where, tell);
      await page.close();
    });
    await skip(context, host, tell);
    await context.close();
  }
  await browser.close();
}

async function menu(page, where, tell) {
  await page.locator('.menu summary').focus();
  await page.keyboard.press('Enter');
  if (!(await page.locator('.menu a').first().isVisible())) tell(`${where}: Enter does not open the menu`);
  await page.keyboard.press('Escape');
  if (await page.locator('.menu a').first().isVisible()) tell(`${where}: Escape does not close the menu`);
}

async function skip(context, host, tell) {
  const page = await context.newPage();
  await page.goto(host + '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  if (await page.evaluate(() => document.activeElement.id) !== 'page-main') tell('the first link does not lead past the menu');
  await page.close();
}
