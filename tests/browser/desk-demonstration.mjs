// Scenarios on the demonstration: what axe finds on every screen, and how soon the preview shows what is typed.
import { look } from './desk-access.mjs';
import { importAccess } from './desk-import.mjs';
import { status, watch } from './desk-start.mjs';
import { unitAccess } from './desk-units.mjs';

const LISTS = ['articles', 'decisions', 'movements', 'pages', 'units', 'kinds', 'people', 'pictures', 'settings'];
const PREVIEW_MS = 1500;

// An article with its own folder and one without, by the list.
async function someArticle(page, at) {
  await page.goto(at('/list?list=articles'));
  return page.locator('a.row-title').first().getAttribute('href');
}

// axe finds nothing on any screen in any state; nothing is wider than the screen.
const access = (colorScheme, width) => async ({ newContext, context: admitted, port, at, report, errors }) => {
  // The Content-Security-Policy would block axe.
  const context = await newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  const locked = await context.newPage();
  const check = (page, name) => look(page, `${name} ${colorScheme} ${width}`, report);
  await locked.goto(at('/list?list=units'));
  await check(locked, 'locked');
  await locked.close();
  await context.addCookies(await admitted.cookies());
  const page = await context.newPage();
  watch(page, port, errors);
  await page.goto(at('/'));
  await check(page, 'overview');
  await page.goto(at('/new'));
  await check(page, 'new');
  await page.locator('#new-title').fill('???');
  await page.locator('#new button').click();
  await page.locator('#refusal:not([hidden])').waitFor();
  await check(page, 'new, refused');
  for (const kind of ['decision', 'unit', 'person']) {
    await page.goto(at(`/new?kind=${kind}`));
    await check(page, `new ${kind}`);
  }
  for (const list of ['units', 'kinds', 'people']) {
    await page.goto(at(`/list?list=${list}`));
    await page.locator('a.row-title').first().click();
    for (const button of await page.locator('[data-add]:visible').all()) await button.click();
    await check(page, `entry of ${list}`);
  }
  for (const list of LISTS) {
    await page.goto(at(`/list?list=${list}`));
    await check(page, `list of ${list}`);
  }
  await page.goto(at('/list?list=articles&q=khongcogi'));
  await check(page, 'empty list');
  errors.splice(0, errors.length, ...errors.filter(line => !/status of (403|400|404)/.test(line)));
  await page.goto(at('/khong-co'));
  await check(page, 'no page');
  await page.goto(at('/edit?file=../x'));
  await check(page, 'no file');
  errors.splice(0, errors.length, ...errors.filter(line => !/status of (403|400|404)/.test(line)));
  await page.goto(at('/edit?file=content/registry/units.yaml&line=3'));
  await check(page, 'text file');
  await unitAccess(page, at, check);
  await page.goto(at('/edit?file=content/site.yaml'));
  await check(page, 'settings');
  await page.goto(at('/edit?file=content/awards/2019/qd-21-ldld.yaml'));
  await page.locator('#award-totals:not(:empty)').waitFor();
  await check(page, 'decision');
  const article = await someArticle(page, at);
  await page.goto(at(article));
  await check(page, 'article');
  await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
  for (const button of await page.locator('[data-add]:visible').all()) await button.click();
  await page.locator('[data-width=phone]').click();
  await check(page, 'article, all open');
  await page.locator('[data-mark=link]').click();
  await page.locator('.link-choice').first().waitFor();
  await check(page, 'link dialog');
  await page.keyboard.press('Escape');
  await page.locator('#field-title').fill('');
  await page.locator('#field-slug').evaluate(field => { field.closest('details')?.setAttribute('open', ''); });
  await page.locator('#field-slug').fill('a/b c');
  await page.locator('#text').fill('[liên kết hỏng](/khong-co/)\n');
  await status(page, 'Chưa lưu');
  await page.locator('#problems li').first().waitFor();
  await check(page, 'article, errors');
  await page.goto(at('/'));
  await check(page, 'overview, unsaved');
  await page.goto(at(article));
  await page.locator('#recovered summary').click();
  await check(page, 'article, recovered');
  await page.locator('#discard').click();
  await page.locator('#recovered').waitFor({ state: 'detached' });
  await check(page, 'article, discarded');
  await page.locator('#text').fill(`Lời mới ${colorScheme} ${width}.\n`);
  await page.locator('#save').click();
  await status(page, /^Đã lưu/);
  await page.locator('.savebar a[href^="/history"]').click();
  await page.waitForURL(/\/history/, { waitUntil: 'load' });
  await check(page, 'versions of an article');
  await page.locator('a[href^="/version"]').last().click();
  await page.waitForURL(/\/version/, { waitUntil: 'load' });
  await check(page, 'version of an article');
  for (const path of ['/history', '/bin', '/publish', '/help', '/help?topic=settings']) {
    await page.goto(at(path));
    await check(page, path);
  }
  await importAccess(page, at, check);
  errors.splice(0, errors.length, ...errors.filter(line => !/status of 400/.test(line)));
  await context.close();
};

export const DEMONSTRATION = {
  'access light 1280': access('light', 1280),
  'access light 360': access('light', 360),
  'access dark 1280': access('dark', 1280),

  // How soon the frame shows what was typed.
  async speed({ page, at, hand, expect }) {
    await page.goto(at(await someArticle(page, at)));
    const frame = await (await page.locator('#preview').elementHandle()).contentFrame();
    await frame.waitForSelector('main');
    const times = [];
    for (let round = 0; round < 8; round += 1) {
      await page.locator('#text').focus();
      await page.keyboard.press('Control+End');
      const word = `Gõ${round}gõ`;
      await page.keyboard.type(`\n\n${word}`);
      const start = Date.now();
      await frame.waitForFunction(word => document.querySelector('main')?.innerText.includes(word), word, { polling: 10 });
      times.push(Date.now() - start);
    }
    times.sort((a, b) => a - b);
    console.error(`from the last key to the preview: median ${times[4]} ms, longest ${times[7]} ms`);
    expect(times[4] < PREVIEW_MS, `the preview shows what was typed after ${times} ms`);
    hand.keys = 0;
  },
};
