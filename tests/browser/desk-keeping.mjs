// Scenarios of keeping: the bin, earlier versions and conflicts.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { save, status } from './desk-start.mjs';

const B = 'content/articles/tin/b/index.md';
const edit = file => `/edit?file=${encodeURIComponent(file)}`;
const article = (title, text) => `---\ntitle: ${title}\ndate: 2024-01-05\n---\n${text}`;

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
    await page.waitForURL(/copy=[0-9a-f]/);
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

  // What a browser kept of a version that nothing knows any more is shown, and stays until it is discarded.
  async forgotten({ page, hand, at, expect, errors }) {
    await page.goto(at(edit(B)));
    const key = `bangvang:${B}:${'0'.repeat(64)}:p`;
    const typed = JSON.stringify({ fields: { title: 'Tên gõ dở' }, text: 'Lời gõ dở.\n', shown: '' });
    await page.evaluate(([key, typed]) => localStorage.setItem(key, typed), [key, typed]);
    await page.reload();
    const kept = page.locator('section.attention textarea');
    await kept.waitFor();
    expect((await kept.inputValue()) === 'title: Tên gõ dở\nLời gõ dở.', 'what was typed is not shown');
    await page.reload();
    await kept.waitFor();
    await hand.press(page.locator('section.attention button'));
    expect((await page.evaluate(key => localStorage.getItem(key), key)) === null, 'what was discarded is still kept');
    expect((await kept.count()) === 0, 'what was discarded is still shown');
    errors.splice(0, errors.length, ...errors.filter(line => !/409/.test(line)));
  },

  // A window whose article moves, or is deleted, says so and leads to what was typed in it.
  async gone({ page, hand, root, at, newBrowser, expect, same, errors }) {
    const flat = 'content/articles/tin/c.md';
    const old = await readFile(join(root, flat), 'utf8');
    await writeFile(join(root, flat), `${old}Xem [bài B](b/index.md).\n`);
    await page.goto(at(edit(flat)));
    const other = await newBrowser();
    await other.goto(at(edit(flat)));
    await hand.fill(page.locator('#text'), 'Cửa sổ này, [bài B](b/index.md).\n');
    await status(page, 'Chưa lưu');
    // The first picture gives the article a folder: the page goes on there, with its own text and right links.
    const picture = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    await other.locator('#text').fill('Cửa sổ kia, [bài B](b/index.md).\n');
    await status(other, 'Chưa lưu');
    await other.locator('#picture-files').setInputFiles([{ name: 'anh.gif', mimeType: 'image/gif', buffer: picture }]);
    await other.waitForURL(/c%2Findex\.md&copy=/);
    expect(await other.locator('#text').inputValue() === 'Cửa sổ kia, [bài B](../b/index.md).\n', 'the text of the other window is not right there');
    await status(page, 'chuyển sang chỗ khác');
    expect(await page.locator('#save').isHidden(), 'a file that moved can be saved');
    await hand.press(page.locator('#gone'));
    await page.waitForURL(/c%2Findex%2Emd&copy=/);
    expect(await page.locator('#text').inputValue() === 'Cửa sổ này, [bài B](../b/index.md).\n', 'what was typed here is lost');
    await save(hand);
    await same(flat.replace('.md', '/index.md'), `${old.replace('Lời C.\n', '')}Cửa sổ này, [bài B](../b/index.md).\n`);
    await other.goto(at(edit(B)));
    await page.goto(at(edit(B)));
    await hand.fill(page.locator('#text'), 'Chữ gõ dở.\n');
    await status(page, 'Chưa lưu');
    other.once('dialog', dialog => dialog.accept());
    await other.locator('#delete').click();
    await other.waitForURL(at('/'));
    await status(page, 'bị xóa');
    await hand.press(page.locator('#gone'));
    await page.locator('[data-undelete]').waitFor();
    expect(await page.locator('textarea').inputValue() === article('Bài B', 'Chữ gõ dở.\n'), 'what was typed is not shown');
    await hand.press(page.locator('[data-discard]'));
    await page.waitForURL(at('/'));
    errors.splice(0, errors.length, ...errors.filter(line => !/40[49]/.test(line)));
  },

  // Enter in the search for a page takes the first one that is found.
  async linkByEnter({ page, hand, at, expect }) {
    await page.goto(at(edit(B)));
    const text = page.locator('#text');
    await hand.fill(text, 'Xem ');
    await page.keyboard.press('Control+k');
    await page.locator('#link-query').waitFor();
    await page.keyboard.press('Enter');
    expect(await page.locator('#link-dialog').isVisible(), 'the dialog closes without words');
    await page.keyboard.type('duc hanh');
    await page.keyboard.press('Enter');
    await page.locator('#link-dialog').waitFor({ state: 'hidden' });
    const written = await text.inputValue();
    expect(written === 'Xem [Thợ Đức Hạnh](/tin/c/)', `the link is ${written}`);
    await save(hand);
  },
};
