// Searches the index beside the search page and shows the best results below a box. themes/README.md describes the files.
(() => {
  'use strict';
  const forms = [...document.querySelectorAll('form[data-find]')], home = new URL('.', forms[0].action);
  const LETTER_DELAY = 120, CONSONANT_DELAY = 600, STATUS_DELAY = 400, MORE_FILES = 8, LINES = 8, MAX_STEPS = 5000;
  const { format } = new Intl.NumberFormat(document.documentElement.lang), collate = new Intl.Collator('vi').compare;
  const compare = (a, b) => {
    const at = a.findIndex((one, place) => one !== b[place]);
    return at < 0 ? 0 : a[at].at ? collate(a[at], b[at]) : a[at] - b[at];
  };

  // A word without marks, its letters with their own marks, and its tone.
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g, known = Object.create(null);
  const word = text => {
    if (known[text]) return known[text];
    const apart = text.normalize('NFD'), plain = apart.replace(/\p{M}/gu, '').replace(/[đðɖ]/g, 'd');
    const letters = apart.replace(TONE, '').normalize('NFC'), tone = apart.match(TONE)?.[0];
    return known[text] = { plain, letters, tone, bare: !tone && letters === plain };
  };
  const words = text => text.toLowerCase().replace(/['’`ʼ]/g, '').match(/[\p{L}\p{N}\p{M}]+/gu)?.map(word) ?? [];
  const plains = list => list.map(one => one.plain);
  const long = list => list.flatMap(one => state.root.short[one.plain]?.split(' ').map(plain => ({ plain, short: true })) ?? one);

  const state = { files: {}, cache: 'default' };
  const load = async path => {
    const answer = await fetch(new URL(path, home), { cache: state.cache }), text = await answer.text();
    if (answer.status === 404 || path && text[0] === '<') throw { missing: path };
    if (!answer.ok) throw path;
    return text;
  };
  const readTexts = page => {
    const found = page.querySelector('[data-texts]');
    if (found) state.texts = Object.fromEntries([['script', found.dataset.texts], ...[...found.content.children].map(one => [one.id, one.textContent])]);
  };
  const start = async () => {
    const [index, page] = await Promise.all([!state.root && load('index.json'), !state.texts && load('')]);
    if (page) readTexts(new DOMParser().parseFromString(page, 'text/html'));
    if (index) {
      const root = JSON.parse(index);
      if (root.version !== 1) throw root;
      state.root = { ...root, short: Object.assign(Object.create(null), root.short) };
    }
  };
  // Waits for the next letter before a request; ends when another search began.
  const need = async (turn, paths, read) => {
    if (paths.some(path => !state.files[path])) await turn.pause;
    if (turn !== state.turn) throw turn;
    return Promise.all(paths.map(async path => state.files[path] ??= read(await load(path))));
  };
  const table = text => text.split('\n').filter(Boolean).map(line => line.split('\t'));
  const awards = (cell, kinds) => cell.split(' ').filter(Boolean).map(one => {
    const [, revoked, year, at] = /(-?)(.+):(.+)/.exec(one), [id, rank, kind] = kinds[at];
    return { revoked, year, id, rank, kind };
  });
  const readNames = text => {
    const [units, kinds, counts, rows] = text.split('\n\n').map(table);
    const unitOf = units.map(([id, unit, lineage = '']) => ({ unit, ids: [id, ...lineage.split(' ')] }));
    return {
      counts,
      rows: rows.map(([title, unit, cell, address]) => {
        const list = words(title);
        const usual = () => `${state.root.people}${plains(list).join('-')}${address && `-${unitOf[unit].ids[0]}`}/`;
        return { type: 'person', title, words: list, ...unitOf[unit], awards: awards(cell, kinds), address: address[1] ? address : usual() };
      }),
    };
  };
  const CLASSES = ['unit', 'collective', 'decision', 'kind', 'movement', 'roll', 'page'];
  const readThings = text => {
    const [kinds, counts, rows] = text.split('\n\n').map(table);
    return {
      counts,
      rows: rows.map(([type, title, detail, date, cell, address, other = '']) => ({
        type, title, detail, date, address, awards: awards(cell, kinds), words: long(words(title)), others: [...long(words(`${detail} ${other}`)), word(date.slice(0, 4))],
      })),
    };
  };

  // A year beside other words is a filter for people. `isHalf`: the last word may be half-typed.
  const understand = text => {
    const all = words(text).slice(0, 40), last = all.at(-1)?.plain;
    const names = all.filter(one => !/^(194[5-9]|19[5-9]\d|20\d\d|2100)$/.test(one.plain)), isSingle = (names[0] ? names : all).length === 1;
    return {
      all, names, isSingle, long: long(all), last: all.length - 1, years: plains(all.filter(one => !names.includes(one))),
      isMarked: all.some(one => !one.bare && !state.root.short[one.plain]),
      isHalf: !/\s$|^$/.test(text) && !/\d/.test(last) && !state.root.short[last] && (!isSingle || /^[^aeiouy\P{ASCII}]*[aeiouy]/u.test(last)),
    };
  };
  const isInitial = (one, query) => !query.isSingle && /^\D$/u.test(one.plain);
  // 2 for each letter or tone that differs; 1 for a word without marks beside words with marks.
  const marks = (asked, found, { isMarked }) => {
    if (asked.short || found.short) return 0;
    const isHalf = asked.plain.length < found.plain.length;
    const others = [...asked.letters].filter((letter, at) => letter !== found.letters[at]).length;
    if (asked.bare) return +(isMarked && (isHalf ? others > 0 : !found.bare));
    return 2 * others + 2 * (asked.tone !== found.tone && !(isHalf && !asked.tone));
  };
  // The best score: differences of marks, half-typed, order of the words.
  const scorePerson = (row, names, query) => {
    let best, steps = 0;
    const step = (at, places, sum, isStart) => {
      const asked = names[at];
      if (steps++ > MAX_STEPS) return;
      if (!asked) {
        const isOrdered = places.every((place, index) => !index || places[index - 1] < place);
        const score = [sum, +isStart, isOrdered ? places.length === row.words.length ? 0 : places[0] === row.words.length - places.length ? 1 : 2 : 3];
        if (!best || compare(score, best) < 0) best = score;
        return;
      }
      const isHalf = query.isHalf && asked === query.all[query.last];
      row.words.forEach((found, place) => {
        const isWhole = found.plain === asked.plain, fits = isWhole || (isHalf || isInitial(asked, query)) && found.plain.startsWith(asked.plain);
        if (fits && !places.includes(place)) step(at + 1, [...places, place], sum + marks(asked, found, query), isHalf && !isWhole);
      });
    };
    if (names[0]) step(0, [], 0, false);
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
    const number = row.type === 'decision' && row.words.find(one => /^\d/.test(one.plain))?.plain;
    return [outside, sum, +(number !== query.all[0].plain), CLASSES.indexOf(row.type), -row.date.replace(/-/g, '').padEnd(8, 0)];
  };

  // Consonants and the first vowel: the same for a half-typed word.
  const hash = text => new TextEncoder().encode(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  const head = plain => /^[b-df-hj-np-tv-xz]*[aeiouy]/.exec(plain)?.[0] ?? 'x' + hash(plain).toString(16).padStart(8, 0);
  // The files of names that end with these words, last word first.
  const leaves = name => {
    const parts = 1 << (state.root.names[name] & 7);
    return parts > 1 ? [...Array(parts).keys()].flatMap(part => leaves(`${name}-${parts}-${part}`)) : [name];
  };
  // A node whose number is above 7 is divided by the last word.
  const descend = (name, before, last) => {
    let number, next, at = 0;
    while ((number = state.root.names[name]) && (next = number > 7 ? last : before[at]?.length > 1 && before[at++])) {
      const parts = 1 << (number & 7);
      name += `-${parts}-${hash(next) & parts - 1}`;
    }
    return before[at] ? leaves(name) : [name];
  };
  const heads = () => Object.keys(state.root.names).filter(name => !name.includes('-'));
  const nodes = ([last, ...before], isHalf) => {
    if (state.root.names === 'all') return ['all'];
    const isOpen = !/[aeiouy]/.test(last) && before.length;
    return heads().filter(name => name === head(last) || isOpen && name.startsWith(last)).flatMap(name => descend(name, before, !isHalf && name === head(last) && last));
  };
  const match = (found, name, scoreOf = row => scorePerson(row, found.query.names, found.query)) => {
    const { counts, rows } = state.files[`names/${name}.txt`], isCut = state.root.names[name] > 0;
    if (isCut) for (const [end, number] of counts) if (scoreOf({ words: words(end) })) found.more.person += +number;
    for (const row of rows) {
      const score = scoreOf(row);
      if (score) found.people.set([row.title, row.unit, row.address].join(), { row, score });
      if (score && isCut) found.more.person--;
    }
  };
  // Reads files of names, at most `limit` new ones. `rest` has the files that were not read.
  const addPeople = async (found, names, limit) => {
    const unread = [...new Set(names)].filter(name => !found.read.has(name)), now = found.asked.all ? unread : unread.slice(0, limit);
    unread.forEach(name => found.rest.add(name));
    await need(found.turn, now.map(name => `names/${name}.txt`), readNames);
    now.forEach(name => {
      found.read.add(name);
      if (state.root.names[name] > 0) leaves(name).forEach(leaf => found.read.has(leaf) || found.rest.add(leaf));
      found.rest.delete(name);
      match(found, name);
    });
  };
  const addThings = async ({ query, turn, things, more }) => {
    const { bits, frequent } = state.root.things, list = plains(query.long), often = frequent.split(' '), last = list.at(-1);
    // Only a word that is not frequent has all its rows.
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

  const settle = found => {
    const { people, things, query, asked: { nam: year, 'danh-hieu': kind, 'don-vi': unit, type } } = found;
    found.lines = [...people.values(), ...things.values()].flatMap(({ row, score }) => {
      const isPerson = row.type === 'person';
      const list = row.awards.filter(one => (!year || one.year === year) && (!kind || one.id === kind) && (!isPerson || !query.years[0] || query.years.includes(one.year)));
      const isDated = ['decision', 'movement', 'roll'].includes(row.type) && !kind && row.date.startsWith(year);
      if (unit && !row.ids?.includes(unit) || !list[0] && (isPerson || kind || year) && !isDated) return [];
      const valid = list.filter(one => !one.revoked), ranked = valid[0] ? valid : list;
      const rank = isPerson ? [-valid.length, Math.min(...ranked.map(one => one.rank)), -ranked[0].year] : [];
      return [{ ...row, valid, inTitle: !score[0], order: [+!isPerson, ...score, ...rank, row.title, row.unit ?? '', row.address] }];
    }).sort((a, b) => compare(a.order, b.order));
    const wanted = found.lines.filter(line => line.type === (type || line.type));
    return { wanted, persons: found.lines.filter(line => line.type === 'person'), isThing: wanted.some(line => line.type !== 'person' && line.inTitle) };
  };
  // `asked` has `q` and the filters. `more` counts what the files do not list.
  const find = async (asked, turn) => {
    await start();
    const query = understand(asked.q), ending = plains(query.names).reverse(), first = ending[0] && state.root.names ? nodes(ending) : [];
    const found = { query, asked, turn, first, people: new Map(), things: new Map(), articles: [], read: new Set(), rest: new Set(), more: { person: 0, things: 0 } };
    if (plains(query.all).join('').length < 2) return found;
    // For other orders of the words.
    found.others = ending[1] && first[0] && first[0] !== 'all' ? nodes([ending[0]]).flatMap(leaves) : [];
    found.isOpen = asked.all || query.years[0] || asked.nam || asked['don-vi'] || asked['danh-hieu'];
    await Promise.all([addPeople(found, [...found.isOpen ? first.flatMap(leaves) : first, ...asked.all ? found.others : []], MORE_FILES), state.root.things && addThings(found)]);
    // If the last word is half-typed, other parts of the node have it.
    const halves = query.isHalf && ending[1] && !asked.all && first[0] && first[0] !== 'all' ? nodes(ending, true) : [];
    if (!found.people.size) await addPeople(found, halves, MORE_FILES);
    const unread = halves.filter(name => !found.read.has(name));
    unread.forEach(name => found.rest.add(name));
    found.others.forEach(name => found.read.has(name) || found.rest.add(name));
    const { persons, isThing } = settle(found), isShort = found.others[0] && persons.length < (ending[2] ? 1 : LINES);
    found.isPart = found.rest.size && (unread[0] || found.isOpen || ending.length === 2 || !persons[0]);
    if (isShort || asked.articles || !persons[0] && !isThing) await (await import(state.texts.script).catch(() => { throw { missing: true }; })).extend(core, found);
    settle(found);
    found.lines.push(...found.articles);
    found.more.things = Math.max(0, found.more.things - found.things.size);
    const { type } = asked, { person, things } = found.more;
    found.total = found.lines.filter(line => line.type === (type || line.type)).length + (found.more[type] ?? (type ? 0 : person + things));
    return found;
  };
  // If the site was published again, reads the index again past the cache.
  const search = (asked, turn) => find(asked, turn).catch(reason => {
    if (!reason.missing) throw reason;
    Object.assign(state, { root: 0, files: {}, cache: 'no-cache' });
    return find(asked, turn);
  });

  const set = (element, attributes) => Object.entries(attributes).forEach(pair => element.setAttribute(...pair));
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    set(element, attributes);
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
    return [unit, detail, values && say(valid[1] ? 'awards' : 'award', values)].filter(Boolean).join(' · ');
  };
  const addressOf = line => state.root.base + line.address;
  const listen = (form, status, asked, show, fail) => {
    const input = form.querySelector('[type=search]');
    let timer;
    const report = (id, n) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = say(id, { n: format(n) }); }, STATUS_DELAY);
    };
    const run = async delay => {
      const turn = state.turn = { pause: new Promise(done => setTimeout(done, delay)) };
      report('busy', 0);
      try {
        const found = await search(asked(), turn);
        if (turn !== state.turn) return;
        report(!found.lines ? '' : !found.total ? 'none' : found.isSimilar ? 'similar' : found.total > 1 ? 'many' : 'one', found.total);
        show(found);
      } catch {
        if (turn !== state.turn) return;
        report('failed', 0);
        fail(say('failed'), button('retry', () => { input.focus(); run(0); }));
      }
    };
    input.oninput = () => run(/[aeiouy\d]/.test(words(input.value).at(-1)?.plain) ? LETTER_DELAY : CONSONANT_DELAY);
    form.find = (q, filters) => search({ q, ...filters }, state.turn = {});
    return { input, run };
  };

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
      const options = (lines ?? []).slice(0, LINES).map(line => [addressOf(line), make('b', {}, line.title), make('span', {}, [line.type !== 'person' && say(line.type), describe(line)].filter(Boolean).join(' · '))]);
      if (total || isPart) options.push([`${form.action}?${new URLSearchParams(asked())}`, isPart || more.things ? say('further') : say('all', { n: format(total) })]);
      list.replaceChildren(...options.map(([href, ...parts], at) => make('a', { role: 'option', tabindex: -1, id: `${list.id}-${at}`, class: parts[1] ? '' : 'found-all', href }, ...parts)));
      const isLimited = [...limits].some(one => one.checked);
      note.replaceChildren(say(!total ? isPart ? 'part' : 'none' : isSimilar && 'similar'));
      if (!total && isLimited) note.append(button('widen', () => { limits.forEach(one => { one.checked = false; }); input.focus(); run(0); }));
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
    set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': list.id });
    input.onkeydown = event => {
      const options = [...list.children], now = options.findIndex(one => one.matches('[aria-selected]')), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (step && options[0]) {
        if (panel.hidden) open(true);
        select([...options, null].at((now < 0 && step < 0 ? -2 : now + step) % (options.length + 1)));
      } else if (event.key === 'Enter' && now >= 0) options[now].click();
      else if (event.key === 'Escape' && !panel.hidden) open(false);
      else if (event.key === 'Escape' && input.value) {
        input.value = '';
        run(0);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) open(false); });
    limits.forEach(one => { one.onchange = () => run(0); });
    if (input.value) run(0);
  };
  const core = { state, make, say, button, describe, addressOf, listen, compare, words, plains, long, isInitial, scorePerson, need, table, hash, head, heads, leaves, descend, nodes, addPeople, match, settle, format };
  const page = form => import(state.texts.script).then(more => more.page(core, form));
  readTexts(document);
  forms.forEach((form, number) => {
    if (!form.dataset.find) box(form, number);
    else if (state.texts) page(form);
    else start().then(() => page(form)).catch(() => {});
  });
})();
