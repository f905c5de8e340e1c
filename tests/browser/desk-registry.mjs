// Scenarios of the registry and of new records: each ends with the bytes of the file on the disk.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { save, status } from './desk-start.mjs';

const UNITS = 'content/registry/units.yaml';
const TEXT = `# Các đơn vị
- {id: cd-mot, type: federation, names: [{name: Công đoàn Một}]} # một

- id: cd-hai # hai
  type: grassroots
  names: [{name: Công đoàn Hai, from: 2001-01-01}]
`;
const entry = id => `/edit?file=${encodeURIComponent(UNITS)}&entry=${id}`;

// Gives the site two units, and waits until the desk has them.
async function withUnits({ page, root, at }) {
  await mkdir(join(root, 'content/registry'), { recursive: true });
  await writeFile(join(root, UNITS), TEXT);
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto(at('/list?list=units'));
    if (await page.locator('a.row-title').count() === 2) return;
    await page.waitForTimeout(200);
  }
  throw new Error('the desk does not see the units');
}

export const SCENARIOS = {
  // A unit is opened from its list and changed; comments and the other unit stay.
  async unit(parts) {
    const { page, hand, same, expect, preview } = parts;
    await withUnits(parts);
    await hand.press(page.locator('a.row-title').filter({ hasText: 'Công đoàn Hai' }));
    const also = page.locator('#field-also');
    await also.waitFor();
    expect(await page.locator('[data-key=id]').count() === 0, 'the id can be changed');
    expect(!await page.locator('#text').isVisible(), 'the text of the file is shown beside the form');
    await hand.addLine(also, 'Nhì: hai');
    await hand.fill(page.locator('#field-note'), 'Ghi chú thử.');
    await preview('Ghi chú thử.');
    await same(UNITS, TEXT);
    await save(hand);
    await same(UNITS, TEXT.replace(/(from: 2001-01-01.*\n)/, '$1  also: ["Nhì: hai"]\n  note: Ghi chú thử.\n'));
  },

  // The name for the history is asked on the first page, once, and can be changed where the versions are.
  async named({ page, hand, at, expect }) {
    await page.goto(at('/'));
    await hand.fill(page.locator('#author'), 'Trần Đức');
    await hand.press(page.locator('#author-name button'));
    await page.locator('#author').waitFor({ state: 'detached' });
    await page.goto(at('/history'));
    expect((await page.locator('summary').first().innerText()).includes('Trần Đức'), 'the name is not shown');
    await hand.press(page.locator('summary').first());
    await hand.fill(page.locator('#author'), 'Lê Thử');
    await hand.press(page.locator('#author-name button'));
    await page.locator('summary').filter({ hasText: 'Lê Thử' }).waitFor();
  },

  // An entry that nothing names is deleted after a look at its lines.
  async deleted(parts) {
    const { page, hand, same } = parts;
    await withUnits(parts);
    await hand.press(page.locator('a.row-title').filter({ hasText: 'Công đoàn Hai' }));
    await hand.press(page.locator('#remove'));
    await page.locator('pre').filter({ hasText: 'cd-hai' }).waitFor();
    await same(UNITS, TEXT);
    await hand.press(page.locator('#yes'));
    await page.waitForURL(/list=units/);
    await same(UNITS, TEXT.split('- id: cd-hai')[0]);
  },

  // A problem of one of several dated names leads to that field, is said beside it, and goes when it is corrected.
  async dated(parts) {
    const { page, root, hand, at, same, expect } = parts;
    const names = '  names:\n    - {name: Công đoàn Hai, from: 2001-01-01}\n    - {name: Công đoàn Nhì, from: 2001-01-01}\n';
    const text = `${TEXT.split('  names')[0]}${names}`;
    await withUnits(parts);
    await writeFile(join(root, UNITS), text);
    const link = page.locator('.problems a').filter({ hasText: 'Công đoàn Nhì' });
    for (let tries = 0; tries < 50 && !await link.count(); tries += 1) {
      await page.waitForTimeout(200);
      await page.goto(at('/'));
    }
    await hand.press(link.first());
    await page.waitForFunction(() => document.activeElement.value === 'Công đoàn Nhì');
    const field = page.locator('[data-row]').nth(1).locator('[data-key=name]');
    expect((await field.getAttribute('aria-describedby')).endsWith('-wrong'), 'the field does not say what is wrong');
    expect(await page.locator('[data-row]').first().locator('.wrong').count() === 0, 'the other name is marked');
    await page.locator('[data-row]').nth(1).locator('[data-key=from]').fill('2010-01-01');
    await page.locator('#problems a').waitFor({ state: 'detached' });
    await save(hand);
    await same(UNITS, text.replace('Nhì, from: 2001', 'Nhì, from: 2010'));
  },

  // Two tabs on two units of the same file: neither loses what the other one saves, nor what it has not saved.
  async tabs(parts) {
    const { page, hand, at, same, context } = parts;
    await withUnits(parts);
    const other = await context.newPage();
    await other.goto(at(entry('cd-mot')));
    await page.goto(at(entry('cd-hai')));
    await other.locator('#field-note').fill('Của tab kia.');
    await status(other, 'chưa lưu');
    await page.bringToFront();
    await hand.fill(page.locator('#field-note'), 'Của tab này.');
    await save(hand);
    await other.close();
    const mine = TEXT.replace(/(from: 2001-01-01.*\n)/, '$1  note: Của tab này.\n');
    await same(UNITS, mine);
    await page.goto(at(entry('cd-mot')));
    await hand.press(page.locator('#recovered:not([inert]) #recover'));
    await page.waitForURL(/copy=[0-9a-f]/);
    await save(hand);
    await same(UNITS, mine.replace('Một}]}', 'Một}], note: Của tab kia.}'));
  },

  // A unit gets the id that its name leads to; one that exists is refused. A decision is a draft without rows.
  async added(parts) {
    const { page, hand, at, same, expect, errors } = parts;
    await withUnits(parts);
    await hand.press(page.locator('main a[href="/new?kind=unit"]'));
    await hand.go(page.locator('#new-title'));
    await hand.type('Công đoàn Ba');
    await page.waitForFunction(() => document.getElementById('new-id').value === 'cong-doan-ba');
    await hand.fill(page.locator('#new-id'), 'cd-hai');
    await page.locator('#new-type').selectOption('grassroots');
    await hand.press(page.locator('#new button'));
    await page.locator('#refusal').filter({ hasText: 'cd-hai' }).waitFor();
    await same(UNITS, TEXT);
    await hand.fill(page.locator('#new-id'), 'cd-ba');
    await hand.press(page.locator('#new button'));
    await page.locator('#field-note').waitFor();
    expect(page.url().includes('entry=cd%2Dba'), `the page is ${page.url()}`);
    await same(UNITS, `${TEXT}- {id: cd-ba, type: grassroots, names: [{name: Công đoàn Ba}]}\n`);
    await page.goto(at('/list?list=decisions'));
    await hand.press(page.locator('main a[href="/new?kind=decision"]'));
    await hand.go(page.locator('#new-title'));
    await hand.type('27/QĐ-LĐLĐ');
    await page.locator('#new-signed').fill('2025-01-16');
    await hand.go(page.locator('#new-issuer'));
    // A name that is typed to the end has no list, which would cover the button.
    const searched = page.waitForResponse(response => response.url().endsWith('q=cd-mot'));
    await hand.type('cd-mot');
    await searched;
    await hand.press(page.locator('#new button'));
    await page.waitForURL(/\/edit/);
    await same('content/awards/2025/27-qd-ldld.yaml', 'number: 27/QĐ-LĐLĐ\nsigned: 2025-01-16\nissuer: cd-mot\ndraft: true\nawards: []\n');
    // The refusal is one that the scenario wants.
    errors.splice(0, errors.length, ...errors.filter(line => !/status of 409/.test(line)));
  },
};
