// The search page, and the offers of the error page. search.js loads it there.
const FILE_KB = 10, FIRST_LINES = 10, MORE_LINES = 30;

// Whether a word of a text is one of the typed words, or begins with it.
const fits = one => asked => asked.plain === one.plain || asked.isHalf && one.plain.startsWith(asked.plain);

// The text with the typed words in <mark>.
const highlight = (core, text, asked) => text.split(/([\p{L}\p{N}\p{M}'’`ʼ]+)/u).map((part, at) => {
  const [one] = at % 2 ? core.words(part) : [];
  return one && asked.some(fits(one)) ? core.make('mark', {}, part) : part;
});

// The address of a missing page in words, if its last part looks like words.
const missingWords = () => {
  try {
    const part = decodeURIComponent(location.pathname).split('/').filter(Boolean).at(-1)?.replace(/\.\p{L}+\d?$/u, '').replace(/[-_+.]+/g, ' ').trim() ?? '';
    return /^[\p{L}\p{M}\d ]{3,80}$/u.test(part) && /[aeiouy]|^\d+ \p{L}/iu.test(part) && !/\d{5}|\p{L}{12}|\p{L}\d|\d\p{L}/u.test(part) ? part : '';
  } catch {
    return '';
  }
};

// The kinds of results in their order on the page, each with its word in addresses.
const WORDS = {
  person: 'nguoi', unit: 'don-vi', collective: 'tap-the', decision: 'quyet-dinh', kind: 'danh-hieu', movement: 'phong-trao', roll: 'bang-vang', page: 'trang', article: 'bai-viet',
};
const TYPES = Object.keys(WORDS), FILTERS = { nam: 'year', 'don-vi': 'unit', 'danh-hieu': 'kind' }, NAMES = Object.keys(FILTERS);

// Shows all results below `form`: on the search page with filters and the search in the address, or on the error page.
export function page(core, form, { filter }) {
  const { make, say, format } = core, isMissing = form.dataset.find === 'missing';
  const place = make('div', { class: 'found' }), status = form.querySelector('[role=status]') ?? form.appendChild(make('p', { role: 'status', class: 'unseen' }));
  form.after(place);
  const labels = {};
  // `current` is the address shown. Typing replaces it, unless Enter or a filter finished that search: `isDone`.
  let chosen = {}, limits = {}, all = 0, top, current, isDone = false, isChosen = true, isQuiet = isMissing;
  // The section whose first new row gets the focus, and its number.
  let next, isOpen = false;
  // Reads the search from the address, and from the history how much of it was shown.
  const read = () => {
    const given = new URLSearchParams(isMissing ? { q: missingWords() } : location.search);
    chosen = Object.fromEntries(NAMES.flatMap(name => given.get(name) ? [[name, given.get(name)]] : []));
    chosen.type = TYPES.find(type => WORDS[type] === given.get('loai'));
    ({ limits = {}, all = 0, top } = history.state ?? {});
    return given.get('q') ?? given.get('ten') ?? '';
  };
  const address = () => {
    const { type, ...others } = { q: input.value.trim(), loai: WORDS[chosen.type], ...chosen }, pairs = Object.entries(others).filter(([, value]) => value);
    return pairs.length ? `?${new URLSearchParams(pairs)}` : location.pathname;
  };
  const store = more => history.replaceState({ limits, all, ...more }, '');
  const remember = () => {
    if (isMissing) return;
    const now = address(), isNew = current !== undefined && now !== current && (isDone || isChosen);
    history[isNew ? 'pushState' : 'replaceState']({ limits, all }, '', now);
    current = now;
    isDone = isChosen;
  };
  const asked = () => ({ ...chosen, q: input.value, all, limit: Math.max(...TYPES.map(limitOf)), articles: chosen.type === 'article' && (limits.article ?? MORE_LINES) });
  const change = act => {
    act();
    isChosen = true;
    run(0);
  };
  const button = (text, attributes, act) => {
    const element = make('button', { type: 'button', ...attributes }, text);
    element.onclick = () => change(act);
    return element;
  };
  const more = (id, key, act, values) => button(say(id, values), { class: 'button button-quiet', 'data-key': key }, act);
  const numberOf = (found, type) => {
    const n = (found.counts[type] ?? 0) + (found.more[type] ?? 0);
    return n ? format(n) + (found.isCut && type !== 'person' ? '+' : '') : '';
  };
  const kinds = found => {
    const offered = TYPES.filter(type => numberOf(found, type) || type === chosen.type || type === 'article' && core.state.root.articles);
    const buttons = [undefined, ...offered].map(type => button(`${say(type ?? 'everything')} ${numberOf(found, type)}`.trim(),
      { class: 'found-filter', 'data-key': `kind-${type}`, 'aria-pressed': type === chosen.type }, () => { chosen.type = type; }));
    return make('div', { class: 'found-filters', role: 'group', 'aria-label': say('kinds') }, ...buttons);
  };
  // The values of a filter that leave results under the other filters, each with its text and number of results.
  const offers = (found, name) => {
    const values = new Map(), others = { ...found, asked: { ...found.asked, [name]: undefined } };
    const add = (value, text) => {
      const one = values.get(value) ?? { text, number: 0 };
      // A kind with classes is offered without them: as far as its texts are the same.
      const [old, now] = [one.text, text].map(words => words.split(' ')), end = old.findIndex((part, at) => part !== now[at]);
      if (end >= 0) one.text = old.slice(0, end).join(' ').replace(/ hạng$/, '');
      values.set(value, one);
      return value;
    };
    for (const { row } of [...found.people.values(), ...found.things.values()]) {
      const list = row.type === (chosen.type ?? row.type) && filter(core.awards(row), row, others);
      if (!list || row.type === 'person' && !list[0]) continue;
      const own = name === 'don-vi' ? row.ids?.[0] ? [add(row.ids[0], row.unit)] : [] : list.map(one => (name === 'nam' ? add(one.year, one.year) : add(one.id, one.kind)));
      new Set(own).forEach(value => { values.get(value).number++; });
    }
    return [...values].sort(([, a], [, b]) => core.compare([a.text], [b.text]) * (name === 'nam' ? -1 : 1));
  };
  const filters = found => {
    // With files unread, the numbers would be too small.
    const isWhole = !found.rest.size && !found.isPart && !found.isCut && !(found.more.person > 0);
    const choices = NAMES.flatMap(name => {
      const list = offers(found, name), label = say(FILTERS[name]);
      list.forEach(([value, { text }]) => { labels[name + value] = text; });
      if (chosen[name] || !list[1]) return [];
      const choice = make('select', { class: 'found-filter', 'data-key': name, 'aria-label': label }, make('option', { value: '' }, label),
        ...list.map(([value, { text, number }]) => make('option', { value }, isWhole ? `${text} (${format(number)})` : text)));
      choice.onchange = () => change(() => { chosen[name] = choice.value; });
      return [choice];
    });
    return choices[0] ? make('div', { class: 'found-filters', role: 'group', 'aria-label': say('filters') }, ...choices) : '';
  };
  const chips = () => [...NAMES, 'type'].filter(name => chosen[name]).map(name => {
    const value = chosen[name], text = name === 'type' ? say(value) : `${name === 'nam' ? `${say('year')} ` : ''}${labels[name + value] ?? value}`;
    return button(text, { class: 'found-filter found-chip', 'data-key': name, 'aria-label': say('remove', { filter: text }) }, () => delete chosen[name]);
  });
  // Folded, so that a phone's first screen has the first result. What is folded is made when it is opened.
  const fold = found => {
    const folded = make('details', { class: 'found-fold' }, make('summary', { class: 'found-filter', 'data-key': 'fold' }, say('filters')));
    const fill = () => folded.childNodes[1] ?? folded.append(kinds(found), filters(found));
    folded.open = isOpen;
    if (isOpen || NAMES.some(name => chosen[name] && !labels[name + chosen[name]])) fill();
    folded.ontoggle = () => {
      isOpen = folded.open;
      if (isOpen) fill();
    };
    return make('div', { class: 'found-head' }, folded, ...chips());
  };
  const rest = found => ({ n: format(found.rest.size), kb: format(found.rest.size * FILE_KB) });
  const limitOf = type => limits[type] ?? (chosen.type ? MORE_LINES : FIRST_LINES);
  const item = ({ query }, line) => {
    const typed = [...query.all, ...query.long], here = core.words(line.title);
    // Words of a name may be in the name of the unit too, where they were not looked for.
    const left = line.type === 'article' ? typed : typed.filter(asked => !here.some(one => fits(one)(asked)));
    return make('li', {}, make('a', { href: core.state.root.base + line.address }, ...highlight(core, line.title, typed)), make('span', {}, ...highlight(core, core.describe(line), left)));
  };
  const section = (found, type) => {
    const limit = limitOf(type), rows = found.lines.filter(line => line.type === type), number = found.counts[type];
    if (!rows.length) return '';
    const isUnread = number <= limit && type === 'person';
    const show = () => {
      next = { type, at: Math.min(limit, rows.length) };
      limits[type] = limit + MORE_LINES;
      all += isUnread;
      if (type === 'article') chosen.type = type;
    };
    return make('section', { 'aria-labelledby': `found-${type}` },
      make('h2', { class: 'section-title', id: `found-${type}` }, `${say(type)} `, make('span', { class: 'count' }, numberOf(found, type))), make('ol', {}, ...rows.slice(0, limit).map(line => item(found, line))),
      number > limit || found.more[type] > 0 || isUnread && found.rest.size && !found.isPart ? more(isUnread ? 'read' : 'more', `more-${type}`, show, rest(found)) : '');
  };
  const show = found => {
    const key = place.contains(document.activeElement) && document.activeElement.dataset.key, isFiltered = NAMES.some(name => chosen[name]);
    place.replaceChildren();
    remember();
    if (!found.lines || isQuiet && !found.total) return;
    if (!isMissing) place.append(fold(found));
    if (found.isSimilar && isMissing) place.append(make('p', {}, say('similar')));
    if (found.isPart || found.isCut) place.append(make('p', {}, say(core.noteOf(found))));
    if (found.isPart) place.append(more('read', 'read', () => { all++; }, rest(found)));
    place.append(...(chosen.type ? [chosen.type] : TYPES).map(type => section(found, type)));
    if (!found.total && isFiltered) place.append(more('widen', 'widen', () => NAMES.forEach(name => delete chosen[name])));
    if (!isMissing && core.state.root.articles && !found.hasArticles && !chosen.type) place.append(more('articles', 'articles', () => { chosen.type = 'article'; }));
    const added = next && place.querySelectorAll(`[aria-labelledby=found-${next.type}] li a`)[next.at];
    if (key) (added ?? place.querySelector(`[data-key="${key}"]`) ?? place.querySelector('summary') ?? input).focus();
    // After the way back: the browser could not scroll to results that were not here yet.
    if (top) scrollTo(0, top);
    next = top = undefined;
  };
  // The status has the message.
  const { input, run } = core.listen(form, status, asked, show, (message, again) => {
    remember();
    if (!isQuiet) place.replaceChildren(make('div', { class: 'found-note' }, ...isMissing ? [message] : [], again));
  });
  input.addEventListener('input', () => {
    limits = {};
    all = 0;
    isQuiet = isChosen = false;
    top = undefined;
  });
  form.addEventListener('submit', event => {
    if (isMissing) return;
    event.preventDefault();
    change(() => {});
  });
  form.find = (q, filters) => core.search({ q, ...filters }, core.state.turn = {});
  const typed = input.value;
  input.value = read() || typed;
  if (!isMissing) {
    place.addEventListener('click', event => { if (event.target.closest('li a')) store({ top: scrollY }); });
    addEventListener('popstate', () => {
      const q = read();
      input.value = q;
      if (address() === current) return;
      current = address();
      isChosen = true;
      run(0);
    });
  }
  if (input.value) run(0);
  else if (!isMissing) core.start().catch(() => {});
}
