// Every kind of page at five widths and in print: no text overlaps other text, is cut off or leaves its column, no picture is
// pressed on its neighbours, no separator begins or ends a line, no hole gapes in a grid. See ../faults.mjs.
import { each, open, withFonts } from '../browser.mjs';
import { faults } from '../faults.mjs';

const WIDTHS = [320, 360, 768, 1280, 1920];
// A4 without the margins of the style sheet: 178 mm.
const PAPER = 673;

export default async function prove({ site, host, pages, report }) {
  const browser = await open();
  // The Content-Security-Policy would block the sheet that measures marks.
  const context = await browser.newContext({ viewport: { width: WIDTHS[0], height: 900 }, bypassCSP: true, reducedMotion: 'reduce' });
  await withFonts(context, site);
  await each(pages, async ({ kind, route }) => {
    const page = await context.newPage();
    await page.goto(host + route, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    for (const width of [...WIDTHS, 'print']) {
      await page.emulateMedia({ media: width === 'print' ? 'print' : 'screen' });
      await page.setViewportSize({ width: width === 'print' ? PAPER : width, height: 900 });
      for (const fault of await page.evaluate(faults)) report(`${kind} ${route} ${width}: ${fault}`);
    }
    await page.close();
  });
  await browser.close();
}
