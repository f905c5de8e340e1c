// Scenarios of writing: each ends with the bytes of the file on the disk.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { copy, save, status } from './desk-start.mjs';

const A = 'content/articles/tin/a.md';
const B = 'content/articles/tin/b/index.md';
const edit = file => `/edit?file=${encodeURIComponent(file)}`;
const field = (page, key) => page.locator(`#field-${key}`);
const head = (title, rest = '') => `---\ntitle: ${title}\ndate: 2024-01-05\n${rest}---\n`;

// Photographs of three colours, made by the browser.
async function photographs(page) {
  const made = await page.evaluate(() => Promise.all(['#a33', '#3a3', '#33a'].map(async colour => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 800 });
    const context = canvas.getContext('2d');
    context.fillStyle = colour;
    context.fillRect(0, 0, 1200, 800);
    context.fillStyle = '#fff';
    context.fillRect(100, 100, 400, 200);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.9));
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  })));
  return made.map(bytes => Buffer.from(bytes));
}

// Gives the page an event with files, as dropping and pasting them does.
const giveFile = (page, selector, kind, name, bytes) => page.evaluate(([selector, kind, name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' }));
  const target = document.querySelector(selector);
  const event = kind === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}, [selector, kind, name, [...bytes]]);

export const SCENARIOS = {
  // A newcomer writes the first article with three photographs, chosen, dropped or pasted.
  async photos({ page, hand, root, at, expect, same, preview }) {
    await page.goto(at('/'));
    await hand.press(page.locator('header a[href="/new"]'));
    await hand.go(page.locator('#new-title'));
    await hand.type('Hội thi “Bàn tay vàng” năm 2026');
    await hand.press(page.locator('#new button'));
    await page.locator('#field-lead').waitFor();
    const file = new URL(page.url()).searchParams.get('file');
    const before = await readFile(join(root, file), 'utf8');
    const date = /^date: .*$/m.exec(before)[0];
    await hand.go(field(page, 'lead'));
    await hand.type('120 đoàn viên dự thi.');
    await hand.toggle(field(page, 'draft'));
    await hand.go(page.locator('#text'));
    await hand.type('Sáng 12/3, hội thi bắt đầu.');
    const [one, two, three] = await photographs(page);
    const strip = name => page.locator(`#pictures li[data-name="${name}"]`);
    const jpeg = (name, buffer) => ({ name, mimeType: 'image/jpeg', buffer });
    if (hand.byMouse) {
      await hand.choose(page.locator('#picture-files'), [jpeg('IMG_0001.JPG', one)]);
      await strip('img-0001.jpg').waitFor();
      expect(await giveFile(page, '#text', 'drop', 'Ảnh thứ hai.jpg', two), 'a dropped picture is left to the browser');
      hand.clicks += 1;
    } else {
      await hand.choose(page.locator('#picture-files'), [jpeg('IMG_0001.JPG', one), jpeg('Ảnh thứ hai.jpg', two)]);
    }
    await strip('anh-thu-hai.jpg').waitFor();
    await hand.go(page.locator('#text'));
    await hand.key('Control+End');
    expect(await giveFile(page, '#text', 'paste', 'image.jpeg', three), 'a pasted picture is left to the browser');
    await strip('image.jpg').waitFor();
    const words = [['img-0001.jpg', 'Thí sinh ráp cổ áo', 'Phần thi "khó nhất" [2026]'],
      ['anh-thu-hai.jpg', 'Ban giám khảo * chấm bài', ''], ['image.jpg', 'Trao giải', 'Ảnh: Thu Hà']];
    await hand.press(strip('img-0001.jpg').locator('button'));
    expect(await page.evaluate(() => document.activeElement.name) === 'alt', 'a picture is put without a description');
    for (const [name, alt, caption] of words) {
      await hand.go(strip(name).locator('input[name=alt]'));
      await hand.type(alt);
      await hand.go(strip(name).locator('input[name=caption]'));
      if (caption) await hand.type(caption);
    }
    await hand.press(strip('img-0001.jpg').locator('button'));
    await hand.press(page.locator('[data-mark=gallery]'));
    await save(hand);
    const text = 'Sáng 12/3, hội thi bắt đầu.\n\n'
      + '![Thí sinh ráp cổ áo](img-0001.jpg "Phần thi \\"khó nhất\\" [2026]")\n\n'
      + '![Thí sinh ráp cổ áo](img-0001.jpg "Phần thi \\"khó nhất\\" [2026]")\n'
      + '![Ban giám khảo \\* chấm bài](anh-thu-hai.jpg)\n![Trao giải](image.jpg "Ảnh: Thu Hà")';
    await same(file, `---\ntitle: Hội thi “Bàn tay vàng” năm 2026\nlead: 120 đoàn viên dự thi.\n${date}\n---\n${text}`);
    const folder = join(root, file, '..');
    for (const [name, bytes] of [['img-0001.jpg', one], ['anh-thu-hai.jpg', two], ['image.jpg', three]]) {
      expect(bytes.equals(await readFile(join(folder, name))), `${name} has other bytes`);
    }
    const frame = await preview('Sáng 12/3, hội thi bắt đầu.');
    await frame.waitForFunction(() => [...document.querySelectorAll('main figure img')]
      .every(image => { image.loading = 'eager'; return image.complete && image.naturalWidth > 0; }));
    const captions = await frame.evaluate(() => [...document.querySelectorAll('main figcaption')].map(one => one.innerText.trim()));
    expect(captions.includes('Phần thi "khó nhất" [2026]') && captions.includes('Ảnh: Thu Hà'), `captions: ${captions}`);
  },

  // The clipboards of Word and of a newspaper become Markdown; the browser takes the paste back, and brings it again.
  async paste({ page, hand, context, port, at, expect, same, preview }) {
    for (const [name, file] of [['word-bai-viet', A], ['trang-bao', B]]) {
      const fixture = new URL(`../fixtures/paste/${name}`, import.meta.url);
      const markdown = (await readFile(`${fixture.pathname}.md`, 'utf8')).replace(/\n+(<!-- .* -->\n)?$/, '');
      await copy(context, port, { 'text/html': await readFile(`${fixture.pathname}.html`, 'utf8'), 'text/plain': 'chữ trơn' });
      await page.bringToFront();
      await page.goto(at(edit(file)));
      const text = page.locator('#text');
      await hand.go(text);
      await hand.key('Control+End');
      await hand.type('Trước.\n\n');
      const before = await text.inputValue();
      await hand.key('Control+V');
      const has = wanted => page.waitForFunction(wanted => document.getElementById('text').value === wanted, wanted);
      await has(before + markdown).catch(async () => expect(false, `${name}: pasted ${JSON.stringify(await text.inputValue())}`));
      await hand.key('Control+Z');
      await has(before).catch(() => expect(false, `${name}: the paste is not taken back`));
      await hand.key('Control+Y');
      await hand.type(' Sau.');
      await save(hand);
      await same(file, `${head(file === A ? 'Bài A' : 'Bài B', file === A ? 'tags: [một, hai] # chủ đề\n' : '')}${before}${markdown} Sau.`);
      await preview('Trước.');
    }
    // The button, and the keys of the browser, paste the words only.
    await page.goto(at(edit(A)));
    await hand.fill(page.locator('#text'), 'Một ');
    await hand.key('Control+Shift+V');
    await page.waitForFunction(() => document.getElementById('text').value === 'Một chữ trơn');
    await hand.press(page.locator('[data-mark=plain]'));
    await page.waitForTimeout(300);
    if (await page.locator('#text').inputValue() === 'Một chữ trơn') {
      await hand.key('Control+V');
    }
    await page.waitForFunction(() => document.getElementById('text').value === 'Một chữ trơnchữ trơn')
      .catch(async () => expect(false, `plain: ${await page.locator('#text').inputValue()}`));
  },

  // Signs that mean something in YAML are saved as they were typed, and the form shows them again.
  async signs({ page, hand, at, expect, same, preview }) {
    await page.goto(at(edit(A)));
    const title = 'Số 007: “họp”, \'tổ\' "1", #2 - {a} [b] & * ! | > % @ ` \\n 🎉';
    const lead = '# Giờ: 12:30\nhai, "ba" \\ - x';
    await hand.fill(field(page, 'title'), title);
    await hand.fill(field(page, 'lead'), lead);
    await hand.fill(field(page, 'author'), '0012');
    await hand.addLine(field(page, 'tags'), 'no');
    await hand.addLine(field(page, 'tags'), 'a, b: c');
    await hand.addLine(field(page, 'tags'), '- 1e3 #');
    await hand.addLine(field(page, 'tags'), "👷🏽‍♀️ thợ 'may'");
    // A tab can only be pasted.
    await hand.go(field(page, 'author'));
    await hand.key('End');
    await page.keyboard.insertText('\tx');
    await save(hand);
    const tags = `tags: [một, hai, no, "a, b: c", "- 1e3 #", 👷🏽‍♀️ thợ 'may'] # chủ đề`;
    const quoted = JSON.stringify(title);
    await same(A, `---\ntitle: ${quoted}\nlead: |-\n  # Giờ: 12:30\n  hai, "ba" \\ - x\ndate: 2024-01-05\nauthor: "0012\\tx"\n${tags}\n---\nLời A.\n`);
    await page.reload();
    for (const [key, wanted] of [['title', title], ['lead', lead], ['author', '0012\tx']]) {
      const shown = await field(page, key).inputValue();
      expect(shown === wanted, `the form shows ${key} as ${JSON.stringify(shown)}`);
    }
    const lines = await field(page, 'tags').locator('.line-field input').evaluateAll(inputs => inputs.map(input => input.value));
    const wanted = ['một', 'hai', 'no', 'a, b: c', '- 1e3 #', "👷🏽‍♀️ thợ 'may'"];
    expect(JSON.stringify(lines) === JSON.stringify(wanted), `the form shows the tags ${JSON.stringify(lines)}`);
    expect(await page.locator('#problems li.error').count() === 0, `errors: ${await page.locator('#problems').innerText()}`);
    await preview(title);
  },

  // Another program saves the file while the form is open: said within 3 s; both changes are in the saved file.
  async elsewhere({ page, hand, root, at, expect, same, errors }) {
    await page.goto(at(edit(A)));
    await hand.fill(field(page, 'title'), 'Bài của tôi');
    const theirs = `${head('Bài A', 'tags: [một, hai] # chủ đề\n')}Lời A.\n\nCâu của người khác.\n`;
    await writeFile(join(root, A), theirs);
    const start = Date.now();
    await status(page, 'người khác lưu');
    const seconds = (Date.now() - start) / 1000;
    expect(seconds < 3, `the change is shown after ${seconds} s`);
    await save(hand);
    await same(A, theirs.replace('Bài A', 'Bài của tôi'));
    // Where both changed the same line, the file stays theirs and mine is kept.
    await page.goto(at(edit(A)));
    await hand.fill(field(page, 'title'), 'Bài của tôi, bản hai');
    await status(page, 'Chưa lưu');
    const conflict = theirs.replace('Bài A', 'Bài của họ');
    await writeFile(join(root, A), conflict);
    await status(page, 'người khác lưu');
    await hand.press(page.locator('#save'));
    await page.waitForURL(/\/merge\?/);
    await same(A, conflict);
    await page.goto(at(edit(A)));
    await page.locator('#recovered summary').click();
    const kept = await page.locator('#recovered-text').textContent();
    expect(kept.includes('Bài của tôi, bản hai'), `kept: ${kept}`);
    errors.splice(0, errors.length, ...errors.filter(line => !/409.*save|merge/.test(line)));
  },

  // The program is killed while one types. Opened again, another browser and the open page have every letter.
  async crash({ page, hand, at, again, newBrowser, expect, same, errors }) {
    await page.goto(at(edit(A)));
    await hand.fill(field(page, 'lead'), 'Tóm tắt gõ trước khi mất điện.');
    await hand.fill(page.locator('#text'), 'Câu một.');
    await status(page, 'Chưa lưu');
    await hand.type(' Câu hai');
    await page.waitForTimeout(2500);
    await again();
    const whole = text => `---\ntitle: Bài A\nlead: Tóm tắt gõ trước khi mất điện.\ndate: 2024-01-05\ntags: [một, hai] # chủ đề\n---\n${text}`;
    await same(A, `${head('Bài A', 'tags: [một, hai] # chủ đề\n')}Lời A.\n`);
    // A browser that has nothing of it.
    const other = await newBrowser();
    await other.goto(at(edit(A)));
    await other.locator('#recovered').waitFor();
    expect(await other.locator('#recovered-text').textContent() === whole('Câu một. Câu hai'), 'the offered text is another one');
    await other.close();
    // The page that stayed open, and what is typed into it when the program is gone.
    await hand.go(page.locator('#text'));
    await hand.key('Control+End');
    await hand.type(', gõ tiếp.');
    await page.waitForTimeout(3000);
    await again({ during: async () => {
      await hand.type(' Và gõ khi chương trình đã tắt.');
      await status(page, 'không trả lời');
    } });
    // Closed before the program saw it: this browser kept it.
    await page.reload();
    await page.locator('#recovered:not([inert]) #recover').waitFor();
    await hand.press(page.locator('#recovered:not([inert]) #recover'));
    await page.waitForURL(/copy=[0-9a-f]/);
    await save(hand);
    await same(A, whole('Câu một. Câu hai, gõ tiếp. Và gõ khi chương trình đã tắt.'));
    await page.goto(at(edit(A)));
    expect(await page.locator('#recovered').count() === 0, 'a saved text is offered again');
    // The page that stayed open may send before the new program has let the browser in.
    errors.splice(0, errors.length, ...errors.filter(line => !/403.*api\/draft/.test(line)));
  },

  // After a restart, the page that stayed open goes on: what was typed is saved from it.
  async restart({ page, hand, at, again, expect, same, errors }) {
    await page.goto(at(edit(A)));
    await hand.go(page.locator('#text'));
    await hand.key('Control+End');
    await hand.type('Gõ');
    await again({ during: () => hand.type(' dở dang') });
    await hand.type(' rồi gõ tiếp.');
    await status(page, 'Chưa lưu').catch(async () => expect(false, `status: ${await page.locator('#status').innerText()}`));
    await save(hand);
    const text = await page.locator('#text').inputValue();
    expect(text.endsWith('Gõ dở dang rồi gõ tiếp.'), `typed: ${text}`);
    await same(A, `${head('Bài A', 'tags: [một, hai] # chủ đề\n')}${text}`);
    errors.splice(0, errors.length, ...errors.filter(line => !/403.*api|CHUNKED|REFUSED/.test(line)));
  },

  // A deleted article is gone from the list; its bytes are in the history.
  async deletion({ page, hand, root, at, expect, errors }) {
    const bytes = await readFile(join(root, A));
    await page.goto(at('/list?list=articles'));
    await hand.press(page.locator('a.row-title', { hasText: 'Bài A' }));
    await page.locator('#delete').waitFor();
    page.once('dialog', dialog => dialog.dismiss());
    await hand.press(page.locator('#delete'));
    expect((await readFile(join(root, A))).equals(bytes), 'it is deleted without a yes');
    // While the answer is on its way, the page does not ask whether somebody else has changed the file.
    await page.route('**/api/delete', async route => {
      const response = await route.fetch();
      await new Promise(resolve => { setTimeout(resolve, 3000); });
      await route.fulfill({ response });
    });
    page.once('dialog', dialog => dialog.accept());
    await hand.press(page.locator('#delete'));
    await page.waitForURL(url => !url.pathname.startsWith('/edit'));
    await page.unroute('**/api/delete');
    // The frame may ask for the page that is gone.
    errors.splice(0, errors.length, ...errors.filter(line => !/404.*localhost/.test(line)));
    expect(await readFile(join(root, A)).catch(() => null) === null, 'the file is still there');
    await page.goto(at('/list?list=articles'));
    expect(await page.locator('a.row-title', { hasText: 'Bài A' }).count() === 0, 'it is still in the list');
    const kept = await readdir(join(root, '.bangvang/history'), { recursive: true, withFileTypes: true });
    const plain = raw => [() => gunzipSync(raw), () => raw].map(read => {
      try { return read(); } catch { return Buffer.alloc(0); }
    });
    let isKept = false;
    for (const entry of kept.filter(entry => entry.isFile())) {
      const raw = await readFile(join(entry.parentPath ?? entry.path, entry.name));
      isKept ||= plain(raw).some(content => content.equals(bytes));
    }
    expect(isKept, 'the history lacks the deleted bytes');
  },
};
