// Every kind of page looks as in the kept screenshots. `UPDATE_SCREENSHOTS=1` rewrites them. A page that looks different is
// written to the folder $PICTURES as KIND-WIDTH-LOOK-new.png, with the differing places in red as …-difference.png.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { each, open, withFonts } from '../browser.mjs';
import { SHARE, compared } from '../compare.mjs';

const KEPT = fileURLToPath(new URL('../screenshots/', import.meta.url));
const OUT = process.env.PICTURES ?? join(tmpdir(), 'bangvang-screenshots');
// The day for which the site of the proofs is built.
const TODAY = '2026-11-23T08:00:00+07:00';
// The rest of a long page is like what is above.
const HEIGHT = 1600;
// Chromium's window is 87 px lower than the page; there, its first frames repeat the top of the page.
const SPARE = 100;
// A4 without the margins of the style sheet.
const PAPER = 673;
const DARK = ['home', 'roll', 'article', 'recipient', 'statistics'];
const LOOKS = [
  { look: 'light', width: 360 }, { look: 'light', width: 1280 }, { look: 'dark', width: 360 }, { look: 'dark', width: 1280 }, { look: 'print', width: PAPER },
];
const PRINTED = ['article', 'decision', 'recipient', 'roll'];
// The quality of the kept pictures, from 0 to 1.
const QUALITY = 0.5;
// A difference counts if a second load of the page gives the same picture.
const ATTEMPTS = 6;

export default async function prove({ site, host, pages, report }) {
  const update = process.env.UPDATE_SCREENSHOTS === '1';
  const browser = await open();
  const canvas = await (await browser.newContext()).newPage();
  const kept = new Set(await readdir(KEPT).catch(() => []));
  await mkdir(update ? KEPT : OUT, { recursive: true });
  for (const { look, width } of LOOKS) {
    // The pages of a context are as wide as the context from the start: after a change of width, Chromium may repeat a part of a page.
    const viewport = { width, height: HEIGHT + SPARE };
    const context = await browser.newContext({ viewport, colorScheme: look === 'dark' ? 'dark' : 'light', locale: 'vi-VN', reducedMotion: 'reduce' });
    await withFonts(context, site);
    await context.addInitScript(now => { Date.now = () => now; }, Date.parse(TODAY));
    await each(shown(pages, look), async ({ kind, route }) => {
      const name = `${kind}-${width}-${look}`;
      const file = join(KEPT, `${name}.webp`);
      const old = await readFile(file, 'base64').catch(() => null);
      kept.delete(`${name}.webp`);
      const taken = [];
      let picture, result;
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        picture = await screenshot(context, host + route, width, look);
        result = await compared(canvas, picture, old, QUALITY);
        if (result.share <= SHARE || taken.includes(picture)) break;
        taken.push(picture);
      }
      const { share, difference, webp } = result;
      if (update) {
        if (share > SHARE) await writeFile(file, webp, 'base64');
      } else if (share > SHARE) {
        await writeFile(join(OUT, `${name}-new.png`), picture, 'base64');
        if (difference) await writeFile(join(OUT, `${name}-difference.png`), difference, 'base64');
        const what = old ? `${(share * 100).toFixed(2)} % differs from tests/browser/screenshots/${name}.webp` : 'no screenshot is kept';
        report(`${kind} ${route}: ${what}; see ${join(OUT, name)}-*.png`);
      }
    });
    await context.close();
  }
  for (const name of kept) {
    if (update) await rm(join(KEPT, name));
    else report(`tests/browser/screenshots/${name} belongs to no page`);
  }
  await browser.close();
}

// The pages of which pictures in `look` are kept.
function shown(pages, look) {
  const kinds = { dark: DARK, print: PRINTED }[look];
  return pages.filter(({ kind }) => !kinds || kinds.includes(kind));
}

// A PNG in Base64 of the top of a page, with all pictures loaded.
async function screenshot(context, address, width, look) {
  const page = await context.newPage();
  if (look === 'print') await page.emulateMedia({ media: 'print' });
  await page.goto(address, { waitUntil: 'load' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
  });
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width, height: HEIGHT }, animations: 'disabled' });
  await page.close();
  return picture.toString('base64');
}
