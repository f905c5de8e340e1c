// The search: reads the index beside the search page, ranks what matches, and shows it below a search box.
// Loaded when a box first has the focus. search-more.js has what few searches need, and the search page.
(() => {
  'use strict';
  const forms = [...document.querySelectorAll('form[data-find]')], home = new URL('.', forms[0].action);
  const LETTER_DELAY = 120, CONSONANT_DELAY = 600, STATUS_DELAY = 400, MORE_FILES = 8, LINES = 8;
  const { format } = new Intl.NumberFormat(document.documentElement.lang), collate = new Intl.Collator('vi').compare;
  const compare = (a, b) => {
    const at = a.findIndex((one, place) => one !== b[place]);
    return at < 0 ? 0 : a[at].at ? collate(a[at], b[at]) : a[at] - b[at];
  };

  // A word as it is compared: without marks, its letters with their own marks, and its tone.
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g, known = Object.create(null);
  const word = text => {
    if (known[text]) return known[text];
    const apart = text.normalize('NFD'), plain = apart.replace(/\p{M}/gu, '').replace(/[đð]/g, 'd');
    const letters = apart.replace(TONE, '').normalize('NFC'), tone = apart.match(TONE)?.[0];
    return known[text] = { plain, letters, tone, bare: !tone && letters === plain };
  };
  const words = text => text.toLowerCase().replace(/['’`ʼ]/g, '').match(/[\p{L}\p{N}\p{M}]+/gu)?.map(word) ?? [];
  const plains = list => list.map(one => one.plain);
  // Writes out abbreviations, whose marks are not compared.
  const long = list => list.flatMap(one => state.root.short[one.plain]?.split(' ').map(plain => ({ plain, short: true })) ?? one);

  // Reads files of the index. Some hosts answer with a page instead of 404.
  const state = { files: {}, cache: 'default' };
  const load = async path => {
    const answer = await fetch(new URL(path, home), { cache: state.cache }), text = await answer.text();
    if (answer.status === 404 || path && text[0] === '<') throw { missing: path };
    if (!answer.ok) throw path;
    return text;
  };
  const start = () => Promise.all([
    state.root ?? load('index.json').then(text => {
      const root = JSON.parse(text);
      state.root = { ...root, short: Object.assign(Object.create(null), root.short) };
    }),
    state.texts ?? load('').then(text => {
      const { content, dataset } = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-texts]');
      state.texts = { more: dataset.texts };
      for (const one of content.children) state.texts[one.id] = one.textContent;
    }),
  ]);
  // Waits for the next letter before the first request, and stops when another search began in the meantime.
  const need = async (turn, paths, read) => {
    if (paths.some(path => !state.files[path])) await turn.pause;
    if (turn !== state.turn) throw turn;
    return Promise.all(paths.map(async path => state.files[path] ??= read(await load(path))));
  };
  const table = text => text.split('\n').filter(Boolean).map(line => line.split('\t'));
  const awards = (cell, kinds) => cell.split(' ').filter(Boolean).map(one => {
    const [, revoked, year, kind] = /(-?)(.+):(.+)/.exec(one), [id, rank, text] = kinds[kind];
    return { revoked, year, id, rank, kind: text };
  });
  const readNames = text => {
    const [units, kinds, counts, rows] = text.split('\n\n').map(table);
    const unitOf = units.map(([id, unit, lineage = '']) => ({ unit, ids: [id, ...lineage.split(' ')], inUnit: new Set(plains(long(words(unit)))) }));
    return {
      counts,
      rows: rows.map(([title, unit, cell, address]) => {
        const list = words(title);
        return { type: 'nguoi', title, words: list, ...unitOf[unit], awards: awards(cell, kinds), address: address || `${state.root.people}${plains(list).join('-')}/` };
      }),
    };
  };
  const TYPES = { unit: 'don-vi', collective: 'tap-the', decision: 'quyet-dinh', kind: 'danh-hieu', movement: 'phong-trao', roll: 'bang-vang', page: 'trang' };
  const readThings = text => {
    const [kinds, counts, rows] = text.split('\n\n').map(table);
    return {
      counts,
      rows: rows.map(([type, title, detail, date, cell, address, other = '']) => ({
        type: TYPES[type], place: Object.keys(TYPES).indexOf(type), title, detail, date, address, awards: awards(cell, kinds),
        words: long(words(title)), others: [...long(words(`${detail} ${other}`)), word(date.slice(0, 4))],
      })),
    };
  };

  // What was typed. A year beside other words is a filter for people. `isHalf`: the last word may be half-typed.
  const understand = text => {
    const all = words(text).slice(0, 40), last = all.at(-1)?.plain;
    const names = all.filter(one => !/^(19(4[5-9]|[5-9]\d)|20\d\d|2100)$/.test(one.plain)), isSingle = (names[0] ? names : all).length === 1;
    return {
      all, names, isSingle, long: long(all), last: all.length - 1, years: plains(all.filter(one => !names.includes(one))),
      isMarked: all.some(one => !one.bare && !state.root.short[one.plain]),
      isHalf: !/\s$|^$/.test(text) && !/\d/.test(last) && !state.root.short[last] && (!isSingle || /^[^aeiouy\P{ASCII}]*[aeiouy]/u.test(last)),
    };
  };
  // 2 for each letter with another mark and for another tone; 1 for marks that were not typed, beside words with marks.
  const marks = (asked, found, { isMarked }) => {
    if (asked.short || found.short) return 0;
    const isHalf = asked.plain.length < found.plain.length;
    const others = [...asked.letters].filter((letter, at) => letter !== found.letters[at]).length;
    if (asked.bare) return +(isMarked && (isHalf ? others > 0 : !found.bare));
    return 2 * others + 2 * (asked.tone !== found.tone && !(isHalf && !asked.tone));
  };
  // The best score of a person: slips, words of the unit, marks, half-typed word, order of the words.
  const scorePerson = (row, query, { inUnit, isSlip } = {}) => {
    let best;
    const step = (at, places, [slips, units, sum, halves]) => {
      const asked = query.names[at], isHalf = query.isHalf && asked === query.all[query.last];
      if (!asked) {
        const isOrdered = places.every((place, index) => !index || places[index - 1] < place);
        const score = [slips, units, sum, halves, isOrdered ? +(places[0] !== row.words.length - places.length) : 2];
        if (places.length && slips === +!!isSlip && (!best || compare(score, best) < 0)) best = score;
        return;
      }
      const isInitial = !query.isSingle && /^\D$/u.test(asked.plain);
      row.words.forEach((found, place) => {
        if (places.includes(place)) return;
        const isStart = found.plain.startsWith(asked.plain), isWhole = found.plain === asked.plain;
        const next = part => step(at + 1, [...places, place], part);
        if (isWhole || isStart && (isHalf || isInitial)) next([slips, units, sum + marks(asked, found, query), halves + (!isWhole && isHalf)]);
        else if (!slips && !isInitial && isSlip?.(asked.plain, found.plain)) next([1, units, sum, halves]);
      });
      const parts = plains(long([asked]));
      if (inUnit && row.inUnit && !isInitial && (parts.every(part => row.inUnit.has(part)) || isHalf && [...row.inUnit].some(part => part.startsWith(asked.plain)))) {
        step(at + 1, places, [slips, units + 1, sum, halves + !parts.every(part => row.inUnit.has(part))]);
      }
    };
    step(0, [], [0, 0, 0, 0]);
    return best;
  };
  const scoreThing = (row, query) => {
    let outside = 0, sum = 0;
    for (const one of query.long) {
      const fits = found => found.plain === one.plain || query.isHalf && one === query.all[query.last] && found.plain.startsWith(one.plain);
      const whole = row.words.filter(found => found.plain === one.plain), found = whole[0] ? whole : row.words.filter(fits);
      if (found[0]) sum += Math.min(...found.map(other => marks(one, other, query)));
      else if (row.others.some(fits)) outside = 1;
      else return;
    }
    const number = row.type === 'quyet-dinh' && row.words.find(one => /^\d/.test(one.plain))?.plain;
    return [0, outside, sum, +(number !== query.all[0].plain), row.place, -row.date.replace(/-/g, '').padEnd(8, 0)];
  };

  // A word is in the file of its consonants and first vowel: a half-typed word has the file of the whole word.
  const hash = text => new TextEncoder().encode(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  const head = plain => /^[b-df-hj-np-tv-xz]*[aeiouy]/.exec(plain)?.[0] ?? 'x' + hash(plain).toString(16).padStart(8, 0);
  // The files of names that end with the words of `ending`, the last one first. An initial can be in each part of a file.
  const leaves = name => {
    const parts = 1 << (state.root.names[name] ?? 0);
    return parts > 1 ? [...Array(parts).keys()].flatMap(part => leaves(`${name}-${parts}-${part}`)) : [name];
  };
  const descend = (name, before) => {
    let bits, at = 0;
    for (; (bits = state.root.names[name]) && before[at]?.length > 1; at++) name += `-${1 << bits}-${hash(before[at]) & (1 << bits) - 1}`;
    return before[at] ? leaves(name) : [name];
  };
  const heads = () => Object.keys(state.root.names).filter(name => !name.includes('-'));
  const nodes = ([last, ...before]) => {
    if (state.root.names === 'all') return ['all'];
    const isOpen = !/[aeiouy]/.test(last) && before.length;
    return heads().filter(name => name === head(last) || isOpen && name.startsWith(last)).flatMap(name => descend(name, before));
  };
  // Adds the people of a file that was read who match.
  const match = (found, name, extras) => {
    const { counts, rows } = state.files[`names/${name}.txt`], isCut = state.root.names[name] > 0;
    if (isCut) for (const [end, number] of counts) if (scorePerson({ words: words(end) }, found.query)) found.more.nguoi += +number;
    for (const row of rows) {
      const score = scorePerson(row, found.query, extras);
      if (score) found.people.set([row.title, row.unit, row.address].join(), { row, score });
      if (score && isCut) found.more.nguoi--;
    }
  };
  // Reads files of names, at most `limit` new ones. `rest` has the files that were not read.
  const addPeople = async (found, names, limit) => {
    const unread = [...new Set(names)].filter(name => !found.read.has(name)), now = found.asked.all ? unread : unread.slice(0, limit);
    unread.forEach(name => found.rest.add(name));
    await need(found.turn, now.map(name => `names/${name}.txt`), readNames);
    now.forEach(name => {
      found.read.add(name);
      if (state.root.names[name] > 0) leaves(name).forEach(leaf => found.rest.add(leaf));
      found.rest.delete(name);
      match(found, name);
    });
  };
  const addThings = async ({ query, turn, things, more }) => {
    const { bits, frequent } = state.root.things, list = plains(query.long), often = frequent.split(' '), last = list.at(-1);
    // One word that is not frequent has all rows in its file; of frequent ones, neighbouring pairs have the best.
    const rare = list.findLast((one, at) => !often.includes(one) && !(query.isHalf && at === list.length - 1));
    const keys = rare ? [head(rare)] : [head(last), ...list.slice(1).map((one, at) => `${list[at]} ${[...one][0]}`).slice(-3)];
    const read = await need(turn, [...new Set(keys.map(key => `things/${hash(key) & (1 << bits) - 1}.txt`))], readThings);
    for (const { counts, rows } of read) {
      more.things = Math.max(more.things, counts.find(([key]) => key === list.join(' '))?.[1] ?? 0);
      for (const row of rows) {
        const score = scoreThing(row, query);
        if (score) things.set(row.type + row.address, { row, score });
      }
    }
  };

  // Applies the filters to what was found, and sorts it.
  const settle = found => {
    const { people, things, query, asked: { nam: year, 'danh-hieu': kind, 'don-vi': unit, loai } } = found;
    found.lines = [...people.values(), ...things.values()].flatMap(({ row, score }) => {
      const isPerson = row.type === 'nguoi';
      const list = row.awards.filter(one => (!year || one.year === year) && (!kind || one.id === kind) && (!isPerson || !query.years[0] || query.years.includes(one.year)));
      const isDated = ['quyet-dinh', 'phong-trao', 'bang-vang'].includes(row.type) && !kind && row.date.startsWith(year);
      if (unit && !row.ids?.includes(unit) || !list[0] && (isPerson || kind || year) && !isDated) return [];
      const valid = list.filter(one => !one.revoked), ranked = valid[0] ? valid : list;
      const rank = isPerson ? [-valid.length, Math.min(...ranked.map(one => one.rank)), -ranked[0].year] : [];
      return [{ ...row, valid, inTitle: !score[1], order: [+!isPerson, ...score, ...rank, row.title, row.unit ?? '', row.address] }];
    }).sort((a, b) => compare(a.order, b.order));
    const wanted = found.lines.filter(line => line.type === (loai ?? line.type));
    return { wanted, persons: found.lines.filter(line => line.type === 'nguoi'), isThing: wanted.some(line => line.type !== 'nguoi' && line.inTitle) };
  };
  // Finds what `asked` has: `q`, and filters as in the address of the search page. `more` counts what the files do not list.
  const find = async (asked, turn) => {
    await start();
    const query = understand(asked.q), first = query.names[0] && state.root.names ? nodes(plains(query.names).reverse()) : [];
    const found = { query, asked, turn, first, people: new Map(), things: new Map(), articles: [], read: new Set(), rest: new Set(), more: { nguoi: 0, things: 0 } };
    if (plains(query.all).join('').length < 2) return found;
    found.isOpen = asked.all || query.years[0] || asked.nam || asked['don-vi'] || asked['danh-hieu'];
    await Promise.all([addPeople(found, found.isOpen ? first.flatMap(leaves) : first, MORE_FILES), state.root.things && addThings(found)]);
    // Two words may be the ends of a longer name.
    const { persons, isThing } = settle(found), isShort = query.names[1] && first[0] !== 'all' && persons.length < (query.names[2] ? 1 : LINES);
    found.isPart = found.rest.size && (found.isOpen || !persons[0]);
    if (isShort || asked.articles || !persons[0] && !isThing) await (await import(state.texts.more)).extend(core, found);
    settle(found);
    found.lines.push(...found.articles);
    found.more.things = Math.max(0, found.more.things - found.things.size);
    found.total = found.lines.length + Object.values(found.more).reduce((sum, number) => sum + number);
    return found;
  };
  // A file that is missing means that the site was published again: the index is read again past the cache, once.
  const search = (asked, turn) => find(asked, turn).catch(reason => {
    if (!reason.missing) throw reason;
    Object.assign(state, { root: undefined, files: {}, cache: 'no-cache' });
    return find(asked, turn);
  });

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };
  const say = (id, values) => state.texts?.[id]?.replace(/%(\w+)%/g, (_, name) => values[name]) ?? '';
  const button = (id, act) => {
    const element = make('button', { type: 'button', class: 'button' }, say(id));
    element.onclick = act;
    return element;
  };
  const describe = ({ type, unit, detail, valid }) => {
    const values = valid?.[0] && { year: valid[0].year, kind: valid[0].kind, n: format(valid.length) };
    return [unit, detail, values && say(valid[1] ? 'found-awards' : 'found-award', values)].filter(Boolean).join(' · ');
  };
  const addressOf = line => state.root.base + line.address;
  // Searches while the reader types; `status` tells screen readers the number of results.
  const listen = (form, status, asked, show, fail) => {
    const input = form.querySelector('[type=search]');
    let timer;
    const report = (id, n) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = say(id, { n: format(n) }); }, STATUS_DELAY);
    };
    const run = async delay => {
      const turn = state.turn = { pause: new Promise(done => setTimeout(done, delay)) };
      report('found-busy', 0);
      try {
        const found = await search(asked(), turn);
        if (turn !== state.turn) return;
        report(!found.lines ? '' : !found.total ? 'found-none' : found.total > 1 ? 'found-many' : 'found-one', found.total);
        show(found);
      } catch {
        if (turn !== state.turn) return;
        report('found-failed', 0);
        fail(say('found-failed'), button('found-retry', () => { input.focus(); run(0); }));
      }
    };
    input.addEventListener('input', () => run(/(^|[^a-z])[b-df-hj-np-tv-xz]+$/.test(plains(words(input.value)).join(' ')) ? CONSONANT_DELAY : LETTER_DELAY));
    form.find = (q, filters) => search({ q, ...filters }, state.turn = {});
    return { input, run };
  };

  // A box with a list of the best results below it, operated as a combobox.
  const box = (form, number) => {
    const list = make('div', { role: 'listbox', id: `found-${number}`, 'aria-label': form.getAttribute('aria-label') }), status = make('p', { role: 'status', class: 'unseen' });
    const note = make('div', { class: 'found-note' }), panel = make('div', { class: 'found-box', hidden: '' }, note, list);
    const limits = form.querySelectorAll('[type=checkbox]');
    const asked = () => Object.fromEntries(new FormData(form));
    const fail = (...notes) => {
      list.replaceChildren();
      note.replaceChildren(...notes);
      open(state.texts);
    };
    const show = ({ lines, query, total, more, isPart, isSimilar }) => {
      const options = (lines ?? []).slice(0, LINES).map(line => [addressOf(line), make('b', {}, line.title), make('span', {}, [line.type !== 'nguoi' && say(line.type), describe(line)].filter(Boolean).join(' · '))]);
      if (total || isPart) options.push([`${form.action}?${new URLSearchParams(asked())}`, isPart || more.things ? say('found-further') : say('found-all', { n: format(total) })]);
      list.replaceChildren(...options.map(([href, ...parts], at) => make('a', { role: 'option', tabindex: -1, id: `${list.id}-${at}`, href }, ...parts)));
      const isLimited = [...limits].some(one => one.checked);
      note.replaceChildren(say(!total ? isPart ? 'found-part' : 'found-none' : isSimilar && 'found-similar'));
      if (!total && isLimited) note.append(button('found-widen', () => { limits.forEach(one => { one.checked = false; }); input.focus(); run(0); }));
      open(lines);
    };
    const { input, run } = listen(form, status, asked, show, fail);
    const select = option => {
      list.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
      option?.setAttribute('aria-selected', true);
      option?.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option?.id ?? '');
    };
    const open = isOpen => {
      panel.hidden = !isOpen;
      input.setAttribute('aria-expanded', !panel.hidden && list.children.length > 0);
      select();
    };
    input.after(panel);
    form.append(status);
    Object.entries({ role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': list.id }).forEach(pair => input.setAttribute(...pair));
    input.addEventListener('keydown', event => {
      const options = [...list.children], now = options.findIndex(one => one.ariaSelected), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (step && options[0]) {
        if (panel.hidden) open(true);
        select([...options, null].at((now < 0 && step < 0 ? -1 : now + step) % (options.length + 1)));
      } else if (event.key === 'Enter' && now >= 0) options[now].click();
      else if (event.key === 'Escape' && !panel.hidden) open(false);
      else if (event.key === 'Escape' && input.value) {
        input.value = '';
        run(0);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) open(false); });
    limits.forEach(one => one.addEventListener('change', () => run(0)));
    if (input.value) run(0);
  };
  const core = { state, make, say, button, describe, addressOf, listen, compare, words, plains, need, table, hash, head, heads, leaves, descend, nodes, addPeople, match, settle, format };
  forms.forEach((form, number) => {
    if (form.dataset.find) start().then(() => import(state.texts.more)).then(more => more.page(core, form));
    else box(form, number);
  });
})();
