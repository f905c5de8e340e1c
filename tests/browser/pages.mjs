// Finds one page of each kind in a built site, by the class of its body element. Redirects are left out: the browser leaves them at
// any moment.
import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

// Kinds of which the longest page is used, because it has the most features; of other kinds the first page is used.
const LONGEST = new Set(['article', 'recipient', 'decision', 'movement', 'kind', 'unit', 'roll']);

export async function pagesOf(folder) {
  const found = new Map();
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).sort((a, b) => order(a, b))) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const text = await readFile(file, 'utf8');
    const kind = /<body class="kind-([a-z0-9_-]+)"/.exec(text)?.[1];
    if (!kind || kind === 'redirect') continue;
    const route = '/' + relative(folder, file).split(sep).join('/').replace(/(^|\/)index\.html$/, '$1');
    const other = found.get(kind);
    if (!other || (LONGEST.has(kind) && text.length > other.length)) found.set(kind, { kind, route, length: text.length });
  }
  return [...found.values()].sort((a, b) => a.kind.localeCompare(b.kind));
}

function order(a, b) {
  const path = entry => join(entry.parentPath ?? entry.path, entry.name);
  return path(a) < path(b) ? -1 : 1;
}
