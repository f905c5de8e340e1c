// The search of readers: the box of the page header and its keyboard, the search page, the error page, limited boxes, files that
// fail, and an index that is newer than the page.
import { violations } from '../axe.mjs';
import { open, watched } from '../browser.mjs';

// CPU slowed down by 4; the time of one letter that needs no new file.
const SLOWDOWN = 4;
const LETTER_MS = 50;

const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

export default async function prove({ host, pages, report }) {
  const at = kind => host + pages.find(page => page.kind === kind).route;
  const expect = (holds, what) => { if (!holds) report(what); };
  const browser = await open();
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      const { page, errors } = await watched(context, host);
      const where = `${width} px, ${colorScheme}`;
      const test = { page, at, where, expect, open: () => openBox(page, width) };
      test.violations = async () => (await violations(page)).forEach(line => report(`${where}: ${line}`));
      await page.goto(at('recipient'));
      test.name = await nameOn(page);
      await header(test);
      await searchPage(test);
      errors.forEach(line => report(`${where}: ${line}`));
      await context.close();
    }
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(at('recipient'));
  const test = { page, pages, at, host, expect, name: await nameOn(page) };
  await places(test);
  await revoked(test);
  await wider(test);
  await missingPage(test);
  await limits(test);
  await failures(test);
  await slowness(test);
  await newerIndex(test);
  await speed(test);
  await browser.close();
}

// The name of a recipient on their page, without Mr or Ms.
const nameOn = page => page.locator('h1').evaluate(title => {
  title.querySelector('.honorific')?.remove();
  return title.textContent.trim();
});

// Opens the box of the page header; on a phone it is closed at first.
async function openBox(page, width) {
  if (width < 992) await page.click('.search-box summary');
  return '.search-form [type=search]';
}

async function header({ page, at, where, expect, open: openHeader, violations, name }) {
  const says = (holds, what) => expect(holds, `${where}: ${what}`);
  await page.goto(at('home'));
  const before = await page.evaluate(() => performance.getEntriesByType('resource').map(entry => entry.name));
  says(!before.some(address => /search[.-]|index\.json/.test(address)), `the search is loaded before it is used: ${before}`);
  const input = await openHeader();
  const high = () => page.evaluate(() => document.querySelector('main').getBoundingClientRect().top);
  const top = await high();
  await page.focus(input);
  await page.keyboard.type(fold(name));
  await page.waitForSelector('.search-form [role=option]');
  says(await high() === top, 'the page moves when results appear');
  const options = page.locator('.search-form [role=option]');
  says(!(await page.locator('link[rel=modulepreload]').count()), 'a small index loads the second script early');
  says(await options.count() <= 9, 'the list has more than 8 results and the way to all');
  says((await options.first().textContent()).startsWith(name), `${fold(name)} finds ${await options.first().textContent()} first`);
  says(await page.getAttribute(input, 'aria-expanded') === 'true', 'the box does not say that it is open');
  await page.waitForFunction(() => /\d/.test(document.querySelector('.search-form [role=status]').textContent));
  await violations();
  const marked = () => page.evaluate(selector => document.getElementById(document.querySelector(selector).getAttribute('aria-activedescendant'))?.textContent, input);
  await page.keyboard.press('ArrowUp');
  await page.locator('.found-all[aria-selected=true]').waitFor();
  await page.keyboard.press('ArrowDown');
  says(await marked() === undefined, 'the arrow downwards does not return to the box');
  await page.keyboard.press('ArrowDown');
  says((await marked())?.startsWith(name), 'the arrow downwards does not mark the first option');
  await violations();
  await page.keyboard.press('Escape');
  says(await options.first().isHidden() && await page.inputValue(input) === fold(name), 'Escape does not close the list only');
  await page.keyboard.press('Escape');
  says(await page.inputValue(input) === '', 'Escape does not empty the box');
  await page.keyboard.type(fold(name));
  await page.waitForSelector('.search-form [role=option]');
  await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  says((await page.textContent('main')).includes(name), `Enter leads to ${page.url()}`);
  await openHeader();
  await page.fill(input, fold(name));
  await page.waitForSelector('.search-form [role=option]');
  await Promise.all([page.waitForNavigation(), page.press(input, 'Enter')]);
  says(page.url() === `${at('search')}?${new URLSearchParams({ q: fold(name) })}`, `Enter without a marked option leads to ${page.url()}`);
}

async function searchPage({ page, at, where, expect, violations, name }) {
  const says = (holds, what) => expect(holds, `${where}: ${what}`);
  const rows = page.locator('.found li');
  const settled = () => page.waitForFunction(() => /\d/.test(document.querySelector('.finder-status').textContent));
  await page.goto(`${at('search')}?ten=${encodeURIComponent(fold(name))}`);
  await rows.first().waitFor();
  says((await rows.first().locator('a').textContent()) === name, 'an old address with `ten` does not find the name');
  says(await rows.first().locator('mark').count() > 0, 'found words are not marked');
  await page.fill('.finder [type=search]', 'nguyen');
  await page.waitForFunction(() => location.search.includes('nguyen'));
  await settled();
  await violations();
  says(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'the page is wider than the screen');
  await page.click('.found-fold summary');
  await page.focus('[data-key=nam]');
  await page.selectOption('[data-key=nam]', { index: 1 });
  const year = await page.waitForFunction(() => new URLSearchParams(location.search).get('nam')).then(handle => handle.jsonValue());
  const texts = await page.locator('[aria-labelledby=found-person] li span').allTextContents();
  says(texts.length > 0 && texts.every(text => text.includes(year)), `the year ${year} does not limit the results`);
  says(await page.evaluate(() => document.activeElement.dataset.key) === 'nam', 'the focus is lost when a filter is chosen');
  await page.reload();
  await rows.first().waitFor();
  says(JSON.stringify(await page.locator('[aria-labelledby=found-person] li span').allTextContents()) === JSON.stringify(texts), 'the address does not lead to the same results');
  await rows.first().locator('a').click();
  await page.goBack();
  await rows.first().waitFor();
  says(page.url().includes(`nam=${year}`), `the way back leads to ${page.url()}`);
  await page.click('.found-chip');
  await page.waitForFunction(() => !location.search.includes('nam'));
  await page.click('.found-fold summary');
  await page.click('[data-key=kind-person]');
  await page.waitForFunction(() => location.search.includes('loai=nguoi'));
  says(await page.locator('.found section').count() === 1, 'a kind of result does not hide the others');
  await page.click('[data-key=kind-article]');
  await page.waitForFunction(() => location.search.includes('loai=bai-viet'));
  await page.fill('.finder [type=search]', 'cong doan');
  await page.locator('[aria-labelledby=found-article] li').first().waitFor();
  await settled();
  await violations();
}

// The first result is on the first screen of a phone; filters offer only values with results; more results get the focus and are
// there again on the way back; each finished search is an entry of the history.
async function places({ page, at, expect }) {
  await page.setViewportSize({ width: 360, height: 740 });
  const rows = page.locator('[aria-labelledby=found-person] li'), query = () => new URL(page.url()).searchParams.get('q');
  await page.goto(`${at('search')}?q=nguyen`);
  await rows.first().waitFor();
  const top = await rows.first().evaluate(row => row.getBoundingClientRect().top);
  expect(top < 480, `the first result is ${top} px below the top of the screen`);
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'the results are wider than a phone');
  const first = await rows.count();
  await page.focus('[data-key=more-person]');
  await page.keyboard.press('Enter');
  await rows.nth(first).waitFor();
  const shown = await rows.count(), focused = await page.evaluate(() => document.activeElement.textContent);
  expect(focused === await rows.nth(first).locator('a').textContent(), `the focus is on ${focused} after more results`);
  await rows.nth(first).locator('a').scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await rows.nth(first).locator('a').click();
  await page.locator('h1').waitFor();
  await page.goBack();
  await rows.nth(first).waitFor();
  const after = await page.evaluate(() => scrollY);
  expect(await rows.count() === shown && Math.abs(after - before) < 100, `${await rows.count()} of ${shown} rows and ${after} of ${before} px are left on the way back`);
  await page.click('.found-fold summary');
  const offered = await page.locator('[data-key=nam] option').count();
  for (let at = 1; at < offered; at += 3) {
    const [, number] = (await page.locator('[data-key=nam] option').nth(at).textContent()).match(/\((.*)\)$/) ?? [];
    await page.selectOption('[data-key=nam]', { index: at });
    await page.waitForFunction(() => location.search.includes('nam='));
    await page.waitForFunction(() => /\d|Không/.test(document.querySelector('.finder-status').textContent));
    const total = await page.locator('.finder-status').textContent();
    expect(number === undefined || total.startsWith(`${number} `), `a year is offered with ${number} results and has ${total}`);
    expect(await page.locator('.found li').count() > 0, 'a year is offered that has no results');
    for (const name of ['don-vi', 'danh-hieu']) {
      const choice = page.locator(`[data-key=${name}] option`);
      if (await choice.count() < 2) continue;
      await page.selectOption(`[data-key=${name}]`, { index: 1 });
      await page.waitForFunction(name => location.search.includes(`${name}=`), name);
      expect(await page.locator('.found li').count() > 0, `${page.url()} is offered and has no results`);
      await page.goBack();
      await page.locator(`select[data-key=${name}]`).waitFor();
    }
    await page.goBack();
    await page.locator('select[data-key=nam]').waitFor();
  }
  expect(query() === 'nguyen', `the way back from filters leads to ${page.url()}`);
  await page.fill('.finder [type=search]', 'tran');
  await page.press('.finder [type=search]', 'Enter');
  await page.waitForFunction(() => location.search.includes('tran'));
  await page.goBack();
  await page.waitForFunction(() => location.search.includes('nguyen'));
  await rows.first().waitFor();
  expect(await page.inputValue('.finder [type=search]') === 'nguyen', 'the way back from a second search does not show the first');
  await page.setViewportSize({ width: 1280, height: 800 });
}

// A person whose awards were revoked is found, and the line says so.
async function revoked({ page, at, expect, name }) {
  await page.route('**/names/*.txt', async route => {
    const text = await (await route.fetch()).text();
    await route.fulfill({ contentType: 'text/plain; charset=utf-8', body: text.replace(/([\t ])(\d{4}:)/g, '$1-$2') });
  });
  await page.goto(`${at('search')}?${new URLSearchParams({ q: name })}`);
  const line = await page.locator('.found li').filter({ hasText: name }).first().textContent();
  expect(line.includes('đã bị hủy bỏ'), `revoked awards are shown as ${line}`);
  await page.unroute('**/names/*.txt');
}

// On a roll of one page, the typed words lead to all years.
async function wider({ page, pages, host, expect }) {
  for (const { route } of pages.filter(one => one.kind === 'roll')) {
    await page.goto(host + route);
    if (!await page.locator('[data-wider]').count()) continue;
    await page.fill('#roll-name', 'zzzz');
    await page.locator('[data-wider]').click();
    await page.locator('.finder [name=q]').waitFor();
    expect(new URL(page.url()).searchParams.get('q') === 'zzzz', `a roll leads to ${page.url()}`);
    return;
  }
}

// A person whose page was moved is offered on the error page; an address without words offers nothing.
async function missingPage({ page, at, host, expect, name }) {
  await page.goto(`${host}/nguoi/${fold(name).replace(/ /g, '-')}/`);
  await page.locator('.found li a').first().waitFor();
  expect((await page.locator('.found li a').allTextContents()).includes(name), 'the error page does not find the name of the address');
  await page.goto(at('decision').replace(/-\d{4}\/$/, '/'));
  await page.locator('.found li a').first().waitFor();
  expect((await page.textContent('.found')).includes('Quyết định'), 'the error page does not find the number of a decision in an address');
  for (const address of ['/wp-login.php', '/a/4f0c9e2b7d10/', '/404.html']) {
    await page.goto(host + address);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.found li').count() === 0, `the error page finds something for ${address}`);
  }
}

// The box of a long list finds only what the list has, until the reader widens the search.
async function limits({ page, at, expect }) {
  await page.goto(at('kind'));
  const kind = (await page.textContent('h1')).trim();
  await page.fill('.finder [type=search]', 'nguyen');
  const details = page.locator('.finder [role=option]:not(.found-all) span');
  await details.first().waitFor();
  expect((await details.allTextContents()).every(text => text.includes(kind)), `the box of ${kind} finds other kinds`);
  const href = await page.getAttribute('.finder .found-all', 'href');
  expect(href.includes('danh-hieu='), `all results of a limited box are at ${href}`);
  await page.fill('.finder [type=search]', 'zzzz');
  await page.locator('.finder .found-note .button').click();
  expect(!(await page.isChecked('.finder-limit input')), 'a limited box cannot be widened');
}

// A file that fails gives a message and a button; what was typed remains.
async function failures({ page, at, host, expect, name }) {
  for (const [kind, files] of [['home', '**/names/*.txt'], ['home', '**/tim-kiem/'], ['search', '**/names/*.txt'], ['search', '**/tim-kiem/index.json']]) {
    let fails = true;
    const isFailing = () => fails;
    await page.route(files, route => (isFailing() ? route.abort() : route.continue()));
    await page.goto(at(kind));
    const box = kind === 'home' ? '.search-form' : 'main';
    await page.fill(`${box} [type=search]`, name);
    const retry = page.locator(`${box} .found-note .button`);
    await retry.waitFor();
    expect(await page.inputValue(`${box} [type=search]`) === name, `${kind}, ${files}: what was typed is gone`);
    fails = false;
    await retry.click();
    await page.locator(kind === 'home' ? `${box} [role=option]` : '.found li').first().waitFor();
    await page.unroute(files);
  }
  // The same with an answer of a host, for each file that a first search loads.
  const refused = [['home', '**/index.json', 404], ['home', '**/tim-kiem/', 500], ['home', '**/search.*.js*', 500], ['search', '**/search.*.js*', 500],
    ['search', '**/search-page.*.js*', 500], ['search', '**/search-more.*.js*', 500], ['search', '**/index.json', 500]];
  for (const [kind, files, code] of refused) {
    let fails = true;
    const isFailing = () => fails;
    const about = `${kind}, ${files}, ${code}`, box = kind === 'home' ? '.search-form' : 'main';
    await page.route(files, route => (isFailing() ? route.fulfill({ status: code, contentType: 'text/html', body: '<p>No</p>' }) : route.continue()));
    await page.goto(at(kind));
    await page.focus(`${box} [type=search]`);
    await page.keyboard.type(name);
    const note = page.locator(`${box} .found-note .button`);
    const isShown = await note.waitFor({ timeout: 3000 }).then(() => true, () => false);
    expect(isShown, `${about}: nothing says that the search failed`);
    if (isShown) {
      const times = (await page.locator(kind === 'home' ? box : 'main').innerText()).split('Không tải được').length - 1;
      expect(kind === 'home' ? times >= 1 : times === 1, `${about}: the failure is said ${times} times`);
      fails = false;
      await page.locator(`${box} .found-note .button`).click();
      const isFound = await page.locator(kind === 'home' ? `${box} [role=option]` : '.found li').first().waitFor({ timeout: 5000 }).then(() => true, () => false);
      expect(isFound && await page.inputValue(`${box} [type=search]`) === name, `${about}: a second try finds nothing`);
    }
    await page.unroute(files);
  }
  // On the error page a second try leaves one list in the box of the header.
  let fails = true;
  const isFailing = () => fails;
  await page.route('**/search-page.*.js*', route => (isFailing() ? route.fulfill({ status: 500, body: '' }) : route.continue()));
  await page.goto(`${host}/nguoi/${fold(name).replace(/ /g, '-')}/`);
  await page.locator('main .found-note .button').waitFor();
  fails = false;
  await page.locator('main .found-note .button').click();
  await page.locator('.found li').first().waitFor();
  expect(await page.locator('.search-form [role=listbox]').count() === 1, 'a second try makes the list of the header twice');
  await page.unroute('**/search-page.*.js*');
  // Another version of the index asks to load the page again.
  await page.route('**/index.json', route => route.fulfill({ json: { version: 1 } }));
  await page.goto(`${at('search')}?${new URLSearchParams({ q: name })}`);
  const reload = page.locator('.found-note .button');
  await reload.waitFor();
  expect((await reload.textContent()).includes('Tải lại trang'), 'another version of the index does not ask to load the page again');
  await page.unroute('**/index.json');
  await reload.click();
  await page.locator('.found li').first().waitFor();
}

// On a slow network the box says that it searches, and Tab does not stop on the list.
async function slowness({ page, at, expect, name }) {
  await page.route('**/index.json', async route => {
    await new Promise(done => setTimeout(done, 1500));
    await route.continue();
  });
  await page.goto(at('home'));
  await page.focus('.search-form [type=search]');
  await page.keyboard.type(name);
  const isSaid = await page.locator('.search-form .found-note', { hasText: 'Đang tìm' }).waitFor({ timeout: 1200 }).then(() => true, () => false);
  expect(isSaid, 'the box does not say that it searches');
  await page.locator('.search-form [role=option]').first().waitFor();
  expect(/\d/.test(await page.textContent('.search-form [role=status]')), 'the first results come before their number');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.type) === 'submit', 'Tab leads from the box to something without a role');
  await page.unroute('**/index.json');
}

// The site was published again after the page was loaded: the file that the old index names is missing.
async function newerIndex({ page, at, expect, name }) {
  let roots = 0;
  const isOld = () => roots++ === 0;
  await page.route('**/index.json', async route => {
    if (!isOld()) return route.continue();
    const root = await (await route.fetch()).json();
    return route.fulfill({ json: { ...root, names: Object.fromEntries([...'aeiouy'].flatMap(vowel => ['', ...'bcdghklmnpqrstvx'].map(start => [start + vowel, 0]))) } });
  });
  await page.goto(`${at('search')}?${new URLSearchParams({ q: name })}`);
  await page.locator('.found li a').first().waitFor();
  expect((await page.locator('.found li a').allTextContents()).includes(name) && roots === 2, `a newer index is not read: ${roots} requests`);
  await page.unroute('**/index.json');
}

// On a slow phone, a letter that needs no new file is answered at once.
async function speed({ page, at, expect, name }) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.goto(at('search'));
  await page.waitForFunction(() => document.querySelector('main form').find);
  const times = await page.evaluate(async words => {
    const { find } = document.querySelector('main form');
    await find(words);
    const taken = [];
    for (let end = 2; end <= words.length; end++) {
      const start = performance.now();
      await find(words.slice(0, end));
      taken.push(performance.now() - start);
    }
    return taken.sort((a, b) => a - b);
  }, fold(name));
  const median = times[times.length >> 1];
  expect(median <= LETTER_MS, `a letter takes ${median.toFixed(0)} ms`);
}
