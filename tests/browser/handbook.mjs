// node handbook.mjs PROGRAM PROJECT: takes the pictures of the handbook in the desk of the demonstration, and compares them with
// those in src/guide/pictures. `UPDATE_SCREENSHOTS=1` rewrites the ones that differ. A picture that differs is written to the
// folder $PICTURES as NAME-new.png, with the differing places in red as NAME-difference.png.
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { open } from './browser.mjs';
import { SHARE, compared } from './compare.mjs';
import { freePort, startDesk, watch } from './desk-start.mjs';

const [program, project] = process.argv.slice(2).map(path => resolve(path));
const KEPT = fileURLToPath(new URL('../../src/guide/pictures/', import.meta.url));
const OUT = process.env.PICTURES ?? join(tmpdir(), 'bangvang-screenshots');
const UPDATE = process.env.UPDATE_SCREENSHOTS === '1';
// The day of the desk, which is also that of the browser.
const DAY = '2026-11-23';
const NOW = `${DAY}T08:00:00+07:00`;
// From 1024 px on, the page is beside its form.
const WIDTH = 1100;
// The columns of a table need more.
const TABLE_WIDTH = 1280;
const QUALITY = 0.5;
const ATTEMPTS = 4;
const LIST = new URL('../fixtures/import/danh-sach.xlsx', import.meta.url);
const ARTICLE = 'content/articles/an-toan-lao-dong/mang-luoi-an-toan-ve-sinh-vien.md';
const DECISION = 'content/awards/2022/qd-402-ldld.yaml';
const edit = file => `/edit?file=${encodeURIComponent(file)}`;

const findings = [];

// Each picture: its width and height, and what is done on the page before it is taken.
const PICTURES = {
  'ban-bien-tap': [WIDTH, 760, async ({ page, at }) => {
    await page.goto(at('/'));
  }],
  'bieu-mau-bai': [WIDTH, 860, async ({ page, at }) => {
    await page.goto(at(edit(ARTICLE)));
    const frame = await (await page.locator('#preview').elementHandle()).contentFrame();
    await frame.locator('main h1').waitFor();
    await settled(frame);
  }],
  'bang-quyet-dinh': [TABLE_WIDTH, 820, async ({ page, at }) => {
    await page.goto(at(edit(DECISION)));
    await page.locator('#award-totals:not(:empty)').waitFor();
    await page.locator('#field-awards').evaluate(table => scrollTo(0, scrollY + table.getBoundingClientRect().top - 130));
  }],
  'nhap-danh-sach': [WIDTH, 920, async ({ page, at }) => {
    await page.goto(at('/import'));
    await page.locator('#import-file').setInputFiles(fileURLToPath(LIST));
    await page.waitForURL(/\/import\?id=/);
    await page.locator('#import-questions fieldset').first().waitFor();
  }],
};

// The picture of publishing needs a site that was published before.
const PUBLISHING = {
  'dang-len-mang': [WIDTH, 690, async ({ page, at, attempt }) => {
    await page.goto(at('/publish'));
    // A page that is opened again shows the task that ended last.
    if (attempt === 1) await page.locator('[data-task=plan]').click();
    await page.locator('#publish-plan').waitFor({ timeout: 120_000 });
  }],
};

// Waits for the fonts and pictures of a page or a frame.
const settled = place => place.evaluate(async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
});

// A browser with the clock of the site, let into `desk`.
async function enter(browser, desk, port, errors) {
  const viewport = { width: WIDTH, height: 900 };
  const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', colorScheme: 'light', reducedMotion: 'reduce' });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(now => { Date.now = () => now; }, Date.parse(NOW));
  await context.route('**/*.css', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(/font-display: (optional|swap)/g, 'font-display: block') });
  });
  const page = await context.newPage();
  watch(page, port, errors);
  await page.goto(desk.entry);
  await page.waitForURL(`http://127.0.0.1:${port}/`);
  return page;
}

async function take(canvas, parts, name, [width, height, prepare]) {
  const file = join(KEPT, `${name}.webp`);
  const old = await readFile(file, 'base64').catch(() => null);
  const taken = [];
  let picture, result;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await parts.page.setViewportSize({ width, height });
    await prepare({ ...parts, attempt });
    await settled(parts.page);
    picture = (await parts.page.screenshot({ animations: 'disabled' })).toString('base64');
    result = await compared(canvas, picture, old, QUALITY);
    if (result.share <= SHARE || taken.includes(picture)) break;
    taken.push(picture);
  }
  const { share, difference, webp } = result;
  if (share <= SHARE) return;
  if (UPDATE) {
    await writeFile(file, webp, 'base64');
    return;
  }
  await writeFile(join(OUT, `${name}-new.png`), picture, 'base64');
  if (difference) await writeFile(join(OUT, `${name}-difference.png`), difference, 'base64');
  const what = old ? `${(share * 100).toFixed(2)} % differs from src/guide/pictures/${name}.webp` : 'no picture is kept';
  findings.push(`${name}: ${what}; see ${join(OUT, name)}-*.png`);
}

async function takeAll(browser, canvas, root, pictures) {
  const port = await freePort();
  const desk = await startDesk(program, root, port);
  const errors = [];
  try {
    const page = await enter(browser, desk, port, errors);
    // The first page asks for the name of the user once.
    if (await page.locator('#author-name').count()) {
      await page.locator('#author').fill('Kim Ngân');
      await Promise.all([page.waitForEvent('load'), page.locator('#author-name button').click()]);
    }
    const parts = { page, root, at: path => `http://127.0.0.1:${port}${path}` };
    for (const [name, picture] of Object.entries(pictures)) await take(canvas, parts, name, picture);
    await page.context().close();
  } finally {
    await desk.kill();
  }
  findings.push(...errors);
}

const folder = await mkdtemp(join(tmpdir(), 'bangvang-handbook-'));
const root = join(folder, 'trang');
await mkdir(UPDATE ? KEPT : OUT, { recursive: true });
const browser = await open();
try {
  const canvas = await (await browser.newContext()).newPage();
  for (const part of ['content', 'themes']) await cp(join(project, part), join(root, part), { recursive: true });
  await takeAll(browser, canvas, root, PICTURES);
  await appendFile(join(root, 'content/site.yaml'), 'publish:\n  may-chu: {kind: folder, path: ../may-chu, verify: false}\n');
  await promisify(execFile)(program, ['publish', '--yes', '--today', DAY], { cwd: root });
  const text = await readFile(join(root, ARTICLE), 'utf8');
  await writeFile(join(root, ARTICLE), `${text}\nHội thi có mười hai đội tham gia.\n`);
  await takeAll(browser, canvas, root, PUBLISHING);
  const known = new Set(Object.keys({ ...PICTURES, ...PUBLISHING }).map(name => `${name}.webp`));
  for (const name of await readdir(KEPT)) {
    if (!known.has(name)) findings.push(`src/guide/pictures/${name} is taken by no script`);
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
findings.forEach(finding => console.log(finding));
process.exit(findings.length ? 1 : 0);
