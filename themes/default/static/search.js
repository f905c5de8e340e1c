// Searches the index (see src/guide/themes.md).
(() => {
  const forms = document.querySelectorAll('form[data-find]'), home = forms[0].action;
  const LETTER_DELAY = 120, CONSONANT_DELAY = 600, BUSY_DELAY = 300, LINES = 8;
  const { format } = new Intl.NumberFormat(document.documentElement.lang), collate = new Intl.Collator('vi').compare;
  const compare = (a, b) => a.reduce((order, one, at) => order || (one.at ? collate(one, b[at]) : one - b[at]), 0);

  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g, HEAD = /^[b-df-hj-np-tv-xz]*[aeiouy]/, known = Object.create(null);
  const word = text => {
    if (known[text]) return known[text];
    const apart = text.normalize('NFD'), plain = apart.replace(/\p{M}/gu, '').replace(/[đðɖ]/g, 'd');
    const letters = apart.replace(TONE, '').normalize('NFC'), tone = apart.match(TONE)?.[0];
    return known[text] = { plain, letters, tone, bare: !tone && letters === plain };
  };
  const words = text => text.toLowerCase().replace(/['’`ʼ]/g, '').match(/[\p{L}\p{N}\p{M}]+/gu)?.map(word) ?? [];
  const plains = list => list.map(one => one.plain);
  const long = list => list.flatMap(one => state.root.short[one.plain]?.split(' ').map(plain => ({ plain, short: true })) ?? one);

  const textsOf = page => page.querySelector('[data-texts]');
  const state = { files: {}, texts: textsOf(document) };
  const load = async path => {
    const answer = await fetch(new URL(path, home), { cache: state.cache }), text = await answer.text();
    if (answer.status === 404 || path && text[0] === '<') throw { missing: path };
    if (!answer.ok) throw path;
    return text;
  };
  const start = async () => {
    const [index, page] = await Promise.all([!state.root && load('index.json'), !state.texts && load('')]);
    if (page) state.texts = textsOf(new DOMParser().parseFromString(page, 'text/html'));
    if (!index) return;
    const root = JSON.parse(index);
    if (root.version !== 3) throw root;
    Object.setPrototypeOf(root.short, null);
    state.root = root;
  };
  const rest = async () => import(state.texts.dataset.texts).catch(() => { throw { missing: true }; });
  const need = async (turn, paths, read) => {
    if (paths.some(path => !state.files[path])) await turn.pause;
    if (turn !== state.turn) throw turn;
    return Promise.all(paths.map(async path => state.files[path] ??= read(await load(path))));
  };
  const table = text => text.split('\n').filter(Boolean).map(line => line.split('\t'));
  const awards = row => row.awards ??= row.cell.split(' ').filter(Boolean).map(one => {
    const revoked = one[0] === '-', [year, at] = one.slice(revoked).split(':'), [id, rank, kind] = row.kinds[at];
    return { revoked, year, id, rank, kind };
  });
  const readNames = text => {
    const [units, kinds, counts, rows] = text.split('\n\n').map(table);
    const unitOf = units.map(([id, unit, other = '']) => ({ unit, ids: [id.replace(/~(.+)/, (one, at) => plains(words(unit)).slice(-at).join('-')), ...other.split(' ')] }));
    return {
      counts,
      rows: rows.map(([title, unit, cell, address]) => {
        const list = words(title);
        const [shown, ...others] = unit.split(' ').map(number => unitOf[number]), all = [shown, ...others].filter(Boolean);
        const usual = () => `${state.root.people}${plains(list).join('-')}${address && `-${shown.ids[0]}`}/`;
        return { type: 'person', title, words: list, ...shown, units: all.map(one => one.unit).join(' '), ids: all.flatMap(one => one.ids), cell, kinds, address: address[1] ? address : usual() };
      }),
    };
  };
  const CLASSES = ['unit', 'collective', 'decision', 'kind', 'movement', 'roll', 'page'];
  const readThings = text => {
    const [kinds, details, counts, rows] = text.split('\n\n').map(table);
    return {
      counts,
      rows: rows.map(([letter, title, number, date, cell, address, other = '']) => {
        const [detail] = details[number] ?? [''], list = words(title);
        return {
          type: CLASSES.find(one => one[0] === letter), title, detail, date, cell, kinds, address: address.replace('~', plains(list).join('-')), words: long(list), others: long(words(`${detail} ${other} ${date.slice(0, 4)}`)),
        };
      }),
    };
  };

  const understand = (text, quote) => {
    const all = words(text).slice(0, 40).map(one => ({ ...one })), day = quote && quote(all, core), last = all.at(-1), { short } = state.root;
    const names = all.filter(one => !/^(194[5-9]|19[5-9]\d|20\d\d|2100)$/.test(one.plain)), isSingle = (names[0] ? names : all).length === 1;
    const isMarked = all.some(one => !one.bare && !short[one.plain]);
    for (const one of all) {
      one.isMarked = isMarked;
      one.isInitial = !isSingle && /^\D$/u.test(one.plain);
      one.isHalf = one === last && !/\s$/.test(text) && !/\d/.test(one.plain) && !short[one.plain] && (!isSingle || HEAD.test(one.plain));
    }
    return { all, day, names, long: long(all), years: plains(all.filter(one => !names.includes(one))) };
  };
  const marks = (asked, found) => {
    if (asked.short || found.short) return 0;
    const isHalf = asked.plain.length < found.plain.length;
    const others = [...asked.letters].filter((letter, at) => letter !== found.letters[at]).length;
    if (asked.bare) return asked.isMarked && (isHalf ? others > 0 : !found.bare) ? 1 : 0;
    return 2 * others + 2 * (asked.tone !== found.tone && !(isHalf && !asked.tone));
  };
  const fits = ({ plain }, isStart) => found => found.plain === plain || isStart && found.plain.startsWith(plain);
  const scorePerson = (row, names) => {
    let best, steps = 0;
    const step = (at, places, sum, isStart) => {
      const asked = names[at];
      if (steps++ > 5000) return;
      if (!asked) {
        const isOrdered = places.every((place, index) => !index || places[index - 1] < place);
        const score = [sum, +isStart, isOrdered ? places.length === row.words.length ? 0 : places[0] === row.words.length - places.length ? 1 : 2 : 3];
        if (!best || compare(score, best) < 0) best = score;
        return;
      }
      row.words.forEach((found, place) => {
        if (fits(asked, asked.isHalf || asked.isInitial)(found) && !places.includes(place)) step(at + 1, [...places, place], sum + marks(asked, found), asked.isHalf && found.plain !== asked.plain);
      });
    };
    if (names[0]) step(0, [], 0, false);
    return best;
  };
  const scoreThing = (row, query) => {
    let outside = 0, sum = 0;
    for (const one of query.long) {
      const whole = row.words.filter(fits(one)), found = whole[0] ? whole : row.words.filter(fits(one, one.isHalf));
      if (found[0]) sum += Math.min(...found.map(other => marks(one, other)));
      else if (query.years.includes(one.plain) && row.date.startsWith(one.plain)) continue;
      else if (row.others.some(fits(one, one.isHalf))) outside = 1;
      else return;
    }
    if (query.day && (outside |= query.day(row)) > 1) return;
    const begins = (one, found) => found && fits(one, one.isHalf)(found), isOther = found => !query.long.some(one => begins(one, found));
    const number = row.type === 'decision' && row.words.find(one => /^\d/.test(one.plain))?.plain;
    return [outside, sum, +(number !== query.all[0].plain), +!begins(query.long[0], row.words[0]), row.words.filter(isOther).length, CLASSES.indexOf(row.type), -row.date.replace(/-/g, '').padEnd(8, 0)];
  };

  const hash = text => new TextEncoder().encode(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  const head = plain => HEAD.exec(plain)?.[0] ?? 'x' + hash(plain).toString(16).padStart(8, 0);
  const fileOf = (folder, key) => {
    const { bits } = state.root[folder];
    return `${folder}/${bits}-${hash(key) & (1 << bits) - 1}.txt`;
  };
  const match = (found, path, scoreOf = row => scorePerson(row, found.query.names)) => {
    for (const row of state.files[path].rows) {
      const score = scoreOf(row);
      if (score) found.people.set([row.title, row.unit, row.address].join(), { row, score });
    }
  };
  const readPeople = async (found, paths) => {
    await need(found.turn, paths, readNames);
    paths.forEach(path => match(found, path));
  };
  const readThingFiles = async ({ query, turn, things }, paths) => {
    for (const { rows } of await need(turn, [...new Set(paths)], readThings)) {
      for (const row of rows) {
        const score = scoreThing(row, query);
        if (score) things.set(row.type + row.address, { row, score });
      }
    }
  };
  const addThings = async (found, people) => state.root.things.bits ? (await rest()).addThings(core, found, people) : readThingFiles(found, [fileOf('things', '')]);

  const settle = found => {
    const { people, things, asked: { type, limit = LINES } } = found, best = {}, counts = {};
    for (const { row, score } of [...people.values(), ...things.values()]) {
      const isPerson = row.type === 'person', list = found.extra ? found.extra.filter(awards(row), row, found) : awards(row);
      if (!list || isPerson && !list[0]) continue;
      const valid = list.filter(one => !one.revoked), ranked = valid[0] ? valid : list;
      const rank = isPerson ? [-valid.length, Math.min(...ranked.map(one => one.rank)), -ranked[0].year] : [];
      const order = [+!isPerson, ...score, ...rank, row.title, row.unit ?? '', row.address], top = best[row.type] ??= [];
      let at = top.length;
      while (at && compare(order, top[at - 1].order) < 0) at--;
      if (at < limit) top.splice(at, 0, { row, valid, ranked, order });
      top.splice(limit);
      counts[row.type] = (counts[row.type] ?? 0) + 1;
    }
    const lines = Object.values(best).flat().sort((a, b) => compare(a.order, b.order)).map(({ row, ...line }) => ({ ...row, ...line }));
    const wanted = lines.filter(line => line.type === (type || line.type));
    Object.assign(found, { lines, counts, persons: counts.person ?? 0, isFound: wanted[0], isThing: wanted.some(line => line.order[0] && !line.order[1]) });
  };
  // `more`: not listed; `rest`: unread; `isPart`, `isCut`: there may be more people, things or articles.
  const find = async (asked, turn) => {
    await start();
    const { names, things } = state.root, query = understand(asked.q, /\d\D/.test(asked.q) && (await rest()).quote), ending = plains(query.names).reverse();
    const found = { query, asked, turn, ending, people: new Map(), things: new Map(), read: new Set(), rest: new Set(), others: [], more: { person: 0, things: 0, article: 0 } };
    if (plains(query.all).join('').length < 2) return found;
    const isSharded = found.isSharded = ending[0] && names && names !== 'all', isOpen = found.isOpen = asked.all || query.years[0] || asked.nam || asked['don-vi'] || asked['danh-hieu'];
    const addPeople = async () => {
      if (isSharded) return (await rest()).addFirst(core, found);
      found.read.add('all');
      return readPeople(found, ['names/all.txt']);
    };
    const people = ending[0] && names && addPeople();
    [found.extra] = await Promise.all([(isOpen || isSharded || things?.bits) && rest(), people, things && addThings(found, people)]);
    settle(found);
    const isShort = found.others[0] && found.persons < (ending[2] ? 1 : LINES);
    if (isShort || asked.articles || !found.persons && !found.isThing) {
      if (found.persons && turn === state.turn) turn.show?.({ ...found, isPart: true });
      await (await rest()).extend(core, found);
    }
    if (found.extra) found.extra.addNumbers(core, found);
    const { counts, more } = found, total = { ...counts, person: found.persons + more.person, article: (counts.article ?? 0) + more.article };
    found.total = asked.type ? total[asked.type] ?? 0 : Object.values(total).reduce((sum, one) => sum + one, more.things);
    return found;
  };
  // A new publication has other files.
  const search = (asked, turn) => find(asked, turn).catch(reason => {
    if (!reason.missing) throw reason;
    Object.assign(state, { root: 0, files: {}, cache: 'no-cache' });
    return find(asked, turn);
  });

  const set = (element, attributes, ...children) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };
  const make = (tag, ...rest) => set(document.createElement(tag), ...rest);
  const script = document.currentScript;
  // What is said before the other texts are loaded.
  const EARLY = { busy: themeString("found-busy"), failed: themeString("found-failed"), retry: themeString("found-retry") };
  const say = (id, values) => state.texts?.content.getElementById(id)?.textContent.replace(/%(\w+)%/g, (_, name) => values[name]) ?? EARLY[id] ?? '';
  const button = (id, act) => {
    const element = make('button', { type: 'button', class: 'button' }, say(id));
    element.onclick = act;
    return element;
  };
  const describe = ({ unit, detail, valid, ranked = [] }, type) => {
    const text = ranked[0] && say(valid[1] ? 'awards' : valid[0] ? 'award' : 'revoked', { ...ranked[0], n: format(valid.length) });
    return [type, unit, detail, text].filter(Boolean).join(' · ');
  };
  const noteOf = ({ total, isPart, isGiven, isCut }) => isPart ? isGiven ? 'given' : 'part' : isCut ? total ? isCut.at ? isCut : 'cut' : 'unsure' : total ? '' : 'none';
  const listen = (form, status, asked, show, fail, wait) => {
    const input = form.querySelector('[type=search]');
    let timer;
    const report = (...texts) => {
      clearTimeout(timer);
      status.textContent = texts.join(' ').trim();
    };
    const again = () => {
      input.focus();
      run(0);
    };
    const run = async delay => {
      const turn = state.turn = { pause: new Promise(done => setTimeout(done, delay)), show: form.dataset.find ? null : show };
      clearTimeout(timer);
      timer = setTimeout(() => {
        report(say('busy'));
        wait?.();
      }, BUSY_DELAY);
      try {
        const found = await search(asked(), turn);
        if (turn !== state.turn) return;
        const { query, lines, total, isSimilar } = found, number = isSimilar ? 'similar' : total > 1 ? 'many' : total && 'one';
        report(...lines ? [say(number, { n: format(total) }), say(noteOf(found))] : [query.all[0] && say('short')]);
        show(found);
      } catch (reason) {
        if (turn !== state.turn) return;
        const isOther = reason?.version, failed = isOther ? 'outdated' : 'failed';
        report(say(failed));
        fail(say(failed), isOther ? button('reload', () => (form.dataset.find ? location.reload() : form.submit())) : button('retry', again));
      }
    };
    input.oninput = () => run(/[aeiouy\d]/.test(words(input.value).at(-1)?.plain) ? LETTER_DELAY : CONSONANT_DELAY);
    return { input, run, again };
  };

  const box = (form, number) => {
    const list = make('div', { role: 'listbox', id: `found-${number}`, 'aria-label': form.getAttribute('aria-label') }), status = make('p', { role: 'status', class: 'unseen' });
    const note = make('div', { class: 'found-note' }), panel = make('div', { class: 'found-box', tabindex: -1, hidden: '' }, note, list);
    const limits = form.querySelectorAll('[type=checkbox]');
    const asked = () => Object.fromEntries(new FormData(form));
    const fail = (...notes) => {
      list.replaceChildren();
      note.replaceChildren(...notes);
      open(true);
    };
    const show = found => {
      const { lines, total, extra, isPart, isCut, isSimilar } = found;
      list.replaceChildren();
      const add = (href, ...parts) => list.append(make('a', { role: 'option', tabindex: -1, id: `${list.id}-${list.children.length}`, class: parts[1] ? '' : 'found-all', href }, ...parts));
      lines?.slice(0, LINES).forEach(line => add(state.root.base + line.address, make('b', {}, line.title), make('span', {}, describe(line, line.type !== 'person' && say(line.type)))));
      if (total || isPart) add(`${form.action}?${new URLSearchParams(asked())}`, isPart || isCut ? say('further') : say('all', { n: format(total) }));
      note.replaceChildren(say(!lines ? 'short' : !total ? noteOf(found) : isSimilar && 'similar'));
      if (!total && extra) extra.widen(core, note, limits, again);
      open(found.query.all[0]);
    };
    const { input, run, again } = listen(form, status, asked, show, fail, () => fail(say('busy')));
    const open = isOpen => {
      panel.hidden = !isOpen;
      set(input, { 'aria-expanded': Boolean(isOpen && list.firstChild), 'aria-activedescendant': '' });
    };
    input.after(panel);
    form.append(status);
    set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id });
    open(false);
    let keys;
    input.onkeydown = event => {
      if (event.isComposing || !input.value || !/^(Arrow(Down|Up)|Escape|Enter)$/.test(event.key) || !keys && event.key === 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      keys ??= rest();
      keys.then(({ press }) => press(event.key, input, list, open, run), () => { keys = open(false); });
    };
    form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) open(false); });
    limits.forEach(one => { one.onchange = () => run(0); });
    if (input.value) run(0);
  };
  const core = { state, start, make, say, button, awards, describe, listen, noteOf, compare, words, plains, long, scorePerson, need, table, fileOf, hash, head, readPeople, readThingFiles, match, settle, find, search, format };
  const page = async form => {
    if (!state.texts) await start();
    const [{ page }, more] = await Promise.all([import(state.texts.dataset.page + new URL(script.src).search), rest()]);
    page(core, form, more);
  };
  forms.forEach((form, number) => {
    if (form.dataset.find) page(form).catch(() => script.onerror?.());
    else if (!form.querySelector('[role=combobox]')) box(form, number);
  });
})();
