// Printed on A4, with and without JavaScript: lists have at least 20 rows a sheet, no row is split, every sheet of a table
// or of a roll has its head and its number, no control of the screen is printed, and a keepsake is one sheet.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { open } from '../browser.mjs';

const SCREEN = '.menu, .search, .tools, .share, .finder, .foot-top, .crumbs, .pager, .skip, .keepsake-foot';
const KINDS = ['roll', 'article', 'decision', 'recipient', 'unit', 'kind', 'statistics'];
const ROWS_PER_SHEET = 20;

export default async function prove({ host, pages, report }) {
  const browser = await open();
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled });
    await page.emulateMedia({ media: 'print' });
    const how = javaScriptEnabled ? '' : ' without JavaScript';
    for (const kind of KINDS) {
      const { route } = pages.find(page => page.kind === kind) ?? {};
      if (!route) continue;
      await page.goto(host + route, { waitUntil: 'networkidle' });
      const say = what => report(`${kind} ${route}${how}: ${what}`);
      const sheets = await printed(page);
      await screen(page, sheets, say);
      await tables(page, sheets, say);
      if (kind === 'roll') await roll(page, sheets, say);
      if (kind === 'recipient') await keepsake(page, host + route, say);
    }
    await page.close();
  }
  await browser.close();
}

const squeeze = text => text.replace(/\s+/g, '');

// The text of each printed sheet, without blanks.
async function printed(page, options = { preferCSSPageSize: true }) {
  const bytes = await page.pdf({ ...options, printBackground: false });
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const sheets = [];
  for (let at = 1; at <= document.numPages; at++) {
    const { items } = await (await document.getPage(at)).getTextContent();
    sheets.push(squeeze(items.map(item => item.str).join('')));
  }
  return sheets;
}

async function screen(page, sheets, say) {
  for (const left of await page.locator(SCREEN).evaluateAll(all => all.filter(one => one.checkVisibility()).map(one => one.className))) {
    say(`"${left}" is printed`);
  }
  sheets.forEach((sheet, at) => {
    if (!sheet.includes(`${at + 1}/${sheets.length}`)) say(`sheet ${at + 1} has no number`);
  });
}

// Counts the rows on each sheet; all sheets between the first and the last are full.
function density(rows, sheets, say) {
  const counts = sheets.map(sheet => rows.filter(row => sheet.includes(row)).length);
  const lost = rows.filter(row => !sheets.some(sheet => sheet.includes(row)));
  if (lost.length) say(`${lost.length} rows are missing or split between sheets: ${lost[0]}`);
  return counts;
}

async function tables(page, sheets, say) {
  const text = all => all.map(table => ({
    annex: table.matches('.annex'),
    head: table.tHead?.innerText ?? '',
    rows: [...table.tBodies].flatMap(body => [...body.rows]).map(row => row.innerText),
  }));
  for (const { annex, head, rows } of await page.locator('main table').evaluateAll(text)) {
    const counts = density(rows.map(squeeze), sheets, say);
    counts.forEach((count, at) => {
      if (count && !sheets[at].includes(squeeze(head))) say(`sheet ${at + 1} has no head of columns: ${head}`);
    });
    const full = counts.slice(1, -1);
    if (annex && Math.min(...full) < ROWS_PER_SHEET) say(`rows on the sheets: ${counts}`);
  }
}

async function roll(page, sheets, say) {
  const rows = await page.locator('.award').evaluateAll(all => all.map(row => row.innerText));
  const counts = density(rows.map(squeeze), sheets, say);
  const full = counts.slice(1, -1);
  const average = full.reduce((sum, count) => sum + count, 0) / full.length;
  if (!full.length || average < ROWS_PER_SHEET) say(`rows on the sheets: ${counts}`);
  const heads = (await page.locator('.group-head h2').allTextContents()).map(squeeze);
  counts.forEach((count, at) => {
    if (count && !heads.some(head => sheets[at].includes(head))) say(`sheet ${at + 1} does not say which award it lists`);
  });
}

async function keepsake(page, address, say) {
  const ids = await page.locator('.own[id]').evaluateAll(all => all.map(one => one.id));
  // The newest and the oldest award; the oldest is most likely to have another position or unit than the head.
  for (const id of new Set([ids[0], ids.at(-1)])) {
    await page.goto(`${address}#${id}`, { waitUntil: 'networkidle' });
    const text = await page.locator('h1, .own:visible').evaluateAll(all => all.map(one => one.querySelector('.award-name')?.innerText ?? one.innerText));
    for (const options of [{ preferCSSPageSize: true }, { format: 'Letter' }, { format: 'A5' }]) {
      const sheets = await printed(page, options);
      const what = `the keepsake ${id} on ${options.format ?? 'A4'}`;
      if (sheets.length !== 1) say(`${what} has ${sheets.length} sheets`);
      if (!text.every(part => sheets[0].includes(squeeze(part)))) say(`${what} lacks one of ${text}`);
    }
    const others = await page.locator('.own:not(:target)').evaluateAll(all => all.filter(one => one.checkVisibility()).length);
    if (others) say(`the keepsake ${id} shows ${others} other awards`);
  }
}
