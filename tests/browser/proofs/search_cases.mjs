// The searches of tests/search/cases.txt find the same on the search page as in the terminal, in the same order, and people lead to pages.
import { readFile } from 'node:fs/promises';
import { open } from '../browser.mjs';

// The kinds of results of the script, by their words in addresses.
const TYPES = {
  nguoi: 'person', 'don-vi': 'unit', 'tap-the': 'collective', 'quyet-dinh': 'decision', 'danh-hieu': 'kind', 'phong-trao': 'movement', 'bang-vang': 'roll', trang: 'page', 'bai-viet': 'article',
};

export default async function prove({ host, report }) {
  const cases = parse(await readFile(new URL('../../search/cases.txt', import.meta.url), 'utf8'));
  if (cases.length < 60) report(`only ${cases.length} searches were read`);
  const browser = await open();
  const page = await browser.newPage();
  page.on('pageerror', error => report(`error: ${error.message}`));
  await page.goto(`${host}/tim-kiem/`);
  await page.waitForFunction(() => document.querySelector('main form').find);
  const addresses = new Set();
  for (const { words, filters, lines, similar, absent, isOpen } of cases) {
    const { loai, ...limits } = filters, type = TYPES[loai];
    const found = await page.evaluate(async ([q, asked]) => {
      const { lines = [], isSimilar } = await document.querySelector('main form').find(q, { ...asked, limit: 100, articles: asked.type === 'article' && 100 });
      return { isSimilar: Boolean(isSimilar), lines: lines.map(line => ({ type: line.type, title: line.title, unit: line.unit ?? '', number: line.valid?.length, address: line.address })) };
    }, [words, { ...limits, type }]);
    const wordOf = line => Object.keys(TYPES).find(word => TYPES[word] === line.type);
    found.rows = found.lines.filter(line => line.type === (type ?? line.type))
      .map(line => [`${wordOf(line)} ${line.title}`, ...line.type === 'person' ? [line.unit, line.number] : []].join(' | '));
    found.lines.forEach(line => line.type === 'person' && addresses.add(line.address.split('#')[0]));
    const where = `${JSON.stringify(words)} ${JSON.stringify(filters)}`;
    for (const title of absent) {
      if (found.rows.some(row => row.split(' | ')[0].endsWith(` ${title}`))) report(`${where} finds ${title}`);
    }
    if (absent.length && !lines.length && !similar.length) continue;
    // Articles can be found beside similar names; a case lists them first.
    const articles = found.rows.filter(row => row.startsWith('bai-viet ')), others = found.rows.filter(row => !row.startsWith('bai-viet '));
    const wanted = [...lines, ...similar];
    const rows = found.isSimilar ? [...articles, ...others] : found.rows;
    const compared = isOpen ? rows.slice(0, wanted.length) : rows;
    if (compared.join('\n') !== wanted.join('\n')) report(`${where} finds\n  ${compared.join('\n  ')}\ninstead of\n  ${wanted.join('\n  ')}`);
    if (found.isSimilar !== similar.length > 0) report(`${where}: similar names are ${found.isSimilar ? '' : 'not '}found`);
  }
  for (const address of addresses) {
    const { status } = await fetch(`${host}/${address}`);
    if (status !== 200) report(`a person leads to ${address}, which is not there`);
  }
  await browser.close();
}

// The searches of a file, whose format is at its beginning.
function parse(text) {
  const cases = [];
  let isSimilar = false;
  for (const line of text.split('\n')) {
    const [, sign, rest] = /^(\?|&|~|!|\.\.\.)? ?(.*)$/.exec(line), one = cases.at(-1);
    if (sign === '?') {
      cases.push({ words: rest.replace('␣', ' '), filters: {}, lines: [], similar: [], absent: [], isOpen: false });
      isSimilar = false;
    } else if (!one || !line || line.startsWith('#')) continue;
    else if (sign === '&') Object.assign(one.filters, Object.fromEntries(new URLSearchParams(rest)));
    else if (sign === '~') isSimilar = true;
    else if (sign === '!') one.absent.push(rest);
    else if (sign === '...') one.isOpen = true;
    else one[isSimilar ? 'similar' : 'lines'].push(rest);
  }
  return cases;
}
