// The rest of the search: other orders of a name, slips, articles, and the search page. search.js loads it when it needs it.
const FILE_KB = 10, MORE_FILES = 8, FIRST_LINES = 10, MORE_LINES = 30, ARTICLES = 8;

// Whether one letter too many, missing, another, or two exchanged make `b` of `a`.
export const isSlip = (a, b) => {
  if (a.length < 3 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (one, other) => a.slice(at + one) === b.slice(at + other);
  return rest(1, 0) || rest(0, 1) || rest(1, 1) || a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2);
};

// Adds to what was found: people whose names have the words in another order or are followed by a unit, articles, and at last
// people whose names are similar.
export async function extend(core, found) {
  const { query, asked, people, first } = found, { root } = core.state, { names } = query;
  const isSharded = first[0] !== 'all' && names[0] && root.names, { isThing } = core.settle(found);
  const isNone = () => !core.settle(found).persons.length && names[0];
  const again = extras => {
    people.clear();
    found.more.nguoi = 0;
    found.read.forEach(name => core.match(found, name, extras));
  };
  if (isSharded && names[1] && people.size < (names[2] ? 1 : 8)) {
    const ends = [3, 4, 2, 1, ...names.keys()].filter((length, at) => length < names.length && (at < 4 || length > 4));
    const inOrder = ends.flatMap(length => core.nodes(core.plains(names.slice(0, length)).reverse()));
    const anywhere = names.flatMap(one => core.nodes([one.plain]));
    // When the words are the title of something, they are hardly a name.
    await core.addPeople(found, [...inOrder, ...anywhere].flatMap(core.leaves), isThing && isNone() ? 0 : MORE_FILES);
    found.isPart = found.rest.size > 0;
  }
  if (isNone() && !isThing) again({ inUnit: true });
  const isExact = core.settle(found).wanted.length > 0;
  if (root.articles && (asked.articles || !isExact) && !asked['don-vi'] && !asked['danh-hieu']) await addArticles(core, found);
  if (isExact || !isNone() || asked.loai && asked.loai !== 'nguoi') return;
  if (isSharded) {
    const ending = core.plains(names).reverse();
    await core.addPeople(found, [...nearNodes(core, ending), ...core.nodes([ending[0]]).flatMap(core.leaves)], MORE_FILES);
    found.isPart = found.rest.size > 0;
  }
  again({ isSlip });
  if (isNone()) again({ isSlip, inUnit: true });
  found.isSimilar = !isNone();
}

// The files where a name can be if its last word was typed with a slip. The first letter is seldom the slip.
const nearNodes = (core, [last, ...before]) => core.heads()
  .filter(name => [-1, 0, 1].some(more => {
    const start = last.slice(0, name.length + more);
    return start === name || isSlip(`--${start}`, `--${name}`);
  }))
  .sort((a, b) => (b[0] === last[0]) - (a[0] === last[0]))
  .flatMap(name => core.descend(name, before));

// Articles have pairs of neighbouring words as keys, and words that are not frequent.
async function addArticles(core, found) {
  const { query, asked, turn } = found, { bits, frequent } = core.state.root.articles, list = core.plains(query.long);
  const pairs = list[1] ? list.slice(1).map((one, at) => [list[at], one]) : [list];
  const fileOf = ([a, b]) => `articles/${core.hash(b ? `${a} ${[...b][0]}` : core.head(a)) & (1 << bits) - 1}.txt`;
  const lines = text => ({ rows: core.table(text) });
  if (!list[1] && frequent.split(' ').includes(list[0])) return;
  const read = await core.need(turn, pairs.map(fileOf), lines), ids = new Map();
  pairs.forEach((pair, at) => {
    const key = pair.join(' '), isHalf = query.isHalf && at === pairs.length - 1, here = new Map();
    for (const [text, , title, others = ''] of read[at].rows) {
      if (text !== key && !(isHalf && text.startsWith(key) && text.split(' ').length === pair.length)) continue;
      for (const [part, inTitle] of [[others, 0], [title, 1]]) {
        for (const block of part.split(';').filter(Boolean)) {
          const [name, places] = block.split(':');
          places.split(',').forEach(place => here.set(`${name}:${place}`, inTitle || here.get(`${name}:${place}`) || 0));
        }
      }
    }
    here.forEach((inTitle, id) => {
      const { number = 0, titles = 0 } = ids.get(id) ?? {};
      ids.set(id, { number: number + 1, titles: titles + inTitle });
    });
  });
  const order = ([id, { number, titles }]) => [-number, +(titles < pairs.length), ...id.split(/[-:]/).map(part => -part)];
  const best = [...ids].filter(([id, { number }]) => number * 2 >= pairs.length && id.startsWith(asked.nam ?? ''))
    .sort((a, b) => core.compare(order(a), order(b))).map(([id]) => id.split(':'));
  const shown = best.slice(0, asked.articles || ARTICLES);
  const blocks = await core.need(turn, shown.map(([name]) => `articles/${name}.txt`), lines);
  found.articles = shown.map(([, place], at) => {
    const [title, address, date, lead] = blocks[at].rows[place];
    return { type: 'bai-viet', title, address, date, detail: [date.split('-').reverse().join('/'), lead].filter(Boolean).join(' · ') };
  });
  found.more['bai-viet'] = best.length - shown.length;
  found.hasArticles = true;
}

// The text with what was found in <mark>.
const highlight = (core, text, query) => text.split(/([\p{L}\p{N}\p{M}'’`ʼ]+)/u).map((part, at) => {
  const [one] = at % 2 ? core.words(part) : [];
  const isFound = one && [...query.all, ...query.long].some(asked => asked.plain === one.plain
    || query.isHalf && asked === query.all[query.last] && one.plain.startsWith(asked.plain));
  return isFound ? core.make('mark', {}, part) : part;
});

// The address of a missing page in words, if its last part looks like words.
const missingWords = () => {
  try {
    const part = decodeURIComponent(location.pathname).split('/').filter(Boolean).at(-1)?.replace(/\.\p{L}+\d?$/u, '').replace(/[-_+.]+/g, ' ').trim() ?? '';
    return /^[\p{L}\p{M}\d ]{3,80}$/u.test(part) && /[aeiouy]/i.test(part) && !/\d{5}|\p{L}{12}|\p{L}\d|\d\p{L}/u.test(part) ? part : '';
  } catch {
    return '';
  }
};

const TYPES = ['nguoi', 'don-vi', 'tap-the', 'quyet-dinh', 'danh-hieu', 'phong-trao', 'bang-vang', 'trang', 'bai-viet'];
const FILTERS = ['nam', 'don-vi', 'danh-hieu'];

// Shows all results below `form`, on the search page with filters and the search in the address, or on the error page.
export function page(core, form) {
  const { make, say, format } = core, isMissing = form.dataset.find === 'missing';
  const place = make('div', { class: 'found' });
  form.after(place);
  const given = new URLSearchParams(isMissing ? { q: missingWords() } : location.search);
  const chosen = Object.fromEntries(['loai', ...FILTERS].flatMap(name => given.get(name) ? [[name, given.get(name)]] : []));
  let lines = {}, all = false, isQuiet = isMissing, labels = {};
  const asked = () => ({ ...chosen, q: input.value, all, articles: chosen.loai === 'bai-viet' && (lines['bai-viet'] ?? MORE_LINES) });
  const again = change => {
    change();
    run(0);
  };
  const filterButton = (text, name, value, isPressed) => {
    const element = make('button', { type: 'button', class: 'found-filter', 'data-key': `${name}=${value}`, 'aria-pressed': isPressed }, text);
    element.onclick = () => again(() => {
      if (value) chosen[name] = value; else delete chosen[name];
    });
    return element;
  };
  const numberOf = (found, type) => {
    const n = found.lines.filter(line => line.type === type).length + (found.more[type] ?? 0);
    return n && format(n) + (found.more.things && type !== 'nguoi' && type !== 'bai-viet' ? '+' : '');
  };
  const kinds = found => {
    const offered = TYPES.filter(type => numberOf(found, type) || type === chosen.loai || type === 'bai-viet' && core.state.root.articles);
    const buttons = offered.map(type => filterButton([say(type), numberOf(found, type)].filter(Boolean).join(' '), 'loai', type, type === chosen.loai));
    return make('div', { class: 'found-filters', role: 'group', 'aria-label': say('found-kinds') }, filterButton(say('found-everything'), 'loai', '', !chosen.loai), ...buttons);
  };
  // The values of the filters in the rows at hand.
  const offers = found => {
    const values = { nam: new Map(), 'don-vi': new Map(), 'danh-hieu': new Map() };
    for (const { row } of [...found.people.values(), ...found.things.values()]) {
      for (const one of row.awards) {
        values.nam.set(one.year, one.year);
        // A kind with classes is offered without them: its texts as far as they are the same.
        const old = values['danh-hieu'].get(one.id)?.split(' ') ?? one.kind.split(' '), now = one.kind.split(' ');
        const end = old.findIndex((part, at) => part !== now[at]);
        values['danh-hieu'].set(one.id, (end < 0 ? old : old.slice(0, end)).join(' ').replace(/ hạng$/, ''));
      }
      if (row.ids) values['don-vi'].set(row.ids[0], row.unit);
    }
    return values;
  };
  const filters = found => {
    const values = offers(found), parts = [];
    for (const name of FILTERS) {
      const list = [...values[name]].sort(([, a], [, b]) => core.compare(name === 'nam' ? [-a] : [a], name === 'nam' ? [-b] : [b]));
      list.forEach(([value, text]) => { labels[value] = text; });
      if (chosen[name]) {
        const chip = filterButton(`${say(name)} ${labels[chosen[name]] ?? chosen[name]}`, name, '', true);
        chip.classList.add('found-chip');
        chip.setAttribute('aria-label', say('found-remove', { filter: chip.textContent }));
        chip.removeAttribute('aria-pressed');
        parts.push(chip);
      } else if (list.length > 1) {
        const choice = make('select', { class: 'found-filter', 'data-key': name, 'aria-label': say(name) }, make('option', { value: '' }, say(name)),
          ...list.map(([value, text]) => make('option', { value }, text)));
        choice.onchange = () => again(() => { chosen[name] = choice.value; });
        parts.push(choice);
      }
    }
    return make('div', { class: 'found-filters', role: 'group', 'aria-label': say('found-filters') }, ...parts);
  };
  const section = (found, type) => {
    const rows = found.lines.filter(line => line.type === type), limit = lines[type] ?? (chosen.loai ? MORE_LINES : FIRST_LINES);
    if (!rows.length) return '';
    const items = rows.slice(0, limit).map(line => make('li', {},
      make('a', { href: core.addressOf(line) }, ...highlight(core, line.title, found.query)), make('span', {}, ...highlight(core, core.describe(line), found.query))));
    const parts = [make('h2', { class: 'section-title', id: `found-${type}` }, `${say(type)} `, make('span', { class: 'count' }, numberOf(found, type))), make('ol', {}, ...items)];
    const isMore = rows.length > limit || found.more[type] > 0;
    if (isMore) {
      const more = core.button(rows.length > limit || type !== 'nguoi' ? 'found-more' : 'found-read', () => again(() => {
        lines[type] = limit + MORE_LINES;
        if (rows.length <= limit && type === 'nguoi') all = true;
        if (type === 'bai-viet') chosen.loai = type;
      }));
      if (rows.length <= limit && type === 'nguoi') more.textContent = readText(found);
      more.dataset.key = `more-${type}`;
      parts.push(more);
    }
    return make('section', { 'aria-labelledby': `found-${type}` }, ...parts);
  };
  const readText = found => say('found-read', { n: format(found.rest.size), kb: format(found.rest.size * FILE_KB) });
  const show = found => {
    const key = place.contains(document.activeElement) && document.activeElement.dataset.key;
    place.replaceChildren();
    if (!isMissing) history.replaceState(history.state, '', address());
    if (!found.lines || isQuiet && !found.total) return;
    const notes = [];
    if (!found.total) notes.push(make('p', {}, say(found.isPart ? 'found-part' : FILTERS.some(name => chosen[name]) ? 'found-none-limit' : 'found-none')));
    else if (found.isSimilar) notes.push(make('p', {}, say('found-similar')));
    else if (found.isPart) notes.push(make('p', {}, say('found-part')));
    if (found.isPart && !isMissing) {
      const more = core.button('found-read', () => again(() => { all = true; }));
      more.textContent = readText(found);
      notes.push(more);
    }
    if (found.more.things) notes.push(make('p', {}, say('found-cut')));
    const types = chosen.loai ? [chosen.loai] : TYPES;
    if (!isMissing) place.append(kinds(found), filters(found));
    place.append(...notes, ...types.map(type => section(found, type)));
    if (!isMissing && core.state.root.articles && !found.hasArticles) {
      place.append(core.button('found-articles', () => again(() => { chosen.loai = 'bai-viet'; })));
    }
    if (key) (place.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? input).focus();
  };
  const address = () => {
    const pairs = Object.entries({ q: input.value.trim(), ...chosen }).filter(([, value]) => value);
    return pairs.length ? `?${new URLSearchParams(pairs)}` : location.pathname;
  };
  const { input, run } = core.listen(form, form.querySelector('[role=status]') ?? form.appendChild(make('p', { role: 'status', class: 'unseen' })), asked, show, (...notes) => {
    if (!isQuiet) place.replaceChildren(make('div', { class: 'found-note' }, ...notes));
  });
  input.addEventListener('input', () => {
    lines = {};
    all = isQuiet = false;
  });
  form.addEventListener('submit', event => {
    if (isMissing) return;
    event.preventDefault();
    run(0);
  });
  input.value ||= given.get('q') ?? given.get('ten') ?? '';
  if (input.value) run(0);
}
