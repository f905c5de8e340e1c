// The rest of the search: other orders of a name, slips, articles and filters. search.js loads it when it needs it.
const ARTICLES = 8;

// Whether one letter too many, missing, another, or two exchanged make `b` of `a`.
export const isSlip = (a, b) => {
  if (Math.max(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (one, other) => a.slice(at + one) === b.slice(at + other);
  return rest(1, 0) || rest(0, 1) || rest(1, 1) || a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2);
};

// A form of address before a name.
const ADDRESS = /^[^\p{L}\p{N}]*(ông|ong|bà|ba|anh|chị|chi|cô|co|chú|chu|[đd]\/?c|đồng chí|dong chi)[^\p{L}\p{N}]+(?=[\p{L}\p{N}]{2}.{0,78}$)/iu;

// Adds to what was found: people whose names have the words in another order, without a form of address or followed by a unit,
// articles, and at last people whose names are similar.
export async function extend(core, found) {
  const { query, asked, turn, people, first } = found, { root } = core.state, { names } = query;
  const isSharded = first[0] !== 'all' && names[0] && root.names, { isThing } = found, ending = core.plains(names).reverse();
  const isNone = () => !found.persons && names[0];
  const again = (hasUnit, hasSlip) => {
    people.clear();
    found.more.person = 0;
    const score = hasUnit ? inUnit : core.scorePerson;
    found.read.forEach(name => core.match(found, name, row => row.title && (hasSlip ? withSlip : score)(row, names, core, score)));
    core.settle(found);
  };
  if (isSharded && names[1] && people.size < (names[2] ? 1 : 8)) {
    const ends = [3, 4, 2, 1, ...names.keys()].filter((length, at) => length < names.length && (at < 4 || length > 4));
    const inOrder = ends.flatMap(length => core.nodes(core.plains(names.slice(0, length)).reverse()));
    const anywhere = ending.flatMap(one => core.nodes([one]));
    // When the words are the title of something, they are hardly a name.
    await core.addPeople(found, [...names[2] ? inOrder : [], ...anywhere].flatMap(core.leaves), isThing && isNone() ? 0 : undefined);
    found.isPart = found.rest.size > 0;
    core.settle(found);
  }
  const called = asked.q.normalize('NFC'), name = called.replace(ADDRESS, '');
  if (!found.isFound && name !== called && asked.type !== 'article') {
    const other = await core.find({ ...asked, q: name }, turn);
    if (other.isFound) return Object.assign(found, other);
  }
  if (isNone() && !isThing) again(true);
  const { isFound } = found;
  if (!isFound && isNone() && (asked.type ?? 'person') === 'person') {
    if (isSharded) {
      // The slip may be in the last word, or in the word before it.
      const unread = found.others.filter(one => !found.read.has(one)), near = nearNodes(core, ending);
      await core.addPeople(found, [...near.flatMap((one, at) => [unread[at] ?? one, one]), ...unread]);
      found.isPart = found.rest.size > 0;
    }
    again(false, true);
    if (isNone()) again(true, true);
    found.isSimilar = !isNone();
  }
  if (root.articles && (asked.articles || !isFound) && !asked['don-vi'] && !asked['danh-hieu']) await addArticles(core, found);
}

// The awards of a row that pass the filters; undefined if the row does not.
export function filter(awards, row, { query, asked: { nam: year, 'danh-hieu': kind, 'don-vi': unit } }) {
  const isPerson = row.type === 'person', { years } = query;
  const list = awards.filter(one => (!year || one.year === year) && (!kind || one.id === kind) && (!isPerson || !years[0] || years.includes(one.year)));
  const isDated = ['decision', 'movement', 'roll'].includes(row.type) && !kind && row.date.startsWith(year);
  return unit && !row.ids?.includes(unit) || !list[0] && (isPerson || kind || year) && !isDated ? undefined : list;
}

// Offers to search without the limits of a box.
export function widen(core, note, limits, again) {
  if ([...limits].some(one => one.checked)) note.append(core.button('widen', () => {
    limits.forEach(one => { one.checked = false; });
    again();
  }));
}

// The names of units, with their words.
const units = new Map();
const wordsOf = (unit, core) => {
  if (!units.has(unit)) units.set(unit, core.plains(core.long(core.words(unit))));
  return units.get(unit);
};

// The score of a person when words that are not in the name may be in the name of the unit; first their number.
function inUnit(row, names, core) {
  const unit = wordsOf(row.unit ?? '', core);
  const isWhole = one => core.plains(core.long([one])).every(part => unit.includes(part));
  const fits = one => !one.isInitial && (isWhole(one) || one.isHalf && unit.some(part => part.startsWith(one.plain)));
  // Words that are in the name are found there, unless the name has too few of them.
  const best = (list, out) => {
    const score = core.scorePerson(row, list);
    if (score) return [out.length, score[0], score[1] || +out.some(one => one.isHalf && !isWhole(one)), score[2]];
    const missing = list.find(one => !core.scorePerson(row, [one]));
    const left = missing ? [missing] : list;
    return left.filter(fits).map(one => best(list.filter(other => other !== one), [...out, one])).filter(Boolean).sort(core.compare)[0];
  };
  return best(names, []);
}

// The score of a person when one word of the name was typed with a slip: that of the name with the right word.
function withSlip(row, names, core, score) {
  // Most rows have none of the words.
  const hasStart = one => row.words.some(found => found.plain.startsWith(one.plain));
  if (score !== inUnit && names.filter(one => !hasStart(one)).length > 1) return undefined;
  const scores = names.flatMap((one, at) => one.isInitial ? [] : row.words.filter(found => isSlip(one.plain, found.plain))
    .map(found => score(row, names.map((other, place) => place === at ? found : other), core)));
  return scores.filter(Boolean).sort(core.compare)[0];
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
    const key = pair.join(' '), isHalf = query.all.at(-1).isHalf && at === pairs.length - 1, here = new Map();
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
  found.lines.push(...shown.map(([, place], at) => {
    const [title, address, date, lead] = blocks[at].rows[place];
    return { type: 'article', title, address, date, detail: [date.split('-').reverse().join('/'), lead].filter(Boolean).join(' · ') };
  }));
  found.counts.article = shown.length;
  found.more.article = best.length - shown.length;
  found.hasArticles = true;
}

// Handles an arrow, Enter or Escape in a box.
export function press(key, input, list, open, run) {
  const options = [...list.children], now = options.findIndex(one => one.id === input.getAttribute('aria-activedescendant'));
  const step = { ArrowDown: 1, ArrowUp: -1 }[key], isOpen = !list.parentNode.hidden;
  if (step && options[0]) {
    if (!isOpen) open(true);
    const option = [...options, null].at((now < 0 && step < 0 ? -2 : now + step) % (options.length + 1));
    list.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
    option?.setAttribute('aria-selected', true);
    option?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option?.id ?? '');
  } else if (key === 'Enter') {
    if (now < 0) input.form.requestSubmit();
    else options[now].click();
  } else if (key === 'Escape' && isOpen) open(false);
  else if (key === 'Escape') {
    input.value = '';
    run(0);
  }
}
