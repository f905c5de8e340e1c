// Finds faults of layout on the current page. It runs inside the page, so it uses nothing from outside the function.
// Every finding is a sentence; lengths are in CSS pixels.
export function faults() {
  // The smallest vertical distance of a picture from what is next to it.
  const PICTURE_GAP = 6;
  // The smallest distance of a framed control from text, and from the heading of another part below it.
  const CONTROL_GAP = 6, HEADING_GAP = 24;
  // The smallest distance between the lines of two entries; two lines of one paragraph are about 6 px apart.
  const ENTRY_GAP = 5;
  // Below which two entries with a rule between them are too near, in pixels.
  const RULED_GAP = 4;
  // The largest hole below an entry of a grid, and the narrowest screen on which holes matter.
  const HOLE = 240, HOLE_SCREEN = 768;
  const MARKS = /^[\s·›↕↑↓]+$/, SEPARATOR = /[·›]/;

  const found = new Map();
  // Three findings of a sort are enough to see what is amiss on a page.
  const report = (sort, words) => {
    const list = found.get(sort) ?? found.set(sort, []).get(sort);
    if (list.length < 3) list.push(`${sort}: ${words}`);
  };
  const short = text => `"${text.trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
  const name = element => element.tagName.toLowerCase() + (element.classList.length ? '.' + element.classList[0] : '');
  const style = element => getComputedStyle(element);
  const contains = (a, b) => a === b || a.contains(b);
  const side = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const middle = rect => (rect.top + rect.bottom) / 2;

  const made = materialise();
  const clips = new Map();
  const lines = textLines();
  const pictures = [...document.querySelectorAll('img, video, svg[role=img]')].filter(isShown)
    .map(element => ({ element, rect: element.getBoundingClientRect(), words: name(element) })).filter(({ rect }) => rect.width > 0);
  overlaps();
  charts();
  pictureGaps();
  entryGaps();
  cutTexts();
  widths();
  separators();
  controls();
  targets();
  holes();
  loneFigures();
  brokenWords();
  made.forEach(undo => undo());
  return [...found.values()].flat();

  function isShown(element) {
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
  }

  // Turns the marks that style sheets add (separators, arrows) into text, so that their place can be measured.
  function materialise() {
    const undo = [];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('[data-no-before]::before, [data-no-after]::after { content: none !important }');
    document.adoptedStyleSheets = [sheet];
    const wanted = ['display', 'margin', 'padding', 'font', 'whiteSpace', 'color', 'position', 'left', 'top', 'width', 'textAlign', 'flex', 'letterSpacing'];
    for (const element of document.querySelectorAll('body *')) {
      for (const at of ['before', 'after']) {
        const pseudo = getComputedStyle(element, '::' + at);
        const text = /^"([^"]*)"/.exec(pseudo.content)?.[1];
        if (!text || !MARKS.test(text) || !text.trim() || !isShown(element)) continue;
        const span = document.createElement('span');
        span.textContent = text;
        for (const key of wanted) span.style[key] = pseudo[key];
        span.dataset.mark = at;
        undo.push(() => { span.remove(); delete element.dataset[at === 'before' ? 'noBefore' : 'noAfter']; });
        element.dataset[at === 'before' ? 'noBefore' : 'noAfter'] = '';
        if (at === 'before') element.prepend(span); else element.append(span);
      }
    }
    return undo;
  }

  // The box that the ancestors of `element` leave visible, or null.
  function clip(element) {
    if (!element || element === document.documentElement || element === document.body) return { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
    if (clips.has(element)) return clips.get(element);
    const outer = clip(element.parentElement);
    let box = outer;
    const { overflowX, overflowY, clipPath, position } = style(element);
    if (clipPath !== 'none' && position === 'absolute') box = { left: 0, top: 0, right: 0, bottom: 0 };
    else if (overflowX !== 'visible' || overflowY !== 'visible') {
      const own = element.getBoundingClientRect();
      const [x, y] = [overflowX !== 'visible', overflowY !== 'visible'];
      box = {
        left: x ? Math.max(outer.left, own.left) : outer.left, right: x ? Math.min(outer.right, own.right) : outer.right,
        top: y ? Math.max(outer.top, own.top) : outer.top, bottom: y ? Math.min(outer.bottom, own.bottom) : outer.bottom,
      };
    }
    clips.set(element, box);
    return box;
  }

  // The visible lines of every text, from top to bottom.
  function textLines() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest('script, style, noscript, title, desc, option') || !isShown(element)) continue;
      const box = clip(element);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1 || rect.right < 1) continue;
        const cut = { left: Math.max(rect.left, box.left), right: Math.min(rect.right, box.right), top: Math.max(rect.top, box.top), bottom: Math.min(rect.bottom, box.bottom) };
        if (cut.right - cut.left < 1 || cut.bottom - cut.top < rect.height / 2) continue;
        all.push({ node, element, rect, words: short(node.data) });
      }
    }
    return all.sort((a, b) => a.rect.top - b.rect.top);
  }

  // Calls `check` for all pairs of `list` of which the lower one begins at most `reach` below the upper one.
  function pairs(list, reach, check) {
    list.forEach((upper, at) => {
      for (let next = at + 1; next < list.length && list[next].rect.top < upper.rect.bottom + reach; next++) check(upper, list[next]);
    });
  }

  function overlaps() {
    // Lines are higher than their letters: a sixth above and below is empty.
    const inked = lines.map(line => ({ ...line, rect: { left: line.rect.left, right: line.rect.right, top: line.rect.top + line.rect.height / 6, bottom: line.rect.bottom - line.rect.height / 6 } }))
      .sort((a, b) => a.rect.top - b.rect.top);
    pairs(inked, 0, (a, b) => {
      if (a.node !== b.node && side(a.rect, b.rect) > 1 && height(a.rect, b.rect) > 1) report('overlap', `${a.words} and ${b.words}`);
    });
    for (const picture of pictures) {
      if (picture.element.tagName === 'svg') continue;
      for (const line of inked) {
        if (side(line.rect, picture.rect) > 1 && height(line.rect, picture.rect) > 1) report('overlap', `${line.words} and a picture`);
      }
    }
  }

  // Text over the bars of a chart, and numbers that are not level with their bar.
  function charts() {
    for (const svg of [...document.querySelectorAll('svg')].filter(isShown)) {
      const bars = [...svg.querySelectorAll('rect, path, circle')].map(bar => bar.getBoundingClientRect()).filter(bar => bar.width > 0);
      for (const text of svg.querySelectorAll('text')) {
        const rect = text.getBoundingClientRect();
        if (bars.some(bar => side(bar, rect) > 0.5 && height(bar, rect) > 1)) report('chart', `${short(text.textContent)} is over a bar`);
      }
      if (svg.querySelector('text') || !svg.parentElement) continue;
      const own = svg.getBoundingClientRect();
      for (const line of lines) {
        if (line.element.parentElement !== svg.parentElement || !/^[\d.,%]+$/.test(line.node.data.trim())) continue;
        const beside = side(own, line.rect) <= 0;
        if (beside && Math.abs(middle(own) - middle(line.rect)) > 4) report('chart', `${line.words} hangs ${Math.round(middle(line.rect) - middle(own))} px below its bar`);
      }
    }
  }

  function pictureGaps() {
    const others = [...lines, ...pictures.filter(({ element }) => !element.closest('a, button, summary') || element.tagName === 'IMG')].sort((a, b) => a.rect.top - b.rect.top);
    for (const picture of pictures) {
      for (const other of others) {
        if (other.element === picture.element || picture.element.contains(other.element) || side(other.rect, picture.rect) < 1) continue;
        const below = other.rect.top - picture.rect.bottom, above = picture.rect.top - other.rect.bottom;
        const gap = Math.max(below, above);
        if (gap > -1 && gap < PICTURE_GAP) report('picture', `${Math.round(gap)} px between ${picture.words} and ${other.words}`);
      }
    }
  }

  // Returns true if `element`, or one around it that does not contain `other`, has a line at its `edge`.
  function ruled(element, other, edge) {
    return !element.contains(other) && (parseFloat(style(element)[edge]) > 0 || ruled(element.parentElement, other, edge));
  }

  // Lines of two entries (list items, articles, sections) that look like lines of one paragraph.
  function entryGaps() {
    const entry = element => element.closest('li, article, section, figure, tr, nav, header, footer, aside, main');
    pairs(lines, ENTRY_GAP, (a, b) => {
      const gap = b.rect.top - a.rect.bottom;
      if (gap < -1 || gap >= ENTRY_GAP || side(a.rect, b.rect) < 1) return;
      const [one, other] = [entry(a.element), entry(b.element)];
      if (!one || !other || contains(one, other) || contains(other, one)) return;
      if (gap >= RULED_GAP && (ruled(a.element, b.element, 'borderBottomWidth') || ruled(b.element, a.element, 'borderTopWidth'))) return;
      // Entries that flow in rows, as words do.
      if (one.parentElement === other.parentElement && /flex|inline/.test(style(one.parentElement).display + style(one).display) && style(one.parentElement).flexDirection === 'row') return;
      report('touching', `${a.words} and ${b.words} of two entries, ${gap.toFixed(1)} px apart`);
    });
  }

  function cutTexts() {
    for (const element of document.querySelectorAll('body *')) {
      if (!isShown(element) || element.closest('svg')) continue;
      const { overflowX, overflowY, webkitLineClamp, position } = style(element);
      if (element.clientHeight <= 2 || !element.textContent.trim()) continue;
      const hides = value => value === 'hidden' || value === 'clip';
      if (webkitLineClamp !== 'none') {
        if (element.scrollHeight > element.clientHeight + 1) report('cut', `${name(element)} ends in the middle: ${short(element.textContent)}`);
      } else if ((hides(overflowX) && position !== 'absolute' && element.scrollWidth > element.clientWidth + 1) || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)) {
        report('cut', `${name(element)} hides a part of ${short(element.textContent)}`);
      }
    }
  }

  function widths() {
    const wide = document.scrollingElement.scrollWidth - innerWidth;
    if (wide > 0) report('wide', `the page is ${wide} px wider than the screen`);
    const scrolls = element => element.closest('.content table, pre') || /auto|scroll/.test(style(element).overflowX);
    for (const { element, rect, words } of [...lines, ...pictures]) {
      if (element.closest('svg') && element.tagName !== 'svg') continue;
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        if (scrolls(box)) break;
        const { borderLeftWidth, borderRightWidth, backgroundColor, paddingLeft, paddingRight, display } = style(box);
        const framed = borderLeftWidth !== '0px' || borderRightWidth !== '0px' || backgroundColor !== 'rgba(0, 0, 0, 0)';
        const main = box.tagName === 'MAIN';
        if ((!framed && !main) || display.startsWith('inline')) continue;
        const outer = box.getBoundingClientRect();
        const [left, right] = main ? [outer.left + parseFloat(paddingLeft), outer.right - parseFloat(paddingRight)] : [outer.left, outer.right];
        // Marks may hang out of the column to be hidden there.
        if (rect.right > right + 1 || rect.left < left - 1) {
          if (!element.dataset.mark && !element.closest('.skip')) report('wide', `${words} leaves ${name(box)}`);
          break;
        }
      }
    }
  }

  // Separators that begin or end a line, and arrows that are alone on theirs.
  function separators() {
    const isMark = line => MARKS.test(line.node.data);
    const marks = [];
    for (const line of lines) {
      if (isMark(line)) {
        marks.push({ rect: line.rect, element: line.element, words: short(line.node.data), mark: line.node.data.trim() });
      } else if (SEPARATOR.test(line.node.data)) {
        const node = line.node;
        for (const match of node.data.matchAll(/[·›]/g)) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + 1);
          const [rect] = range.getClientRects();
          if (rect) marks.push({ rect, element: node.parentElement, words: short(node.data), mark: match[0], at: match.index, node });
        }
      }
    }
    const seen = new Set();
    for (const { rect, element, words, mark, node, at } of marks) {
      const key = `${rect.left} ${rect.top}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const box = row(element);
      const level = lines.filter(line => box.contains(line.element) && line.element !== element && !isMark(line) && Math.abs(middle(line.rect) - middle(rect)) < rect.height / 2);
      const levelText = node ? around(node, at, rect) : [];
      const before = level.some(line => line.rect.left < rect.left) || levelText.includes('before');
      const after = level.some(line => line.rect.right > rect.right) || levelText.includes('after');
      const place = order(box, element, node, at);
      if (place.before && !before) report('separator', `"${mark}" begins a line near ${words} in ${name(box)} ${short(box.textContent)}`);
      else if (place.after && !after) report('separator', `"${mark}" ends a line near ${words} in ${name(box)} ${short(box.textContent)}`);
      else if (!place.after && !before) report('separator', `"${mark}" is alone on its line in ${name(box)} ${short(box.textContent)}`);
    }
  }

  // The block in whose lines an element flows.
  function row(element) {
    let box = element.dataset.mark ? element.parentElement : element;
    while (box.parentElement && /^inline$|^contents$/.test(style(box).display)) box = box.parentElement;
    const list = box.closest('ul, ol');
    return list && style(list).display.includes('flex') ? list : box;
  }

  // Whether text precedes and follows a mark in its block.
  function order(box, element, node, at) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let before = false, after = false, passed = false;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (text === node) {
        before ||= Boolean(text.data.slice(0, at).trim());
        after ||= Boolean(text.data.slice(at + 1).trim());
        passed = true;
      } else if (element.contains(text) && !node) {
        passed = true;
      } else if (text.data.trim() && !MARKS.test(text.data) && isShown(text.parentElement)) {
        if (passed) after = true; else before = true;
      }
    }
    return { before, after };
  }

  // On which sides of the character `at` the same text goes on in the same line.
  function around(node, at, rect) {
    const sides = [];
    for (const [name, from, to, step] of [['before', at - 1, -1, -1], ['after', at + 1, node.data.length, 1]]) {
      for (let place = from; place !== to; place += step) {
        if (!node.data[place].trim()) continue;
        const range = document.createRange();
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        const [other] = range.getClientRects();
        if (other && Math.abs(middle(other) - middle(rect)) < rect.height / 2) sides.push(name);
        break;
      }
    }
    return sides;
  }

  // Framed controls that touch the text above or below them; below them, a heading needs more room.
  function controls() {
    const framed = [...document.querySelectorAll('main :is(a, button, input, select)')].filter(isShown).filter(element => {
      const { borderTopWidth, backgroundColor } = style(element);
      return borderTopWidth !== '0px' || backgroundColor !== 'rgba(0, 0, 0, 0)';
    });
    for (const control of framed) {
      const own = control.getBoundingClientRect();
      for (const { element, rect, words } of lines) {
        if (side(own, rect) < 1 || contains(control, element) || element.closest('header.masthead')) continue;
        const below = rect.top - own.bottom;
        const gap = Math.max(below, own.top - rect.bottom);
        const least = below > 0 && element.closest('h1, h2, h3, h4, caption') ? HEADING_GAP : CONTROL_GAP;
        if (gap > -1 && gap < least) report('control', `${words} and the control ${short(control.textContent || control.id)} are ${Math.round(gap)} px apart`);
      }
    }
  }

  function targets() {
    const all = [...document.querySelectorAll('a[href], button, input, select, summary')].filter(isShown)
      .flatMap(element => [...element.getClientRects()].map(rect => ({ element, rect, words: short(element.textContent || element.id) })))
      .filter(({ element, rect }) => rect.width > 1 && height(rect, clip(element)) > 1 && rect.right > 0).sort((a, b) => a.rect.top - b.rect.top);
    pairs(all, 0, (a, b) => {
      if (contains(a.element, b.element) || contains(b.element, a.element)) return;
      if (side(a.rect, b.rect) > 2 && height(a.rect, b.rect) > 2) report('target', `${a.words} and ${b.words} overlap by ${Math.round(height(a.rect, b.rect))} px`);
    });
  }

  // Empty space below the entries of a grid or of columns, above further entries.
  function holes() {
    if (innerWidth < HOLE_SCREEN) return;
    const inked = [...lines, ...pictures];
    const bottom = (element, from = -1e6, to = 1e6) => inked.filter(({ element: one, rect }) => element.contains(one) && rect.left < to && rect.right > from)
      .reduce((most, { rect }) => Math.max(most, rect.bottom), -1e6);
    for (const grid of [...document.querySelectorAll('main *')].filter(isShown)) {
      const { display, columnCount, columnGap } = style(grid);
      if (display.includes('grid')) {
        const cells = [...grid.children].filter(isShown).map(cell => ({ cell, rect: cell.getBoundingClientRect() }));
        for (const { cell, rect } of cells) {
          const below = cells.map(other => other.rect.top).filter(top => top >= rect.bottom - 1);
          const beside = cells.some(other => other.cell !== cell && height(other.rect, rect) > 1 && side(other.rect, rect) < 1);
          if (!below.length || !beside) continue;
          const hole = Math.min(...below) - bottom(cell);
          if (hole > HOLE && hole < 1e5) report('hole', `${Math.round(hole)} px below ${name(cell)} ${short(cell.textContent)}`);
        }
      } else if (columnCount > 1) {
        const own = grid.getBoundingClientRect();
        const step = (own.width + (parseFloat(columnGap) || 0)) / columnCount;
        const bottoms = Array.from({ length: +columnCount }, (_, at) => bottom(grid, own.left + at * step, own.left + (at + 1) * step - 8));
        if (bottoms[0] < -1e5 || Math.max(...bottoms) - bottoms[0] > HOLE / 2) report('hole', `in the first column of ${name(grid)} ${short(grid.textContent)}`);
      }
    }
  }

  // Words and numbers that a narrow column breaks. Addresses may be broken.
  function brokenWords() {
    const seen = new Set();
    const broken = new Set(lines.map(({ node }) => node).filter(node => seen.has(node) || !seen.add(node)));
    for (const node of broken) {
      for (const { 0: word, index } of node.data.matchAll(/(?<![@/.\p{L}\p{N}])[\p{L}\p{N}]{1,20}(?![@/.\p{L}\p{N}])/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const rects = [...range.getClientRects()].filter(rect => rect.width > 0);
        if (rects.length > 1 && rects.at(-1).top >= rects[0].bottom - 2) report('broken', `${short(word)} in ${short(node.data)}`);
      }
    }
  }

  // A figure that is alone in the last row of a centred list.
  function loneFigures() {
    for (const list of [...document.querySelectorAll('main :is(ul, ol)')].filter(isShown)) {
      const { display, justifyContent, gridTemplateColumns } = style(list);
      const cells = [...list.children].filter(isShown).map(cell => cell.getBoundingClientRect());
      if (cells.length < 3 || style(list).textAlign !== 'center' || !/flex|grid/.test(display) || (display.includes('flex') && justifyContent !== 'center') || !gridTemplateColumns) continue;
      const rows = new Map();
      cells.forEach(({ top }) => rows.set(Math.round(top / 8), (rows.get(Math.round(top / 8)) ?? 0) + 1));
      const counts = [...rows.values()];
      if (counts.length > 1 && counts.at(-1) === 1 && counts[0] > 1) report('figures', `${counts.join(' + ')} in ${name(list)} ${short(list.textContent)}`);
    }
  }
}
