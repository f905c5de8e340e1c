// Compares pages with and without JavaScript: the text is complete, the menu opens, and no control needs a script.
import { forEachInParallel, open } from '../browser.mjs';

export default async function prove({ host, pages, report }) {
  const browser = await open();
  const [plain, scripted] = [await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }),
    await browser.newContext({ viewport: { width: 360, height: 740 } })];
  await forEachInParallel(pages, async ({ kind, route }) => {
    const [withoutScript, withScript] = [await plain.newPage(), await scripted.newPage()];
    await Promise.all([withoutScript.goto(host + route), withScript.goto(host + route, { waitUntil: 'networkidle' })]);
    const words = async page => new Set((await page.locator('main').textContent()).split(/\s+/).filter(word => /\p{L}{3}/u.test(word)));
    await withScript.locator('.days-left').evaluateAll(elements => elements.forEach(element => element.remove()));
    const have = await words(withoutScript);
    const gone = [...(await words(withScript))].filter(word => !have.has(word));
    if (gone.length) report(`${kind} ${route}: words only with JavaScript: ${gone.slice(0, 5)}`);
    const buttons = await withoutScript.locator('button:visible, input:visible, select:visible').count();
    if (buttons) report(`${kind} ${route}: ${buttons} controls that do nothing without JavaScript`);
    const menu = withoutScript.locator('.menu summary');
    if (await menu.count()) {
      await menu.click();
      if (!(await withoutScript.locator('.menu a').first().isVisible())) report(`${kind} ${route}: the menu does not open`);
    }
    await Promise.all([withoutScript.close(), withScript.close()]);
  });
  await browser.close();
}
