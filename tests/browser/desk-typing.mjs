// Names typed as Vietnamese input methods send them. UniKey and its like swallow a key and send Backspace and then letters; the
// keyboard of Windows composes.
const A = 'content/articles/tin/a.md';

// What UniKey sends for `DDuwcs Hanhj`: each step is a letter, or '<' for Backspace.
const STEPS = ['D', '<', 'Đ', 'u', '<', 'ư', 'c', '<', '<', 'ức', ' ', 'H', 'a', 'n', 'h', '<', '<', '<', 'ạnh'];
// The same as compositions: the texts of each word on the way, the last of which is committed.
const WORDS = [['D', 'Đ', 'Đu', 'Đư', 'Đưc', 'Đức'], [' '], ['H', 'Ha', 'Han', 'Hanh', 'Hạnh']];
export const NAME = 'Đức Hạnh';

async function backspace(client) {
  const key = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

// A letter by VK_PACKET, as SendInput with KEYEVENTF_UNICODE arrives.
async function letter(client, text) {
  const key = { key: text, windowsVirtualKeyCode: 231 };
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await client.send('Input.dispatchKeyEvent', { type: 'char', text, unmodifiedText: text, ...key });
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

export const METHODS = {
  async replaced(client, pause) {
    for (const step of STEPS) {
      if (step === '<') await backspace(client);
      else for (const one of step) await letter(client, one);
      await pause();
    }
  },
  async composed(client, pause) {
    for (const word of WORDS) {
      if (word.length === 1) {
        await letter(client, word[0]);
        continue;
      }
      for (const text of word) {
        await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 });
        await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
        await client.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Process', windowsVirtualKeyCode: 229 });
        await pause();
      }
      await client.send('Input.insertText', { text: word.at(-1) });
    }
  },
};

export const SCENARIOS = {
  // In every kind of field, by both methods, with and without pauses: the name, and nothing else, also in the file.
  async names({ page, hand, context, at, expect, same }) {
    const client = await context.newCDPSession(page);
    const last = locator => locator.locator('.line-field input').last();
    for (const [method, typeName] of Object.entries(METHODS)) {
      for (const milliseconds of [0, 80]) {
        const where = `${method}, ${milliseconds} ms`;
        const pause = () => (milliseconds ? page.waitForTimeout(milliseconds) : Promise.resolve());
        const typed = async (name, locator) => {
          await locator.click();
          await page.keyboard.press('Control+A');
          await page.keyboard.press('Delete');
          await typeName(client, pause);
          const value = await locator.inputValue();
          expect(value === NAME, `${name}, ${where}: ${JSON.stringify(value)}`);
        };
        await page.goto(at(`/list?list=articles`));
        await typed('search', page.locator('input[name=q]'));
        await page.keyboard.press('Enter');
        await page.waitForURL(/q=/);
        const rows = await page.locator('a.row-title').allInnerTexts();
        expect(rows.at(-1) === 'Thợ Đức Hạnh', `search, ${where}: finds ${rows}`);
        await page.goto(at(`/edit?file=${A}`));
        await typed('title', page.locator('#field-title'));
        await typed('lead', page.locator('#field-lead'));
        await typed('author', page.locator('#field-author'));
        if (await page.locator('#field-tags .line-field').count() < 3) await page.locator('#field-tags > [data-add]').click();
        await typed('tag', last(page.locator('#field-tags')));
        await typed('text', page.locator('#text'));
        await page.locator('[data-mark=link]').click();
        await typed('link', page.locator('#link-query'));
        await page.locator('.link-choice', { hasText: 'Thợ Đức Hạnh' }).waitFor();
        // The first Escape empties the search.
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.locator('#link-dialog').waitFor({ state: 'hidden' });
        await page.locator('#save').click();
        await page.waitForFunction(() => /Đã lưu|Chưa thay đổi/.test(document.getElementById('status').textContent));
        await same(A, `---\ntitle: ${NAME}\nlead: ${NAME}\ndate: 2024-01-05\nauthor: ${NAME}\ntags: [một, hai, ${NAME}] # chủ đề\n---\n${NAME}`);
        await page.goto(at('/new'));
        await typed('new title', page.locator('#new-title'));
      }
    }
    hand.keys = 0;
  },
};
