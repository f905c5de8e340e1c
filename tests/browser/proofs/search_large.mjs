// In an index of many files, the script finds what the terminal finds, or says that there may be more; its number is never below the
// results that it lists. `terminal.json` beside the site has what the terminal finds.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from '../browser.mjs';

const TYPES = {
  nguoi: 'person', 'don-vi': 'unit', 'tap-the': 'collective', 'quyet-dinh': 'decision', 'danh-hieu': 'kind', 'phong-trao': 'movement', 'bang-vang': 'roll', trang: 'page', 'bai-viet': 'article',
};

export default async function prove({ site, host, report }) {
  const searches = JSON.parse(await readFile(join(site, '../terminal.json'), 'utf8'));
  const browser = await open();
  const page = await browser.newPage();
  page.on('pageerror', error => report(`error: ${error.message}`));
  const start = async () => {
    await page.goto(`${host}/tim-kiem/`);
    await page.waitForFunction(() => document.querySelector('main form').find);
  };
  await start();
  const root = await (await fetch(`${host}/tim-kiem/index.json`)).json();
  const divided = Object.keys(root.names).find(name => root.names[name]);
  if (!divided || !root.things.bits || !root.articles.bits) report(`the index is too small: ${JSON.stringify(root).slice(0, 200)}`);
  let whole = 0;
  const find = (words, asked) => page.evaluate(async ([q, limits]) => {
    const { lines = [], total = 0, rest, isPart, isCut, isSimilar } = await document.querySelector('main form').find(q, { ...limits, limit: 1e5, articles: limits.type === 'article' && 1e5 });
    const rows = lines.filter(line => line.type === (limits.type ?? line.type)).map(({ type, address }) => [type, address]);
    return { rows, total, unread: rest?.size ?? 0, isPart: Boolean(isPart), isCut: Boolean(isCut), isSimilar: Boolean(isSimilar) };
  }, [words, asked]);
  for (const { words, filters, isSimilar, lines } of searches) {
    const { loai, ...limits } = Object.fromEntries(new URLSearchParams(filters)), asked = { ...limits, type: TYPES[loai] };
    const wordOf = type => Object.keys(TYPES).find(word => TYPES[word] === type), where = `${JSON.stringify(words)} ${filters}`;
    const check = (found, isWhole) => {
      const rows = found.rows.map(([type, address]) => `${wordOf(type)} ${address}`), places = rows.map(row => lines.indexOf(row));
      const isSame = rows.join('\n') === lines.join('\n'), isSaid = !isWhole && (found.isPart || found.unread > 0) || found.isCut;
      if (!isSame && !isSaid) report(`${where} finds ${rows.length} results, and the terminal ${lines.length}; first other: ${rows.find((row, at) => row !== lines[at])}`);
      if (found.total < rows.length) report(`${where}: ${rows.length} results, and the number is ${found.total}`);
      if (!found.isCut && found.isSimilar === isSimilar && found.total > lines.length) report(`${where}: the number is ${found.total}, and the terminal finds ${lines.length}`);
      if (!found.isCut && found.isSimilar === isSimilar && places.some((place, at) => place < (places[at - 1] ?? 0))) report(`${where}: other results or another order than in the terminal`);
      if (!rows.length && lines.length && !isSaid) report(`${where} finds nothing`);
      whole += isSame;
    };
    check(await find(words, asked));
    // All files of names, as by the buttons.
    check(await find(words, { ...asked, all: 2 }), true);
  }
  if (whole < searches.length) report(`only ${whole} searches find everything`);
  await newer(page, host, divided, start, find, report);
  await firstTouch(page, host, report);
  await browser.close();
}

// The page has an old `index.json`: a file that was divided since, or is whole again, has another name, so the script reads the new one.
async function newer(page, host, divided, start, find, report) {
  const expected = JSON.stringify(await find('mai', { all: 2 }));
  const root = await (await fetch(`${host}/tim-kiem/index.json`)).json(), whole = Object.keys(root.names).find(name => !name.includes('-') && !root.names[name]);
  const change = (key, value) => ({ ...root, names: { ...root.names, [key]: value } });
  const olds = [change(divided, 0), change(divided, root.names[divided] + 1), change(whole, 2), { ...root, things: { ...root.things, bits: root.things.bits - 1 } }, { ...root, names: 'all' }];
  for (const old of olds) {
    let reads = 0;
    const isFirst = () => reads++ === 0;
    await page.route('**/index.json', route => (isFirst() ? route.fulfill({ json: old }) : route.continue()));
    await start();
    const found = JSON.stringify(await find('mai', { all: 2 }));
    if (found !== expected || reads !== 2) report(`an old index.json with ${JSON.stringify(old.names).slice(0, 80)} gives ${found.slice(0, 200)} after ${reads} reads`);
    await page.unroute('**/index.json');
  }
}

// Every search of a large index needs the second script: it is loaded together with the first, and not after it.
async function firstTouch(page, host, report) {
  await page.goto(host);
  await page.focus('.search-form [type=search]');
  const early = await page.evaluate(() => [...document.head.querySelectorAll('link[rel=modulepreload]')].map(link => link.href));
  if (!early[0]) report('search-more.js is not loaded together with search.js');
  await page.keyboard.type('nguyen van manh');
  await page.waitForSelector('.search-form [role=option]');
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(entry => entry.name).filter(name => /search-more/.test(name)));
  if (loaded.length !== 1 || loaded[0] !== early[0]) report(`${early} is loaded as ${loaded}`);
}
