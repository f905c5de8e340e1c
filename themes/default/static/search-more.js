// The rest of the search: an index of many files, other orders of a name, slips, articles, and the search page. search.js loads it
// when it needs it.
const ARTICLES = 8;

// Whether one letter too many, missing, another, or two exchanged make `b` of `a`.
export const isSlip = (a, b) => {
  if (a === b || Math.max(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (one, other) => a.slice(at + one) === b.slice(at + other);
  return rest(1, 0) || rest(0, 1) || rest(1, 1) || a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2);
};

// A form of address before a name.
const ADDRESS = /^[^\p{L}\p{N}]*(ông|ong|bà|ba|anh|chị|chi|cô|co|chú|chu|[đd]\/?c|đồng chí|dong chi)[^\p{L}\p{N}]+(?=[\p{L}\p{N}]{2}.{0,78}$)/iu;

// H'Bia is one word.
const LETTER = /(?<![\p{L}\p{N}])(\p{L})[^\p{L}\p{N}]+(?=\p{L}{2})/gu;

// The tree of the files of names: a node that is divided has its number of parts. One whose number is negative is divided by the
// last word, others by the next word before those of their own division.
const tree = ({ hash, head, state }) => {
  const numberOf = name => state.root.names[name], partsOf = name => Math.abs(numberOf(name)), isDivided = name => partsOf(name) > 0;
  const partOf = (name, at) => `${name}-${partsOf(name)}${numberOf(name) < 0 ? 'w' : ''}-${at % partsOf(name)}`;
  const leaves = name => isDivided(name) ? [...Array(partsOf(name)).keys()].flatMap(at => leaves(partOf(name, at))) : [name];
  // Two or three undivided parts of a head, or of a node directly below it, are read instead of it.
  const hasFile = name => !(numberOf(name) > 1) || partsOf(name) > 3 || name.split('-').length > 3 || leaves(name).length > partsOf(name);
  const descend = (name, before, last) => {
    let next, at = 0;
    while (isDivided(name) && (next = numberOf(name) < 0 ? last : before[at]?.length > 1 && before[at++])) name = partOf(name, hash(next));
    return before[at] || !hasFile(name) ? leaves(name) : [name];
  };
  const heads = () => Object.keys(state.root.names).filter(name => !name.includes('-'));
  const nodes = ([last, ...before], isHalf) => {
    const isOpen = !/[aeiouy]/.test(last) && before.length;
    return heads().filter(name => name === head(last) || isOpen && name.startsWith(last)).flatMap(name => descend(name, before, !isHalf && name === head(last) && last));
  };
  return { isDivided, leaves, descend, heads, nodes, all: () => heads().flatMap(leaves), pathOf: name => `names/${name}${isDivided(name) ? '-' : ''}.txt` };
};

// Reads up to `limit` of these files of names, all of them when all are asked for; `rest` has the others.
async function addPeople(core, found, names, limit) {
  const { isDivided, leaves, pathOf } = tree(core), { read, rest } = found;
  const unread = [...new Set(names)].filter(name => !read.has(name)), now = unread.slice(0, found.asked.all ? Infinity : limit);
  unread.forEach(name => rest.add(name));
  await core.readPeople(found, now.map(pathOf));
  now.forEach(name => {
    read.add(name);
    rest.delete(name);
    if (isDivided(name)) leaves(name).forEach(leaf => read.has(leaf) || rest.add(leaf));
  });
}

// Reads the files of names in which whole names end with the words typed, and on request all others.
export async function addFirst(core, found) {
  const { query, asked, ending, people, isOpen } = found, { nodes, leaves, all } = tree(core), opened = list => isOpen ? list.flatMap(leaves) : list;
  const first = opened(nodes(ending));
  await addPeople(core, found, first, 8);
  found.others = ending[1] ? nodes([ending[0]]).flatMap(leaves) : [];
  // If the last word is half-typed, other parts of the node have it.
  const halves = query.names.at(-1).isHalf && ending[1] ? opened(nodes(ending, true)) : [];
  if (!people.size) await addPeople(core, found, halves, 8);
  found.isPart = [...first, ...halves].some(name => !found.read.has(name));
  const near = ending[1] ? [...found.others, ...halves.flatMap(leaves), ...ending.flatMap(one => nodes([one]).flatMap(leaves))] : [];
  await addPeople(core, found, near, 0);
  // The last word may be no given name: any file may have more people.
  if (asked.all > 1 || !ending[1]) await addPeople(core, found, all(), 0);
}

// Says how many further people divided files have, and whether there may be more people and things.
export function addNumbers(core, found) {
  const { asked, ending, more } = found;
  more.person = found.isLoose || found.isOpen ? 0 : unlisted(core, found);
  if (found.isSharded && !found.rest.size) tree(core).all().forEach(name => found.read.has(name) || found.rest.add(name));
  // A number or an abbreviation that leads to something is no name.
  const isNoName = found.isThing && ending.some(one => /\d/.test(one) || core.state.root.short[one]);
  found.isPart = isPerson(asked) && found.isSharded && !isNoName && found.rest.size > 0 && Boolean(found.isPart || !ending[2] || !found.persons || found.isLoose);
  found.isGiven = found.isPart && !ending[1] && !found.isSimilar;
  if (asked['don-vi'] || asked.type === 'person') found.isCut = false;
  if (!found.isCut || asked.nam || asked['danh-hieu']) more.things = 0;
}
const isPerson = asked => (asked.type ?? 'person') === 'person';

// The number of people whose ends of names divided files count, but no file that was read lists.
function unlisted(core, { query, people, read }) {
  const { isDivided, pathOf } = tree(core), ends = new Map(), depths = new Set(), keyOf = (list, depth) => depth + list.slice(-depth).map(one => one.letters + one.tone).join();
  for (const name of read) {
    if (!isDivided(name) || [...read].some(other => name.startsWith(`${other}-`))) continue;
    const depth = name.split(/-\d+-/).length;
    depths.add(depth);
    for (const [end, number] of core.state.files[pathOf(name)].counts) {
      const list = core.words(end), key = keyOf(list, depth);
      if (core.scorePerson({ words: list }, query.names)) ends.set(key, (ends.get(key) ?? 0) + +number);
    }
  }
  for (const { row } of ends.size ? people.values() : []) {
    for (const depth of depths) {
      const key = keyOf(row.words, depth);
      if (ends.has(key)) ends.set(key, ends.get(key) - 1);
    }
  }
  return [...ends.values()].reduce((sum, number) => sum + Math.max(0, number), 0);
}

// Words that begin no name: their things are read at once.
const THINGS = /^(cong (ty|doan)|benh|trung tam|quyet|bang|giay|lien|tap the) /;

// For a whole name in a box, the file of names is enough.
export async function addThings(core, found, people) {
  const { query } = found, list = core.plains(query.long), often = core.state.root.things.frequent.split(' ');
  if (found.isSharded && found.turn?.show && query.names[1] && !list[query.names.length] && !THINGS.test(list.join(' '))) {
    await people;
    if (found.isCut = [...found.people.values()].some(({ score }) => !score[1] && !score[2]) && 'names') return;
  }
  const rare = list.findLast((one, at) => !often.includes(one) && !query.long[at].isHalf);
  if (!rare && often[0]) return addFrequent(core, found, list, often);
  return core.readThingFiles(found, [core.fileOf('things', core.head(rare ?? list.at(-1)))]);
}

// Things whose words are all frequent: the files of pairs of neighbours and of the rarest words lead to the best of them.
async function addFrequent(core, found, list, often) {
  const { query, things, more } = found, last = list.at(-1), { isHalf } = query.long.at(-1), fileOf = key => core.fileOf('things', key);
  const ranked = often.filter(one => list.includes(one)), rarest = length => ranked.slice(0, length).join('+');
  const pairs = list.slice(1).map((one, at) => `${list[at]} ${one}`).slice(-3), pairFile = pair => fileOf(pair.replace(/( .).*/u, '$1')), lastFile = fileOf(core.head(last));
  const countsOf = path => core.state.files[path].counts, paths = [...isHalf || !pairs[0] ? [lastFile] : [], ...pairs.map(pairFile), ...ranked[0] ? [fileOf(rarest(2))] : []];
  const isCut = (path, key, isStart) => countsOf(path).some(([text]) => text === key || isStart && text.startsWith(key) && text.split(/[ +]/).length === key.split(' ').length);
  await core.readThingFiles(found, paths);
  // The two rarest words lead to the rest, and more of them if too many things have these two.
  for (let length = 2; length < ranked.length && isCut(fileOf(rarest(length)), rarest(length)); length++) {
    paths.push(fileOf(rarest(length + 1)));
    await core.readThingFiles(found, paths.slice(-1));
  }
  const whole = [list.join(' '), list.every(one => often.includes(one)) && ranked.join('+')];
  const numbers = paths.flatMap(path => countsOf(path).map(([key, number]) => whole.includes(key) ? +number : 0));
  more.things = Math.max(0, Math.max(0, ...numbers) - things.size);
  // Things with frequent words only may be in no file that was read.
  const isWordCut = (isHalf ? !/[aeiouy]/.test(last) : pairs[0]) || isCut(lastFile, last, isHalf);
  found.isCut = isWordCut && (things.size > 0 || pairs.every((pair, at) => isCut(pairFile(pair), pair, isHalf && at === pairs.length - 1)));
}

// Adds to what was found: people whose names have the words in another order, without a form of address or followed by a unit,
// articles, and at last people whose names are similar.
export async function extend(core, found) {
  const { query, asked, turn, people, isSharded, ending, isThing } = found, { root } = core.state, { names } = query, { nodes, leaves, pathOf, ...others } = tree(core);
  const isNone = () => !found.persons && names[0];
  const again = (hasUnit, hasSlip) => {
    people.clear();
    found.isLoose = Boolean(hasUnit || hasSlip);
    const score = hasUnit ? inUnit : core.scorePerson;
    found.read.forEach(name => core.match(found, pathOf(name), row => row.title && (hasSlip ? withSlip : score)(row, names, core, score)));
    core.settle(found);
  };
  if (isSharded && names[1] && people.size < (names[2] ? 1 : 8)) {
    const ends = [3, 4, 2, 1, ...names.keys()].filter((length, at) => length < names.length && (at < 4 || length > 4));
    const inOrder = ends.flatMap(length => nodes(core.plains(names.slice(0, length)).reverse()));
    const anywhere = ending.flatMap(one => nodes([one]));
    // When the words are the title of something, they are hardly a name.
    await addPeople(core, found, [...names[2] ? inOrder : [], ...anywhere].flatMap(leaves), isThing && isNone() ? 0 : 8);
    found.isPart = true;
    core.settle(found);
  }
  const called = asked.q.normalize('NFC');
  for (const [at, name] of [called.replace(ADDRESS, ''), called.replace(LETTER, '$1')].entries()) {
    if (found.isFound || name === called || asked.type === 'article') continue;
    const other = await core.find({ ...asked, q: name }, turn);
    if (other.isFound && !(at && other.isSimilar)) return Object.assign(found, other);
  }
  if (isNone() && !isThing) again(true);
  const { isFound } = found;
  if (!isFound && isNone() && isPerson(asked)) {
    if (isSharded) {
      // The slip may be in the last word, or in the word before it.
      const unread = found.others.filter(one => !found.read.has(one)), near = nearNodes(others, ending);
      await addPeople(core, found, [...near.flatMap((one, at) => [unread[at] ?? one, one]), ...unread, ...near.flatMap(one => leaves(one.split('-')[0]))], 8);
    }
    // The files just read may have the very name.
    again();
    if (isNone()) {
      again(false, true);
      if (isNone()) again(true, true);
      found.isSimilar = !isNone();
    }
  }
  if (root.articles && (asked.articles || !isFound) && !asked['don-vi'] && !asked['danh-hieu']) await addArticles(core, found);
}

// Leaves of a quoted decision its number: "27/QĐ-LĐLĐ ngày 16/01/2023". Returns where a thing has the day: 0 on which it was
// signed, 1 in a text, 2 nowhere.
export function quote(all, { plains }) {
  const text = plains(all).join(' '), isShort = /\d\S* qd( |$)/.test(text);
  if (!isShort && !/(^| )(so|qd) \S*\d/.test(text)) return undefined;
  const around = ['quyet', 'dinh', 'ngay', 'thang', 'nam', 'ky', 'so', 'cua'].slice(isShort ? 0 : 2);
  all.splice(0, all.length, ...all.filter(one => !around.includes(one.plain)));
  const list = plains(all), number = list.findIndex(one => /\d/.test(one));
  const at = list.findIndex((_, place) => place > number && /^\d\d? \d\d? \d{4}$/.test(list.slice(place, place + 3).join(' ')));
  if (at < 0) return undefined;
  const day = plains(all.splice(at, 3)), date = day.map(part => part.padStart(2, 0)).reverse().join('-');
  return row => row.date === date ? 0 : day.every(part => row.others.some(other => other.plain === part)) ? 1 : 2;
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
  const unit = wordsOf(row.units ?? '', core);
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
const nearNodes = ({ heads, descend }, [last, ...before]) => heads()
  .filter(name => [-1, 0, 1].some(more => {
    const start = last.slice(0, name.length + more);
    return start === name || isSlip(`--${start}`, `--${name}`);
  }))
  .sort((a, b) => (b[0] === last[0]) - (a[0] === last[0]))
  .flatMap(name => descend(name, before));

// The articles of a list of the index, newest first: month, block and row.
const articlesOf = list => list.split(';').filter(Boolean).flatMap(block => {
  const [name, places] = block.split(':');
  return places.split(',').map(place => `${name}:${place}`);
});
const numbersOf = id => id.split(/[-:]/).map(part => -part);

// The articles with a key, or with one that begins with it: each with 1 if the key is in its title, else 0. `cuts` are the last
// articles of lists that are cut: whether an older article has the key is not known.
const withKey = (rows, key, isHalf) => {
  const places = new Map(), cuts = [], length = key.split(' ').length, fitting = rows.filter(([text]) => text === key || isHalf && text.startsWith(key) && text.split(' ').length === length);
  for (const [, number, ...cells] of fitting) {
    const lists = [cells[0], cells[1] ?? ''].map(articlesOf), longest = Math.max(...lists.map(list => list.length));
    lists.forEach((list, at) => list.forEach(id => places.set(id, places.get(id) || 1 - at)));
    if (number > lists[0].length + lists[1].length) cuts.push(...lists.filter(list => list.length === longest).map(list => numbersOf(list.at(-1))));
  }
  return { places, cuts, number: fitting.length === 1 ? +fitting[0][1] : 0 };
};

// Articles have pairs of neighbouring words as keys, and words that are not frequent.
async function addArticles(core, found) {
  const { query, asked, turn } = found, { frequent } = core.state.root.articles, list = core.plains(query.long), { isHalf } = query.all.at(-1);
  const pairs = list[1] ? list.slice(1).map((one, at) => [list[at], one]) : [list];
  const lines = text => ({ rows: core.table(text) });
  if (!list[1] && !isHalf && frequent.split(' ').includes(list[0])) return;
  const read = await core.need(turn, pairs.map(([a, b]) => core.fileOf('articles', b ? `${a} ${[...b][0]}` : core.head(a))), lines);
  const keys = pairs.map((pair, at) => withKey(read[at].rows, pair.join(' '), isHalf && at === pairs.length - 1));
  const ids = new Set(keys.flatMap(({ places }) => [...places.keys()]).filter(id => id.startsWith(asked.nam ?? '')));
  const best = [...ids].flatMap(id => {
    const order = numbersOf(id), here = keys.filter(({ places }) => places.has(id)), titles = here.filter(({ places }) => places.get(id)).length;
    const unknown = keys.filter(({ places, cuts }) => !places.has(id) && cuts.some(last => core.compare(order, last) > 0)).length;
    return here.length * 2 < keys.length - unknown ? [] : [{ id: id.split(':'), order: [-here.length - unknown, +(titles < here.length), ...order] }];
  }).sort((a, b) => core.compare(a.order, b.order)).map(({ id }) => id);
  const shown = best.slice(0, asked.articles || ARTICLES);
  const blocks = await core.need(turn, shown.map(([name]) => `articles/${name}.txt`), lines);
  found.lines.push(...shown.map(([, place], at) => {
    const [title, address, date, lead] = blocks[at].rows[place];
    return { type: 'article', title, address, date, detail: [date.split('-').reverse().join('/'), lead].filter(Boolean).join(' · ') };
  }));
  found.counts.article = shown.length;
  // A single key has the number of its articles.
  found.more.article = Math.max(best.length, keys[1] || asked.nam ? 0 : keys[0].number) - shown.length;
  found.isCut = asked.type !== 'article' && found.isCut || asked.type !== 'person' && keys.some(({ cuts }) => cuts[0]);
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
