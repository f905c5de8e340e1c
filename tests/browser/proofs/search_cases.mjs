// The searches of tests/search/cases.txt find the same on the search page as in the terminal, in the same order.
import { readFile } from 'node:fs/promises';
import { open } from '../browser.mjs';

export default async function prove({ host, report }) {
  const cases = parse(await readFile(new URL('../../search/cases.txt', import.meta.url), 'utf8'));
  if (cases.length < 60) report(`only ${cases.length} searches were read`);
  const browser = await open();
  const page = await browser.newPage();
  page.on('pageerror', error => report(`error: ${error.message}`));
  await page.goto(`${host}/tim-kiem/`);
  await page.waitForFunction(() => document.querySelector('main form').find);
  for (const { words, filters, lines, similar, absent, isOpen } of cases) {
    const found = await page.evaluate(async ([q, asked]) => {
      const result = await document.querySelector('main form').find(q, { ...asked, articles: asked.loai === 'bai-viet' && 100 });
      const rows = (result.lines ?? []).filter(line => !asked.loai || line.type === asked.loai);
      return {
        isSimilar: Boolean(result.isSimilar),
        rows: rows.map(line => [`${line.type} ${line.title}`, ...line.type === 'nguoi' ? [line.unit ?? '', line.valid.length] : []].join(' | ')),
      };
    }, [words, filters]);
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
