// Scenarios of approval: an article is sent, returned with a note, changed, sent again and approved by a colleague.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { look } from './desk-access.mjs';
import { Hand, save, status } from './desk-start.mjs';

const B = 'content/articles/tin/b/index.md';
const edit = `/edit?file=${encodeURIComponent(B)}`;
const NOTE = 'Thiếu tên đơn vị: thêm vào câu đầu.';

const step = (page, state) => page.locator(`[data-review=${state}]`);

// Waits for the page to show `state` after it was loaded again.
const isIn = (page, state) => page.locator(`#review-state.${state}`).waitFor();

// Lets the site need approvals, and waits for the desk to know.
async function needApprovals(page, root, at) {
  const settings = join(root, 'content/site.yaml');
  await writeFile(settings, `${await readFile(settings, 'utf8')}review: true\n`);
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto(at(edit));
    if (await page.locator('#review-state').count()) return;
    await page.waitForTimeout(200);
  }
  throw new Error('the desk does not ask for approvals');
}

export const SCENARIOS = {
  // Only what a colleague approved is on the built site; the history names each step.
  async approval({ program, page, hand, root, at, context, newContext, newBrowser, expect, report, errors }) {
    const isBuilt = async () => {
      const out = join(root, 'built');
      await promisify(execFile)(program, ['build', '--out', out, '--today', '2026-11-23'], { cwd: root });
      return readFile(join(out, 'tin/b/index.html'), 'utf8').catch(() => null);
    };
    const lookAt = async state => {
      // The same pages are shown to who uses the keyboard only.
      if (!hand.byMouse) return;
      for (const [colorScheme, width] of [['light', 1280], ['dark', 360]]) {
        const other = await newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
        await other.addCookies(await context.cookies());
        const shown = await other.newPage();
        for (const address of [edit, '/list?list=articles', '/']) {
          await shown.goto(at(address));
          const details = shown.locator('#field-review details > summary');
          if (await details.count()) await details.click();
          await look(shown, `${state} ${address} ${colorScheme} ${width}`, report);
        }
        await other.close();
      }
    };
    const front = async () => (await readFile(join(root, B), 'utf8')).split('---')[1];

    await needApprovals(page, root, at);
    await isIn(page, 'not-sent');
    await lookAt('not sent');
    await hand.fill(page.locator('#text'), 'Lời mới.\n');
    await hand.press(step(page, 'sent'));
    await isIn(page, 'sent');
    await status(page, /^Đã lưu/);
    expect((await front()).includes('state: sent'), `the front matter is ${await front()}`);
    expect((await readFile(join(root, B), 'utf8')).endsWith('Lời mới.\n'), 'what was typed is not saved');
    expect(await isBuilt() === null, 'an article that was sent is on the site');
    await lookAt('sent');

    const colleague = await newBrowser();
    const other = new Hand(colleague, hand.kind);
    await colleague.goto(at('/'));
    await other.press(colleague.locator('a[href$="state=sent"]'));
    await other.press(colleague.locator('a.row-title'));
    await isIn(colleague, 'sent');
    await other.press(colleague.locator('#field-review summary'));
    await other.press(step(colleague, 'returned'));
    await status(colleague, 'Hãy viết rõ');
    await isIn(colleague, 'sent');
    await other.fill(colleague.locator('#review-note'), NOTE);
    // The note that was not sent yet is still there when the page is loaded again.
    await colleague.reload();
    expect(await colleague.locator('#review-note').inputValue() === NOTE, 'the note is lost');
    await other.press(step(colleague, 'returned'));
    await isIn(colleague, 'returned');
    expect(await isBuilt() === null, 'an article that was returned is on the site');
    await lookAt('returned');

    await page.goto(at(edit));
    await isIn(page, 'returned');
    expect((await page.locator('.review-note').innerText()) === NOTE, 'the author does not see the note');
    await hand.fill(page.locator('#text'), 'Công đoàn cơ sở Thử.\n');
    await hand.press(step(page, 'sent'));
    await isIn(page, 'sent');
    expect(!(await front()).includes('note'), 'the old note stays');

    // What was changed meanwhile cannot be approved unseen.
    await colleague.goto(at(edit));
    await hand.fill(page.locator('#text'), 'Công đoàn cơ sở Thử Hai.\n');
    await save(hand);
    // The colleague is told who saved it.
    await status(colleague, 'đã lưu tệp này (');
    await other.press(step(colleague, 'approved'));
    await status(colleague, 'Người khác vừa lưu');
    expect((await front()).includes('state: sent'), 'a text was approved that nobody had read');
    errors.splice(0, errors.length, ...errors.filter(line => !/409/.test(line)));
    await colleague.goto(at(edit));
    await other.press(step(colleague, 'approved'));
    await isIn(colleague, 'approved');
    expect((await isBuilt())?.includes('Thử Hai.'), 'the approved article is not on the site');
    await lookAt('approved');

    await colleague.goto(at(`/history?file=${encodeURIComponent(B)}`));
    const events = await colleague.locator('.events').innerText();
    for (const words of ['Gửi duyệt', `Trả lại: ${NOTE}`, 'Đã duyệt']) {
      expect(events.includes(words), `the history has no ${words}: ${events}`);
    }
    await colleague.context().close();
  },
};
