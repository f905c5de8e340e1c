// Every page works without it. In the head, so that the reader's text size and colours apply before the first paint.
(() => {
  const root = document.documentElement;
  const sizes = [87.5, 100, 115, 130, 150, 175, 200];
  const recall = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage is blocked */ } };

  root.classList.add('js');
  let size = sizes.includes(+recall('size')) ? +recall('size') : 100;
  const setSize = () => { root.style.fontSize = size === 100 ? '' : size + '%'; };
  setSize();
  const chosen = recall('theme');
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

  const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, text, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.textContent = text;
    return element;
  };
  const order = new Intl.Collator(root.lang, { numeric: true }).compare;
  const fill = (sentence, values) => sentence.replace(/%(\w+)%/g, (_, name) => values[name]);

  // What works only with JavaScript is made here, when the parser comes to its place, so that nothing moves later.
  const build = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };
  const hidden = { 'aria-hidden': 'true' };
  const control = (name, parts) => customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      if (!this.isMade) this.append(parts(this));
      this.isMade = true;
    }
  });
  const icon = () => build('span', { class: 'icon-search', ...hidden });
  control('site-search', place => build('details', { class: 'search-box' },
    build('summary', { 'aria-label': themeString("search") }, icon()),
    build('form', { class: 'search-form', role: 'search', 'aria-label': themeString("search"), action: place.dataset.page, 'data-find': '' },
      build('input', {
        class: 'search-input', name: 'q', type: 'search', 'aria-label': themeString("finder"), placeholder: themeString("search-hint"), autocomplete: 'off',
        enterkeyhint: 'search', spellcheck: 'false', required: '', minlength: '2',
      }),
      build('button', { class: 'search-go', type: 'submit', 'aria-label': themeString("finder-go") }, icon()))));
  control('site-tools', () => build('details', { class: 'tools' },
    build('summary', { 'aria-label': themeString("tools") }, build('span', hidden, 'Aa')),
    build('div', { class: 'tools-row', role: 'group', 'aria-label': themeString("tools") },
      build('button', { type: 'button', 'data-size': '-1', 'aria-label': themeString("size-smaller") }, 'A', build('span', hidden, '−')),
      build('button', { type: 'button', 'data-size': '0', 'aria-label': themeString("size-normal") }, 'A'),
      build('button', { type: 'button', 'data-size': '1', 'aria-label': themeString("size-larger") }, 'A', build('span', hidden, '+')),
      build('button', { type: 'button', 'data-switch': '', 'aria-label': themeString("dark") }, build('span', { class: 'tools-dark', ...hidden })))));
  control('site-share', () => {
    const address = document.querySelector('link[rel=canonical]')?.href ?? location.href;
    const mail = `mailto:?subject=${encodeURIComponent(document.title)}&body=${encodeURIComponent(address)}`;
    return build('ul', { class: 'share', 'aria-label': themeString("share") },
      build('li', {}, build('a', { href: mail }, themeString("share-mail"))),
      build('li', {},
        build('button', { type: 'button', 'data-copy': address, 'data-done': themeString("share-copied"), 'data-share': themeString("share") }, themeString("share-link")),
        build('span', { role: 'status' })),
      build('li', {}, build('button', { type: 'button', 'data-print': '' }, themeString("share-print"))));
  });

  function tools() {
    all('[data-size]').forEach(button => button.addEventListener('click', () => {
      const step = +button.dataset.size;
      const at = sizes.indexOf(size) + step;
      size = step ? sizes[Math.max(0, Math.min(sizes.length - 1, at))] : 100;
      setSize();
      store('size', size);
    }));
    all('[data-switch]').forEach(button => {
      const show = () => button.setAttribute('aria-pressed', isDark());
      show();
      button.addEventListener('click', () => {
        root.dataset.theme = isDark() ? 'light' : 'dark';
        store('theme', root.dataset.theme);
        show();
      });
    });
    all('[data-print]').forEach(button => button.addEventListener('click', () => {
      if (button.dataset.print) location.hash = button.dataset.print;
      print();
    }));
    const shares = navigator.share && matchMedia('(pointer: coarse)').matches;
    if (shares) all('[data-share]').forEach(button => button.textContent = button.dataset.share);
    all('[data-copy]').forEach(button => button.addEventListener('click', async () => {
      const address = button.dataset.copy;
      try {
        if (shares) return await navigator.share({ title: document.title, url: address });
        await navigator.clipboard.writeText(address);
        button.nextElementSibling.textContent = button.dataset.done;
      } catch (reason) {
        if (reason.name !== 'AbortError') button.nextElementSibling.textContent = address;
      }
    }));
    const folds = all('details.tools, details.search-box, .menu details');
    folds.forEach(details => details.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !details.open) return;
      event.stopPropagation();
      details.open = false;
      details.querySelector('summary').focus();
    }));
    addEventListener('click', event => folds.forEach(details => { details.open &&= details.contains(event.target); }));
    all('details.search-box').forEach(box => box.addEventListener('toggle', () => { if (box.open) box.querySelector('input').focus(); }));
  }

  function daysLeft() {
    all('time[data-left]').forEach(time => {
      const days = Math.ceil((new Date(time.dateTime + 'T23:59:59') - Date.now()) / 864e5);
      if (days > 0 && days <= 366) time.after(make('span', ' · ' + fill(time.dataset.left, { n: days }), { className: 'days-left' }));
    });
  }

  function sorting() {
    const number = text => /^[\d.,]+%?$/.test(text) ? parseFloat(text.replace(/[.%]/g, '').replace(',', '.')) : null;
    all('table[data-sort]').forEach(table => all('thead th', table).forEach((head, column) => {
      const button = make('button', head.textContent, { type: 'button', className: 'sort' });
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        all('th[aria-sort]', table).forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const cell = (row, at = 0) => [...row.cells].find(one => (at += one.colSpan) > column);
        const word = row => cell(row).textContent.trim();
        all('tbody', table).forEach(body => body.append(...[...body.rows].sort((one, other) => {
          const [a, b] = [word(one), word(other)], [x, y] = [number(a), number(b)];
          return (x !== null && y !== null ? x - y : order(a, b)) * (down ? -1 : 1);
        })));
      });
    }));
  }

  function ordering() {
    all('select[data-order]').forEach(choice => {
      const lists = all(choice.dataset.order).map(list => [list, [...list.children]]);
      const key = row => {
        const part = row.querySelector(choice.value)?.cloneNode(true);
        part?.querySelector('.honorific')?.remove();
        const text = part?.textContent.trim() ?? '';
        return choice.value === '.award-name' ? [...text.split(/\s+/)].reverse().join(' ') : text;
      };
      const sort = () => lists.forEach(([list, rows]) => {
        const keyed = rows.map(row => [choice.value ? key(row) : '', row]);
        if (choice.value) keyed.sort(([a], [b]) => order(a, b));
        list.append(...keyed.map(([, row]) => row));
      });
      choice.addEventListener('change', sort);
      // After the way back.
      addEventListener('pageshow', sort);
    });
  }

  // For the keyboard.
  function scrolling() {
    all('.content table').forEach(table => table.scrollWidth > table.clientWidth && (table.tabIndex = 0));
  }

  function filtering() {
    const plain = text => ' ' + fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    all('[data-filter]').forEach(box => {
      const input = box.querySelector('input'), status = box.querySelector('[role=status]');
      const items = all(box.dataset.filter).map(item => [item, plain((box.dataset.in ? all(box.dataset.in, item) : [item]).map(part => part.textContent).join(' '))]);
      const groups = all(box.dataset.groups || 'none');
      input.addEventListener('input', () => {
        const words = plain(input.value).trim().split(' ');
        let left = 0;
        root.classList.toggle('filtered', Boolean(input.value.trim()));
        items.forEach(([item, text]) => {
          item.hidden = !words.every(word => text.includes(' ' + word));
          left += !item.hidden;
        });
        groups.forEach(group => {
          group.hidden = !group.querySelector(box.dataset.filter + ':not([hidden])');
          if (group.open === false && input.value.trim()) group.open = true;
        });
        status.textContent = input.value.trim() ? fill(left ? status.dataset.some : status.dataset.none, { n: left }) : '';
        all('[data-wider]', box).forEach(link => {
          link.hidden = !input.value.trim();
          link.textContent = fill(link.dataset.wider, { q: input.value.trim() });
          link.search = new URLSearchParams({ q: input.value.trim() });
        });
      });
    });
  }

  function search() {
    const texts = document.querySelector('[data-search]')?.dataset, forms = all('[data-find]');
    let script, note, tries = 0;
    const load = form => {
      if (script || !texts) return;
      note?.remove();
      // Browsers remember a module that failed.
      script = make('script', '', { src: texts.search + (tries++ ? '?' + tries : '') });
      script.onerror = () => {
        const input = form.querySelector('[type=search]'), again = make('button', themeString("found-retry"), { type: 'button', className: 'button' });
        again.onclick = () => {
          input.focus();
          load(form);
        };
        script = null;
        note = make('div', themeString("found-failed"), { className: form.dataset.find ? 'found-note' : 'found-box found-note', role: 'alert' });
        note.append(again);
        input.after(note);
        if (form.dataset.find) form.append(note);
      };
      const files = ['', 'index.json'].map(path => make('link', '', { rel: 'preload', as: 'fetch', crossOrigin: '', href: new URL(path, forms[0].action).href }));
      if (texts.more) files.push(make('link', '', { rel: 'modulepreload', href: texts.more }));
      document.head.append(script, ...forms.some(form => form.dataset.find) ? [] : files);
    };
    forms.forEach(form => {
      if (form.dataset.find) load(form);
      form.addEventListener('focusin', event => { if (event.target.type === 'search') load(form); });
    });
  }

  addEventListener('DOMContentLoaded', () => [tools, daysLeft, sorting, ordering, scrolling, filtering, search].forEach(part => part()));
})();
