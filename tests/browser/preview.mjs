// node preview.mjs PROGRAM PROJECT: edits a project while a browser shows its preview; prints each failure on a line.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { each, open, watched } from './browser.mjs';

const [program, project] = process.argv.slice(2);
const ARTICLE = 'content/articles/tin/a.md';
const article = text => `---\ntitle: Bài\ndate: 2024-01-05\n---\n${text}\n`;
const long = text => article(`${text}\n${'\nDòng.\n'.repeat(200)}`);

const shows = (page, text) => page.waitForFunction(text => document.querySelector('main')?.innerText.includes(text), text);
const overlay = page => page.locator('bangvang-overlay');

const SCENARIOS = {
  // An edit reloads the page and keeps its scroll position; an edit of another page does not reload it.
  async edit({ page, errors, write, expect }) {
    await page.evaluate(() => { globalThis.mark = 1; scrollTo(0, 900); });
    await write('content/articles/tin/b.md', article('Hai khác.'));
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => globalThis.mark) === 1, 'an edit of another page reloads this one');
    await write(ARTICLE, long('Mới.'));
    await shows(page, 'Mới.');
    expect(await page.evaluate(() => globalThis.mark) === undefined, 'an edit does not reload the page');
    await page.waitForFunction(() => Math.abs(scrollY - 900) < 5);
    // The style sheet of this project leaves the fonts of the theme unused.
    errors.filter(line => !/favicon|was preloaded/.test(line)).forEach(line => expect(false, line));
  },
  // A changed style sheet is swapped without reloading the page.
  async style({ page, write, expect }) {
    const is = colour => page.waitForFunction(colour => getComputedStyle(document.body).color === colour, colour);
    await is('rgb(255, 0, 0)');
    await page.evaluate(() => { globalThis.mark = 1; });
    for (const colour of ['rgb(0, 0, 255)', 'rgb(0, 128, 0)']) {
      await write('themes/nha/static/site.css', `body{color:${colour}}`);
      await is(colour);
      expect(await page.evaluate(() => globalThis.mark) === 1, `the page was reloaded for ${colour}`);
    }
    await page.waitForFunction(() => document.querySelectorAll('link[rel~=stylesheet]').length === 1);
  },
  // Errors appear over the last good page, in the language of the site, as text and not as markup. They disappear when they
  // are fixed or the overlay is closed.
  async overlay({ page, write, expect }) {
    await write(ARTICLE, '---\ntitle: Bài\ndate: 2024-01-05\ntittle: <img src=x onerror=alert(1)>\n---\nLời.\n');
    await overlay(page).waitFor({ state: 'attached' });
    const text = await overlay(page).evaluate(element => element.shadowRoot.textContent);
    for (const part of ['Trang web có 1 lỗi', 'content/articles/tin/a.md:4:1', 'tittle', 'cách sửa']) {
      expect(text.includes(part), `the overlay lacks "${part}": ${text}`);
    }
    expect(await overlay(page).locator('img').count() === 0, 'the overlay renders markup of the article');
    await page.waitForFunction(() => /Lời\.|Một\./.test(document.querySelector('main').innerText));
    await overlay(page).evaluate(element => element.shadowRoot.querySelector('button').click());
    await overlay(page).waitFor({ state: 'detached' });
    await write(ARTICLE, '---\ntitle: [\n---\nLời.\n');
    await overlay(page).waitFor({ state: 'attached' });
    await write(ARTICLE, article('Sửa xong.'));
    await overlay(page).waitFor({ state: 'detached' });
    await shows(page, 'Sửa xong.');
  },
  // After a restart of the server the page reconnects and shows the changes.
  async restart({ page, write, restart }) {
    await restart(() => write(ARTICLE, article('Sau khi tắt.')));
    await shows(page, 'Sau khi tắt.');
    await write(ARTICLE, article('Và sửa tiếp.'));
    await shows(page, 'Và sửa tiếp.');
  },
};

async function freePort() {
  const server = createServer();
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise(closed => server.close(closed));
  return port;
}

// Starts the preview of a folder and waits until it is ready; returns a function that stops it.
async function serve(folder, port) {
  const child = spawn(program, ['--lang', 'en', 'serve', '--today', '2026-06-01', '--port', port], { cwd: folder });
  const lines = [];
  await new Promise((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        lines.push(line);
        if (line.includes(' ready after ')) ready();
      });
    }
    child.on('exit', () => failed(new Error(`the preview ended: ${lines.join(' ')}`)));
  });
  return async () => {
    child.removeAllListeners('exit');
    const ended = new Promise(ended => child.on('exit', ended));
    child.kill('SIGKILL');
    await ended;
  };
}

const findings = [];
const browser = await open();
await each(Object.entries(SCENARIOS), async ([name, scenario]) => {
  const folder = await mkdtemp(join(tmpdir(), 'bangvang-preview-'));
  let stop = async () => {};
  try {
    await cp(project, folder, { recursive: true });
    await writeFile(join(folder, ARTICLE), long('Một.'));
    const port = String(await freePort());
    stop = await serve(folder, port);
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    context.setDefaultTimeout(20_000);
    const { page, errors } = await watched(context, `http://localhost:${port}`);
    await page.goto(`http://localhost:${port}/tin/a/`);
    await shows(page, 'Một.');
    const restart = async change => {
      await stop();
      await change();
      stop = await serve(folder, port);
    };
    // In one step: on a busy machine the preview could otherwise read a file that is still empty, and build without it.
    const write = async (path, text) => {
      const part = join(folder, '..', `${name}-${port}.part`);
      await writeFile(part, text);
      await rename(part, join(folder, path));
    };
    await scenario({ page, errors, write, restart, expect: (holds, what) => { if (!holds) findings.push(`${name}: ${what}`); } });
  } catch (error) {
    findings.push(`${name}: ${error.message}`);
  }
  await stop();
  await rm(folder, { recursive: true });
});
await browser.close();
findings.forEach(finding => console.log(finding));
process.exit(findings.length ? 1 : 0);
