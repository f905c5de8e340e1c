// node desk.mjs PROGRAM PROJECT [SCENARIO…]: works in the desk as a person does, with a mouse and with a keyboard only, and
// compares the saved files; prints each failure on a line, and clicks, keys and seconds to standard error.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { open } from './browser.mjs';
import { Hand, freePort, startDesk, watch } from './desk-start.mjs';
import { SCENARIOS as WRITING } from './desk-writing.mjs';
import { SCENARIOS as KEEPING } from './desk-keeping.mjs';
import { SCENARIOS as PUBLISHING } from './desk-publishing.mjs';
import { SCENARIOS as REGISTRY } from './desk-registry.mjs';
import { SCENARIOS as UNITS } from './desk-units.mjs';
import { SCENARIOS as REVIEW } from './desk-review.mjs';
import { SCENARIOS as IMPORTING } from './desk-import.mjs';
import { SCENARIOS as TYPING } from './desk-typing.mjs';
import { DECISION, SCENARIOS as DECIDING } from './desk-decision.mjs';
import { SCENARIOS as HOSTILE } from './desk-hostile.mjs';
import { DEMONSTRATION } from './desk-demonstration.mjs';
import { firstSite } from './desk-first.mjs';

const [program, demonstration] = process.argv.slice(2, 4).map(path => resolve(path));
const wanted = process.argv.slice(4);
// The scripts of this folder are used in place of those in the program.
const ASSETS = process.env.DESK_ASSETS;

const TIMEOUT = 480_000;

const SMALL = {
  'content/site.yaml': 'title: Công đoàn Thử\norganisation: LĐLĐ Thử\nbase_url: https://thu.example\nlanguage: vi\n'
    + 'sections:\n  - {id: tin, title: Tin}\n  - {id: bai, title: Bài}\nshare_pictures: false\n',
  'content/articles/tin/a.md': '---\ntitle: Bài A\ndate: 2024-01-05\ntags: [một, hai] # chủ đề\n---\nLời A.\n',
  'content/articles/tin/b/index.md': '---\ntitle: Bài B\ndate: 2024-01-05\n---\nLời B.\n',
  'content/articles/tin/c.md': '---\ntitle: Thợ Đức Hạnh\ndate: 2023-01-05\nauthor: Đức Ưng\ntags: [Đường sắt]\n---\nLời C.\n',
  ...DECISION,
};

const findings = [];

async function run(browser, name, kind, scenario, whole) {
  const folder = await mkdtemp(join(tmpdir(), 'bangvang-desk-'));
  const report = what => {
    findings.push(`${name} (${kind}): ${what}`);
    if (process.env.DESK_LOUD) console.error(findings.at(-1));
  };
  const errors = [];
  let desk;
  let context;
  try {
    if (whole) {
      for (const part of ['content', 'themes']) await cp(join(demonstration, part), join(folder, part), { recursive: true });
    } else {
      for (const [path, text] of Object.entries(SMALL)) {
        await mkdir(join(folder, path, '..'), { recursive: true });
        await writeFile(join(folder, path), text);
      }
    }
    const port = await freePort();
    const at = path => `http://127.0.0.1:${port}${path}`;
    desk = await startDesk(program, folder, port);
    const newContext = async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN', ...options });
      context.setDefaultTimeout(60_000);
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: at('') });
      if (ASSETS) {
        await context.route('**/assets/*.{js,css}', async route => {
          const path = join(ASSETS, new URL(route.request().url()).pathname.replace('/assets/', ''));
          const body = await readFile(path, 'utf8').catch(() => null);
          if (body === null || !route.request().url().startsWith('http://127.0.0.1')) return route.continue();
          return route.fulfill({ body, contentType: path.endsWith('.js') ? 'text/javascript' : 'text/css' });
        });
      }
      return context;
    };
    const enter = async context => {
      const page = await context.newPage();
      watch(page, port, errors);
      await page.goto(desk.entry);
      await page.waitForURL(at('/'));
      return page;
    };
    // Another browser that was let in, and has nothing of what this one keeps.
    const newBrowser = async () => {
      const other = await newContext();
      await other.addCookies(await context.cookies());
      return other.newPage();
    };
    context = await newContext();
    const page = await enter(context);
    const hand = new Hand(page, kind);
    const expect = (holds, what) => { if (!holds) report(what); };
    // Compares a file on the disk, byte for byte.
    const same = async (file, text) => {
      const found = await readFile(join(folder, file), 'utf8').catch(() => 'no file');
      expect(found === text, `${file} is\n${found}\n--- and not\n${text}\n---`);
    };
    // The frame of the preview, once it shows `words`.
    const preview = async words => {
      const handle = await page.locator('#preview').elementHandle();
      const frame = await handle.contentFrame();
      await frame.waitForFunction(words => document.querySelector('main')?.innerText.includes(words), words, { timeout: 15_000 });
      return frame;
    };
    // Kills the desk, and starts it again at the same port; a new tab lets the browser in.
    const again = async ({ during = async () => {} } = {}) => {
      await desk.kill();
      await during();
      desk = await startDesk(program, folder, port);
      const tab = await context.newPage();
      await tab.goto(desk.entry);
      await tab.waitForURL(at('/'));
      await tab.close();
      errors.length = 0;
    };
    hand.start = Date.now();
    const parts = { program, page, hand, root: folder, port, at, context, newContext, newBrowser, again, expect, same, preview, report, errors };
    let timer;
    const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error('it takes too long')), TIMEOUT); });
    await Promise.race([scenario(parts), late]).finally(() => clearTimeout(timer));
    console.error(`${name} (${kind}): ${hand.figure()}`);
    expect(desk.isAlive(), 'the desk ended');
    errors.forEach(report);
  } catch (error) {
    report(error.stack.split('\n').slice(0, 20).join('\n'));
  }
  await context?.close();
  await desk?.kill();
  await rm(folder, { recursive: true, force: true });
}

const isWanted = name => !wanted.length || wanted.includes(name);
async function runAll(scenarios, kind, whole) {
  const browser = await open();
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (isWanted(name)) await run(browser, name, kind, scenario, whole);
  }
  await browser.close();
}

async function makeFirstSites() {
  if (!isWanted('first')) return;
  const browser = await open();
  for (const kind of ['mouse', 'keyboard']) {
    await firstSite(browser, program, kind, what => findings.push(`first (${kind}): ${what}`))
      .catch(error => findings.push(`first (${kind}): ${error.stack.split('\n').slice(0, 20).join('\n')}`));
  }
  await browser.close();
}

const { thousand, ...cells } = DECIDING;
const BOTH = { ...WRITING, ...KEEPING, ...PUBLISHING, ...REGISTRY, ...UNITS, ...cells, ...REVIEW };
const { speed, ...others } = DEMONSTRATION;
await Promise.all([
  runAll(BOTH, 'mouse', false).then(() => runAll(BOTH, 'keyboard', false)).then(() => runAll({ ...TYPING, ...HOSTILE }, 'keyboard', false)),
  runAll({ ...others, ...IMPORTING }, 'mouse', true).then(() => runAll(IMPORTING, 'keyboard', true)).then(makeFirstSites),
]);
// What is measured is measured alone.
await runAll({ speed }, 'mouse', true);
await runAll({ thousand }, 'mouse', false);
findings.forEach(finding => console.log(finding));
process.exit(findings.length ? 1 : 0);
