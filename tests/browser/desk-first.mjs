// The page that makes or opens a site, which `bangvang edit` shows where there is none.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { look } from './desk-access.mjs';
import { Hand, freePort } from './desk-start.mjs';

const ENTRY = /http:\/\/127\.0\.0\.1:\d+\/\?key=[0-9a-f]+/;

// Starts the page in `folder`. It starts a process for each site, and all of them end together.
async function startPage(program, folder, port) {
  const child = spawn(program, ['--lang', 'vi', 'edit', '--no-open', '--port', String(port)], { cwd: folder, detached: true });
  const ended = new Promise(ended => child.on('exit', ended));
  const entry = await new Promise((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        const address = ENTRY.exec(line)?.[0];
        if (address) found(address);
      });
    }
    ended.then(() => failed(new Error('the page that makes a site ended')));
  });
  const stop = async () => {
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  return { entry, stop };
}

// A newcomer with an empty folder makes a site, comes into its desk, and finds the site again on the next day.
export async function firstSite(browser, program, kind, report) {
  const folder = await mkdtemp(join(tmpdir(), 'bangvang-first-'));
  const port = await freePort();
  const at = path => `http://127.0.0.1:${port}${path}`;
  let start;
  for (const isSecond of [false, true]) {
    start = await startPage(program, folder, port);
    const colorScheme = isSecond ? 'dark' : 'light';
    const viewport = { width: isSecond ? 1280 : 360, height: 900 };
    const context = await browser.newContext({ viewport, colorScheme, locale: 'vi-VN', bypassCSP: true });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const hand = new Hand(page, kind);
    await page.goto(start.entry);
    await page.waitForURL(at('/'));
    await look(page, `first page ${colorScheme}`, report);
    const refused = async () => {
      await page.locator('#refusal:not([hidden])').waitFor();
      await look(page, `refusal on the first page ${colorScheme}`, report);
    };
    if (isSecond) {
      await mkdir(join(folder, 'khac'));
      await hand.fill(page.locator('#open-folder'), join(folder, 'khac'));
      await hand.press(page.locator('#open button'));
      await refused();
      await hand.press(page.locator('[data-folder]'));
    } else {
      await hand.fill(page.locator('#site-name'), 'Công đoàn: Đức Thử');
      await hand.fill(page.locator('#new-folder'), 'cong-doan');
      await hand.press(page.locator('#create button'));
      await refused();
      await hand.fill(page.locator('#new-folder'), join(folder, 'cong-doan'));
      await hand.press(page.locator('#create button'));
    }
    await page.waitForURL(url => url.port !== String(port) && url.pathname === '/' && !url.search);
    const heading = await page.locator('h1').innerText();
    if (!heading) report('the desk of the site has no heading');
    const settings = await readFile(join(folder, 'cong-doan/content/site.yaml'), 'utf8');
    if (!settings.includes('title: "Công đoàn: Đức Thử"\n')) report(`the settings are\n${settings}`);
    console.error(`first site (${kind}): ${hand.figure()}`);
    await context.close();
    await start.stop();
  }
  await rm(folder, { recursive: true, force: true });
}
