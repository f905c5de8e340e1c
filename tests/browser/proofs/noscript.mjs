// Without JavaScript: the page has all its text, its menu opens, and no control that needs a script is visible.
import { each, open } from '../browser.mjs';

export default async function prove({ host, pages, report }) {
  const browser = await open();
  const [plain, scripted] = [await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }),
    await browser.newContext({ viewport: { width: 360, height: 740 } })];
  await each(pages, async ({ kind, route }) => {
    const [without, withIt] = [await plain.newPage(), await scripted.newPage()];
    await Promise.all([without.goto(host + route), withIt.goto(host + route, { waitUntil: 'networkidle' })]);
    const words = async page => new Set((await page.locator('main').textContent()).split(/\s+/).filter(word => /\p{L}{3}/u.test(word)));
    // What the script makes: buttons, and days that are left.
    await withIt.locator('.days-left, .share').evaluateAll(all => all.forEach(one => one.remove()));
    const have = await words(without);
    const gone = [...(await words(withIt))].filter(word => !have.has(word));
    if (gone.length) report(`${kind} ${route}: words only with JavaScript: ${gone.slice(0, 5)}`);
    const buttons = await without.locator('button:visible, input:visible, select:visible').count();
    if (buttons) report(`${kind} ${route}: ${buttons} controls that do nothing without JavaScript`);
    const menu = without.locator('.menu > details > summary');
    if (await menu.count()) {
      await menu.click();
      if (!(await without.locator('.menu a').first().isVisible())) report(`${kind} ${route}: the menu does not open`);
    }
    await Promise.all([without.close(), withIt.close()]);
  });
  await browser.close();
}
