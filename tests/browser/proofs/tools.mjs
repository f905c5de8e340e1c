// The features that need JavaScript: text size, colours, menus, sorting, filtering; proofs/search.mjs has the search.
import { open } from '../browser.mjs';

export default async function prove({ host, pages, report }) {
  const at = kind => host + pages.find(page => page.kind === kind).route;
  const expect = (holds, what) => { if (!holds) report(what); };
  const browser = await open();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const page = await context.newPage();
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);

  await page.goto(at('home'));
  await page.click('[data-size="1"]');
  const larger = parseFloat(await size());
  await page.click('[data-switch]');
  await page.goto(at('article'));
  expect(larger > 16 && parseFloat(await size()) === larger, 'the larger text size is not remembered');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor) === 'rgb(18, 22, 27)', 'dark colours are not remembered');
  await page.click('[data-size="0"]');
  expect(await size() === '16px', 'the button A does not restore the normal text size');

  await page.goto(at('statistics'));
  const column = async () => (await page.locator('table[data-sort]').first().locator('tbody tr td:nth-child(2)').allTextContents()).map(Number);
  const head = page.locator('table[data-sort]').first().locator('thead th').nth(1);
  await head.locator('button').click();
  const up = await column();
  expect(up.every((value, index) => index === 0 || up[index - 1] <= value), 'a table is not sorted upwards');
  await head.locator('button').click();
  expect((await column()).join() === [...up].sort((a, b) => b - a).join(), 'a table is not sorted downwards');
  expect(await head.getAttribute('aria-sort') === 'descending', 'a sorted column does not say so');

  const given = async () => (await page.locator('.group').first().locator('.award-name').allTextContents()).map(text => text.trim().split(/\s+/).pop());
  await page.goto(at('roll'));
  const before = await given();
  await page.selectOption('[data-order]', '.award-name');
  const sorted = [...before].sort(new Intl.Collator('vi').compare);
  expect((await given()).join() === sorted.join(), `a roll is not sorted by given names: ${await given()}`);
  await page.selectOption('[data-order]', '');
  expect((await given()).join() === before.join(), 'a roll does not return to its order');

  await menus(page, at('article'), expect);

  await page.goto(at('units'));
  const units = await page.locator('.register-links > li:visible').count();
  await page.fill('[data-filter] input', 'benh vien');
  const left = await page.locator('.register-links > li:visible').allTextContents();
  expect(left.length > 0 && left.length < units && left.every(text => /bệnh viện/i.test(text)), 'units are not filtered');
  await page.fill('[data-filter] input', 'enh vien');
  expect((await page.locator('.register-links > li:visible').count()) === 0, 'a unit is found by the end of a word');
  await browser.close();
}

// A sub-menu and, on a phone, the search open on a click, and close on Escape and on a click elsewhere.
async function menus(page, address, expect) {
  const opens = async (fold, part, what) => {
    const seen = () => page.locator(part).first().isVisible();
    await page.locator(`${fold} > summary`).first().click();
    expect(await seen(), `${what} does not open`);
    await page.keyboard.press('Escape');
    expect(!(await seen()), `Escape does not close ${what}`);
    await page.locator(`${fold} > summary`).first().click();
    await page.mouse.click(5, 700);
    expect(!(await seen()), `a click elsewhere does not close ${what}`);
  };
  await page.goto(address);
  await opens('.submenu details', '.submenu li:not(.submenu-self) a', 'a sub-menu');
  await page.setViewportSize({ width: 360, height: 800 });
  await opens('details.search-box', '.search-form input', 'the search');
  await page.locator('details.search-box > summary').click();
  await page.waitForFunction(() => document.activeElement.name === 'q', null, { timeout: 5000 }).catch(() => expect(false, 'the search that opens does not have the focus'));
  await page.setViewportSize({ width: 1280, height: 800 });
}
