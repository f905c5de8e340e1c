// Scenarios of what happens to a unit: it is renamed, merged or closed, and the bytes of the registry are looked at.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const UNITS = 'content/registry/units.yaml';
const HEAD = `# Các đơn vị
- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]} # một

- id: cd-hai # hai
  type: grassroots
  names:
    - {name: Công đoàn Hai, from: 2001-01-01} # tên đầu
`;
const REST = '- {id: cd-to, type: team, names: [{name: Tổ Một}], parents: [{unit: cd-hai}]}\n';

// Gives the site three units, waits until the desk has them, and opens the action with `words` from the form of one.
async function begin({ page, root, at, hand }, words) {
  await mkdir(join(root, 'content/registry'), { recursive: true });
  await writeFile(join(root, UNITS), HEAD + REST);
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto(at('/list?list=units'));
    if (await page.locator('a.row-title').count() === 3) break;
    await page.waitForTimeout(200);
  }
  await hand.press(page.locator('a.row-title').filter({ hasText: 'Công đoàn Hai' }));
  await hand.press(page.locator('.editor-head a').filter({ hasText: words }));
  await page.locator('#ask').waitFor();
}

// Asks what is written, and waits for the answer, which gets the focus.
async function show({ page, hand, same }) {
  await hand.press(page.locator('#ask button'));
  await page.locator('#plan-title:focus').waitFor();
  await same(UNITS, HEAD + REST);
}

async function agree({ page, hand }) {
  await hand.press(page.locator('#yes'));
  await page.waitForURL(/\/edit/);
}

export const SCENARIOS = {
  // A wrong day is answered, the words stay; then the new name is shown and written below the old one.
  async renamed(parts) {
    const { page, hand, same, expect } = parts;
    await begin(parts, 'Đổi tên');
    await hand.fill(page.locator('#unit-name'), 'Công đoàn Đức Hòa');
    await hand.fill(page.locator('#unit-day'), '31/02/2025');
    await hand.press(page.locator('#ask button'));
    await page.locator('#refusal').filter({ hasText: '31/02/2025' }).waitFor();
    expect(await page.locator('#unit-name').inputValue() === 'Công đoàn Đức Hòa', 'the new name is lost');
    await hand.fill(page.locator('#unit-day'), '01/07/2025');
    await show(parts);
    const planned = await page.locator('#plan').innerText();
    expect(planned.includes('Công đoàn Đức Hòa') && planned.includes('Tổ Một'), `the plan is ${planned}`);
    await agree(parts);
    await same(UNITS, `${HEAD}    - {name: Công đoàn Đức Hòa, from: 2025-07-01}\n${REST}`);
  },

  // A merged unit names its successor; what is still below it is said.
  async merged(parts) {
    const { page, hand, same, expect } = parts;
    await begin(parts, 'Sáp nhập');
    await hand.fill(page.locator('#unit-into'), 'ldld-thu');
    await hand.fill(page.locator('#unit-day'), '30/06/2025');
    await hand.fill(page.locator('#unit-document'), '5/QĐ-LĐLĐ');
    await show(parts);
    expect((await page.locator('#plan .attention').innerText()).includes('Tổ Một'), 'the unit below is not said');
    await agree(parts);
    await same(UNITS, `${HEAD}  ended: {on: 2025-06-30, how: merged, document: 5/QĐ-LĐLĐ}\n  successors: [ldld-thu]\n${REST}`);
  },

  // What another person saves between the look and the yes is not overwritten; after a new look the unit is closed.
  async closed(parts) {
    const { page, root, hand, same, errors } = parts;
    await begin(parts, 'Giải thể, kết thúc hoạt động');
    await hand.fill(page.locator('#unit-day'), '30/06/2025');
    await hand.fill(page.locator('#unit-note'), 'Hết đoàn viên.');
    await show(parts);
    const theirs = HEAD.replace('# hai', '# hai, của người khác');
    await writeFile(join(root, UNITS), theirs + REST);
    await hand.press(page.locator('#yes'));
    await page.locator('#refusal').filter({ hasText: 'vừa thay đổi' }).waitFor();
    await same(UNITS, theirs + REST);
    await hand.press(page.locator('#ask button'));
    await page.locator('#plan-title:focus').waitFor();
    await agree(parts);
    await same(UNITS, `${theirs}  ended: {on: 2025-06-30, how: dissolved}\n  note: Hết đoàn viên.\n${REST}`);
    // The refusal is one that the scenario wants.
    errors.splice(0, errors.length, ...errors.filter(line => !/status of 409/.test(line)));
  },
};

// The pages of the actions on a unit of the demonstration, empty, refused and shown, and the form that leads to them.
export async function unitAccess(page, at, check) {
  const open = async (action, typed = '') => {
    await page.goto(at(`/unit?file=${encodeURIComponent(UNITS)}&entry=ldld-minh-giang&action=${action}${typed}`));
    await check(page, `unit ${action}${typed ? ', asked' : ''}`);
  };
  await page.goto(at(`/remove?file=${encodeURIComponent(UNITS)}&entry=ldld-minh-giang`));
  await check(page, 'delete a unit, named');
  await page.goto(at('/new?kind=person'));
  await page.locator('#new-title').fill('Mai Thử');
  await page.waitForFunction(() => document.getElementById('new-id').value === 'mai-thu');
  await page.locator('#new button').click();
  await page.locator('#remove').click();
  await page.locator('#yes').waitFor();
  await check(page, 'delete a person');
  for (const action of ['rename', 'merge', 'close']) await open(action);
  await open('rename', '&asked=yes&name=M%E1%BB%9Bi&day=1/2/3');
  await open('rename', '&asked=yes&name=M%E1%BB%9Bi&day=1/7/2020');
  await open('merge', '&asked=yes&into=tong-ldld&day=1/7/2020');
  await open('close', '&asked=yes&note=x&day=1/7/2020');
}
