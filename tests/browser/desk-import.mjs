// Scenarios of the import on the demonstration: a table is pasted or a file chosen, its questions are answered, and the decision
// is written.
import { readFile } from 'node:fs/promises';
import { publishToFolder } from './desk-publishing.mjs';
import { saveTable as save } from './desk-start.mjs';

const FIXTURES = new URL('../fixtures/import/', import.meta.url);
const UNITS = 'content/registry/units.yaml';
const NEW_UNIT = 'Phòng GD&ĐT huyện Hòa Lạc';
// What a person answers, by words of the question: a candidate, other words, or the type of a new unit.
const ANSWERS = {
  'Cột "': { value: 'remark' },
  'Số quyết định': { typed: '188/QĐ-LĐLĐ' },
  'ký ngày nào': { typed: '20/11/2026' },
  'ban hành': { value: 'ldld-minh-giang' },
  'thời gian nào': { typed: '2026' },
  '"Bằng khen"': { value: 'bang-khen-ldld-tinh' },
  '"CĐCS Bưu điện tỉnh"': { value: 'cdcs-buu-dien-minh-giang' },
  [`"${NEW_UNIT}"`]: { kind: 'agency' },
};

// Chooses a radio button: by a click, or by the arrows of its group.
async function choose(hand, question, radio) {
  if (hand.byMouse) return hand.go(radio);
  const first = question.locator('input[type=radio]').first();
  await hand.go(first);
  await hand.key('Space');
  for (let steps = 0; steps < 12 && !await radio.isChecked(); steps += 1) await hand.key('ArrowDown');
  return undefined;
}

async function answer(hand, question) {
  const legend = await question.locator('legend').innerText();
  const known = Object.entries(ANSWERS).find(([words]) => legend.includes(words));
  if (!known) throw new Error(`nobody knows: ${legend}`);
  const { value, typed, kind } = known[1];
  if (value) {
    await choose(hand, question, question.locator(`input[data-value="${value}"]`));
  } else if (typed) {
    await hand.fill(question.locator('[data-typed]'), typed);
    await hand.key('Tab');
  } else {
    const select = question.locator('[data-kind]');
    if (hand.byMouse) {
      await select.selectOption(kind);
      hand.clicks += 2;
    } else {
      await hand.go(select);
      for (let steps = 0; steps < 9 && await select.inputValue() !== kind; steps += 1) await hand.key('ArrowDown');
    }
  }
  await question.locator('.answer-state:not(:empty)').waitFor();
  if (await question.evaluate(one => one.classList.contains('bad'))) throw new Error(`${legend}: ${await question.innerText()}`);
}

// Answers all questions, round by round; returns their number.
async function answerAll(page, hand) {
  let count = 0;
  for (let round = 0; round < 4 && await page.locator('#import-questions').count(); round += 1) {
    for (const question of await page.locator('#import-questions fieldset').all()) {
      await answer(hand, question);
      count += 1;
    }
    await Promise.all([page.waitForEvent('load'), hand.press(page.locator('#import-questions .primary'))]);
  }
  return count;
}

// The awards of a table as text, `name | position`.
const tableRows = text => text.trim().split('\n').map(line => line.split('\t'));

async function finish({ page, hand, root, expect }, questions) {
  const asked = await answerAll(page, hand);
  expect(asked === questions, `${asked} questions were asked`);
  const units = await readFile(`${root}/${UNITS}`, 'utf8');
  await hand.press(page.locator('#write'));
  await page.waitForURL(/\/edit\?file=/);
  await page.locator('#award-totals:not(:empty)').waitFor();
  const file = new URL(page.url()).searchParams.get('file');
  const text = await readFile(`${root}/${file}`, 'utf8');
  const rows = tableRows(await readFile(new URL('paste.tsv', FIXTURES), 'utf8'));
  expect(text.split('\n').filter(line => line.startsWith('  - ')).length === rows.length, `not ${rows.length} awards: ${text.slice(0, 2000)}`);
  const folded = text.toLowerCase();
  for (const [, name] of rows) {
    const own = name.replace(/^(Ông|Bà) /, '').toLowerCase();
    expect(folded.includes(own), `${name} is lost`);
  }
  expect(!text.includes('draft: true'), 'the decision is a draft');
  const after = await readFile(`${root}/${UNITS}`, 'utf8');
  expect(after.includes(NEW_UNIT) && after.includes('CĐCS Bưu điện tỉnh]'), 'the registry does not remember the answers');
  expect(after.split('\n').length >= units.split('\n').length, 'units are lost');
  // Two rows of the table are the same, and the check says so.
  const wrong = await page.locator('#problems .error').allInnerTexts();
  expect(wrong.length === 1 && wrong[0].includes('ghi hai lần'), `check says ${wrong}`);
  return file;
}

// Deletes the row that the check calls a double, and saves; the check finds no error then.
async function removeDouble({ page, hand }) {
  await hand.press(page.locator('a[href="#problems-title"]'));
  await hand.press(page.locator('#problems .error a'));
  const row = page.locator('#field-awards tbody tr').filter({ has: page.locator(':focus') });
  await hand.press(row.locator('[data-act=delete]'));
  await save(hand);
  await page.locator('#problems .error').waitFor({ state: 'detached' });
}

// A file is dropped on the page, or chosen.
async function give(page, hand, name) {
  const file = new URL(name, FIXTURES);
  if (hand.byMouse) {
    const bytes = (await readFile(file)).toString('base64');
    await page.evaluate(([name, bytes]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name));
      document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, [name, bytes]);
    hand.clicks += 1;
  } else {
    const chooser = page.waitForEvent('filechooser');
    await hand.go(page.locator('#import-file'));
    await hand.key('Space');
    await (await chooser).setFiles(decodeURIComponent(file.pathname));
  }
  await page.waitForURL(/\/import\?id=/);
}

export const SCENARIOS = {
  // 120 rows of a clipboard; the decision that they give is corrected and published.
  async 'import paste'(parts) {
    const { page, hand, at, expect, errors } = parts;
    await page.goto(at('/'));
    await hand.press(page.locator('nav a[href="/import"]'));
    await page.waitForURL(at('/import'));
    const text = await readFile(new URL('paste.tsv', FIXTURES), 'utf8');
    await page.evaluate(text => navigator.clipboard.writeText(text), text);
    await hand.go(page.locator('#import-text'));
    await hand.key('Control+V');
    await hand.press(page.locator('#paste button'));
    await page.waitForURL(/\/import\?id=/);
    await finish(parts, 7);
    await removeDouble(parts);
    await page.goto(at('/'));
    const titles = await publishToFolder(parts, 'may-chu');
    expect(titles.some(title => title.includes('188/QĐ-LĐLĐ')), `the decision is not published: ${titles.join(' | ')}`);
    errors.splice(0, errors.length, ...errors.filter(line => !/404.*localhost/.test(line)));
  },

  // The same rows in a workbook; the browser is closed between two answers.
  async 'import xlsx'(parts) {
    const { page, hand, at, expect } = parts;
    await page.goto(at('/list?list=decisions'));
    await hand.press(page.locator('main a[href="/import"]'));
    await page.waitForURL(at('/import'));
    await give(page, hand, 'danh-sach.xlsx');
    const first = page.locator('#import-questions fieldset').first();
    await answer(hand, first);
    await page.goto(at('/import'));
    await hand.press(page.locator('section.attention a'));
    await page.waitForURL(/\/import\?id=/);
    expect(await page.locator('#answered li').count() === 1, 'the answer is lost');
    await finish(parts, 2);
    // The same file again finds its decision, and nothing to change.
    await page.goto(at('/import'));
    await give(page, hand, 'danh-sach.xlsx');
    await answerAll(page, hand);
    expect(await page.locator('#write').count() === 0, 'the decision would be written again');
    expect((await page.locator('main').innerText()).includes('không có gì để sửa'), 'the same file changes the decision');
    await hand.press(page.locator('#discard-import'));
    await page.waitForURL(at('/import'));
    expect(await page.locator('section.attention').count() === 0, 'the import was not discarded');
  },

  // The same rows in a Word file.
  async 'import docx'(parts) {
    const { page, hand, at } = parts;
    await page.goto(at('/import'));
    await give(page, hand, 'quyet-dinh.docx');
    await finish(parts, 7);
  },
};

// axe on every state of the import.
export async function importAccess(page, at, check) {
  await page.goto(at('/import'));
  await check(page, 'import');
  const text = await readFile(new URL('paste.tsv', FIXTURES), 'utf8');
  await page.locator('#import-text').fill(text);
  await page.locator('#paste button').click();
  await page.waitForURL(/\/import\?id=/);
  await check(page, 'import, questions');
  await page.locator('[data-typed]').first().fill('');
  await page.locator('input[value=typed]').last().check();
  await page.locator('[data-typed]').last().fill('không có đơn vị này');
  await page.locator('#import-questions .primary').click();
  await page.locator('fieldset.bad').waitFor();
  await check(page, 'import, an unknown answer');
  await page.locator('#leave-open').click();
  await page.locator('#write').waitFor();
  await page.locator('#answered summary').click();
  await check(page, 'import, answered');
  await page.locator('#discard-import').click();
  await page.waitForURL(at('/import'));
}
