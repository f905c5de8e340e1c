// Printed on A4: no row of a long roll is split, every page has its number, and no control of the screen is printed.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { open } from '../browser.mjs';

const SCREEN = '.menu, .search, .tools, .share, .finder, .foot-top, .crumbs, .pager, .skip';

export default async function prove({ host, pages, report }) {
  const browser = await open();
  const page = await browser.newPage();
  await page.emulateMedia({ media: 'print' });
  for (const kind of ['roll', 'article', 'decision', 'recipient']) {
    const { route } = pages.find(page => page.kind === kind) ?? {};
    if (!route) continue;
    await page.goto(host + route, { waitUntil: 'networkidle' });
    const names = await page.locator('.award-name, .annex-name').evaluateAll(all => all.map(one => one.textContent.replace(/\s+/g, ' ').trim()));
    const sheets = await printed(page);
    for (const left of await page.locator(SCREEN).evaluateAll(all => all.filter(one => one.checkVisibility()).map(one => one.className))) {
      report(`${kind} ${route}: "${left}" is printed`);
    }
    sheets.forEach((sheet, at) => {
      if (!sheet.includes(`${at + 1} / ${sheets.length}`)) report(`${kind} ${route}: page ${at + 1} has no number`);
    });
    if (kind === 'roll') await roll(page, route, names, sheets, report);
  }
  await browser.close();
}

// The text of each printed page.
async function printed(page) {
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const sheets = [];
  for (let at = 1; at <= document.numPages; at++) {
    const { items } = await (await document.getPage(at)).getTextContent();
    sheets.push(items.map(item => item.str + (item.hasEOL ? ' ' : '')).join('').replace(/\s+/g, ' '));
  }
  return sheets;
}

async function roll(page, route, names, sheets, report) {
  const squeeze = text => text.replace(/\s+/g, '');
  const squeezed = sheets.map(squeeze);
  const lost = [...new Set(names)].filter(name => !squeezed.some(sheet => sheet.includes(squeeze(name))));
  if (lost.length) report(`roll ${route}: ${lost.length} names are missing or split between pages: ${lost[0]}`);
  if (sheets.length < 2 || sheets.length > Math.ceil(names.length / 8)) report(`roll ${route}: ${sheets.length} pages for ${names.length} rows`);
  // A row is not split if its name and the start of each part are on the same page.
  const rows = await page.locator('.award').evaluateAll(all => all.map(row => [...row.children].filter(part => getComputedStyle(part).display !== 'none').map(part => part.textContent)));
  const cut = rows.filter(parts => !squeezed.some(sheet => parts.every(part => sheet.includes(squeeze(part.slice(0, 30))))));
  if (cut.length) report(`roll ${route}: ${cut.length} rows are split: ${squeeze(cut[0].join(' '))}`);
  const heads = (await page.locator('.group-head h2').allTextContents()).map(squeeze);
  const bare = squeezed.findIndex(sheet => !heads.some(head => sheet.includes(head)));
  if (bare >= 0 && bare < squeezed.length - 1) report(`roll ${route}: page ${bare + 1} does not say which award it lists`);
}
