// Scenarios of keeping and publishing: the bin, earlier versions, conflicts, and a publication with its undo.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { save, status } from './desk-start.mjs';

const A = 'content/articles/tin/a.md';
const B = 'content/articles/tin/b/index.md';
const edit = file => `/edit?file=${encodeURIComponent(file)}`;
const article = (title, text) => `---\ntitle: ${title}\ndate: 2024-01-05\n---\n${text}`;

// Waits for the sentence of a task that has ended.
const ended = (page, sentence) => page.locator('#publish-status').filter({ hasText: sentence }).waitFor({ timeout: 30_000 })
  .catch(async () => { throw new Error(`not ${sentence}: ${await page.locator('#publishing').innerText()}`); });

export const SCENARIOS = {
  // A deleted article with its picture comes back from the bin, byte for byte.
  async bin({ page, hand, root, at, expect, errors }) {
    const picture = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    await writeFile(join(root, 'content/articles/tin/b/anh.gif'), picture);
    const bytes = await readFile(join(root, B));
    await page.goto(at(edit(B)));
    page.once('dialog', dialog => dialog.accept());
    await hand.press(page.locator('#delete'));
    await page.waitForURL(at('/'));
    expect((await readdir(join(root, 'content/articles/tin'))).every(name => name !== 'b'), 'the folder is still there');
    await hand.press(page.locator('nav a[href="/history"]'));
    await hand.press(page.locator('main a[href="/bin"]'));
    await hand.press(page.locator(`[data-undelete="${B}"]`));
    await page.waitForURL(/\/edit/);
    expect((await readFile(join(root, B))).equals(bytes), 'the article has other bytes');
    expect((await readFile(join(root, 'content/articles/tin/b/anh.gif'))).equals(picture), 'the picture has other bytes');
    // The frame asked for the page while it was gone.
    errors.splice(0, errors.length, ...errors.filter(line => !/404.*localhost/.test(line)));
  },

  // An earlier version is compared and taken back as a change that is not saved yet.
  async versions({ page, hand, at, same }) {
    await page.goto(at(edit(B)));
    const text = page.locator('#text');
    for (const words of ['Câu thứ nhất.\n', 'Câu thứ hai.\n']) {
      await hand.fill(text, words);
      await save(hand);
    }
    await hand.press(page.locator('.savebar a[href^="/history"]'));
    const earlier = page.locator('.events > li').filter({ has: page.locator('[data-restore]') }).first();
    await hand.press(earlier.locator('a[href^="/version"]'));
    await page.locator('ins, del').first().waitFor();
    await hand.press(page.locator('[data-restore]').first());
    await page.waitForURL(/copy=yes/);
    await same(B, article('Bài B', 'Câu thứ hai.\n'));
    await save(hand);
    await same(B, article('Bài B', 'Câu thứ nhất.\n'));
  },

  // Two people changed the same line: nothing is saved before the choice, and each choice gives its bytes.
  async conflict({ page, hand, root, at, same, errors }) {
    for (const [side, wanted] of [['mine', 'Dòng của tôi.\n'], ['theirs', 'Dòng của họ.\n'], ['both', 'Dòng của tôi.\nDòng của họ.\n']]) {
      await writeFile(join(root, B), article('Bài B', 'Lời B.\n'));
      await page.goto(at(edit(B)));
      await page.locator('#text').waitFor();
      await page.waitForFunction(() => document.getElementById('text').value === 'Lời B.\n');
      await hand.fill(page.locator('#text'), 'Dòng của tôi.\n');
      await status(page, 'Chưa lưu');
      await writeFile(join(root, B), article('Bài B', 'Dòng của họ.\n'));
      await status(page, 'người khác lưu');
      await hand.press(page.locator('#save'));
      await page.waitForURL(/\/merge\?/);
      await same(B, article('Bài B', 'Dòng của họ.\n'));
      const choice = page.locator(`input[type=radio][value=${side}]`);
      if (hand.byMouse) {
        await hand.go(choice);
      } else {
        // One stop of the Tab key for the choices; the arrows go from one to the other.
        await hand.go(page.locator('input[type=radio]').first());
        await hand.key('Space');
        for (let at = 0; at < { mine: 0, theirs: 1, both: 2 }[side]; at += 1) await hand.key('ArrowDown');
      }
      await hand.press(page.locator('#merge button.primary'));
      await page.waitForURL(/\/edit/);
      await same(B, article('Bài B', wanted));
    }
    errors.splice(0, errors.length, ...errors.filter(line => !/409/.test(line)));
  },

  // A connection is set up, the changes are listed and published, and the release before comes back.
  async publication({ page, hand, root, at, expect, errors }) {
    await mkdir(join(root, 'may-chu'));
    await page.goto(at('/'));
    await hand.press(page.locator('nav a[href="/publish"]'));
    const kind = page.locator('#connection-kind');
    if (hand.byMouse) {
      await kind.selectOption('folder');
      hand.clicks += 2;
    } else {
      await hand.go(kind);
      for (let steps = 0; steps < 8 && await kind.inputValue() !== 'folder'; steps += 1) await hand.key('ArrowDown');
    }
    const form = page.locator('fieldset[data-group=folder]');
    await hand.fill(form.locator('[data-key=path]'), 'may-chu/web');
    await hand.press(form.locator('details.more > summary'));
    await hand.toggle(form.locator('[data-key=verify]'));
    await hand.press(page.locator('#connection button[type=submit]'));
    await page.waitForURL(/target=/);
    const task = name => page.locator(`[data-task=${name}]`);
    await hand.press(task('check'));
    await ended(page, 'Kết nối được');
    await hand.press(task('plan'));
    await ended(page, 'Đã xem xong');
    const titles = await page.locator('#plan-changes li').allInnerTexts();
    expect(titles.some(title => title.includes('Bài A')), `the changes are ${titles.join(' | ')}`);
    const publish = async () => {
      for (const box of await page.locator('#plan-questions input').all()) await hand.toggle(box);
      await hand.press(page.locator('#publish-now'));
      await ended(page, 'Đã đăng xong');
    };
    await publish();
    const shown = join(root, 'may-chu/web/tin/a/index.html');
    const first = await readFile(shown, 'utf8');
    expect(first.includes('Lời A.'), 'the article is not on the host');
    await page.goto(at(edit(A)));
    await hand.go(page.locator('#text'));
    await hand.key('Control+End');
    await hand.type('Câu mới.');
    await save(hand);
    await page.goto(at('/publish'));
    await hand.press(task('plan'));
    await ended(page, 'Đã xem xong');
    await publish();
    expect((await readFile(shown, 'utf8')).includes('Câu mới.'), 'the change is not on the host');
    await hand.press(task('undo'));
    await page.locator('#publish-question').waitFor();
    await hand.press(page.locator('#question-yes'));
    await ended(page, 'Đã quay lại bản trước');
    expect(await readFile(shown, 'utf8') === first, 'the undo gives other bytes');
    errors.splice(0, errors.length, ...errors.filter(line => !/404.*localhost/.test(line)));
  },
};
