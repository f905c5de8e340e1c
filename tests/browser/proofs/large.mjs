// Doubles the font size on the narrowest phone: no page is wider than the screen, and no text is cut off.
import { forEachInParallel, open } from '../browser.mjs';

export default async function prove({ host, pages, report }) {
  const browser = await open();
  const context = await browser.newContext({ viewport: { width: 320, height: 740 } });
  await context.addInitScript(() => localStorage.setItem('size', '200'));
  await forEachInParallel(pages, async ({ kind, route }) => {
    const page = await context.newPage();
    await page.goto(host + route, { waitUntil: 'networkidle' });
    const { size, wide, cut } = await page.evaluate(() => ({
      size: getComputedStyle(document.documentElement).fontSize,
      wide: document.scrollingElement.scrollWidth - innerWidth,
      cut: [...document.querySelectorAll('main *')].filter(element => {
        const style = getComputedStyle(element);
        return style.overflowX === 'hidden' && style.position !== 'absolute' && element.scrollWidth > element.clientWidth + 1;
      }).map(element => element.className || element.tagName),
    }));
    if (size !== '32px') report(`${kind} ${route}: letters of ${size}`);
    if (wide > 0) report(`${kind} ${route}: ${wide} px wider than the screen`);
    if (cut.length) report(`${kind} ${route}: words cut in ${cut.slice(0, 3)}`);
    await page.close();
  });
  await browser.close();
}
