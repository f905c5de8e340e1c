// What a theme and an article can do in the frame of the preview: nothing to the desk.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { status } from './desk-start.mjs';

const A = 'content/articles/tin/a.md';
const PLAIN = '---\ntitle: Bài A\ndate: 2024-01-05\n---\nLời A.\n';

// The names and hashes of all files of the project.
async function files(root) {
  const lines = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || path.includes('.bangvang')) continue;
    lines.push(`${path} ${createHash('sha256').update(await readFile(path)).digest('hex')}`);
  }
  return lines.sort().join('\n');
}

// A script of a theme that tries to reach the desk; it reports in `globalThis.successes` what succeeded.
const script = desk => `(() => {
const desk = ${JSON.stringify(desk)};
globalThis.successes = [];
globalThis.attempts = 0;
if (parent === globalThis) return;
const done = name => successes.push(name);
const attempt = async (name, act) => {
  attempts += 1;
  try {
    if (await act()) done(name);
  } catch { /* refused */ }
};
const wish = JSON.stringify({ title: 'Chiếm', section: 'tin' });
addEventListener('load', async () => {
  for (const mode of ['cors', 'no-cors']) {
    await attempt('fetch ' + mode, async () => (await fetch(desk + '/new', { mode, credentials: 'include' })).text());
    await attempt('post ' + mode, () => fetch(desk + '/api/new', { mode, method: 'POST', credentials: 'include', body: wish }));
  }
  await attempt('json', () => fetch(desk + '/api/new', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: wish }));
  await attempt('xhr', () => new Promise((yes, no) => {
    const request = new XMLHttpRequest();
    request.withCredentials = true;
    request.onload = () => yes(request.responseText);
    request.onerror = no;
    request.open('GET', desk + '/');
    request.send();
  }));
  const loads = (tag, key, path) => attempt(tag, () => new Promise((yes, no) => {
    const element = document.createElement(tag);
    if (tag === 'link') element.rel = 'stylesheet';
    element.onload = () => yes(tag !== 'iframe' && tag !== 'object');
    element.onerror = no;
    element[key] = desk + path;
    document.body.append(element);
    setTimeout(no, 1500);
  }));
  await Promise.all([loads('img', 'src', '/assets/favicon.svg'), loads('script', 'src', '/assets/desk.js'),
    loads('link', 'href', '/assets/desk.css'), loads('iframe', 'src', '/new'), loads('object', 'data', '/new'),
    loads('embed', 'src', '/new'), loads('video', 'src', '/new')]);
  for (const frame of document.querySelectorAll('iframe, object')) {
    await attempt('read ' + frame.tagName, () => frame.contentDocument.querySelector('meta[name=bangvang-token]'));
  }
  await attempt('parent document', () => parent.document.body);
  await attempt('parent storage', () => parent.localStorage.length >= 0);
  await attempt('parent location', () => parent.location.href);
  await attempt('cookie', () => document.cookie.includes('bangvang'));
  document.cookie = 'bangvang-' + location.port + '=0; domain=127.0.0.1; path=/';
  await attempt('cookie store', async () => (await cookieStore.getAll()).some(one => one.name.startsWith('bangvang')));
  for (const message of [wish, { type: 'save' }, '<img src=x onerror=alert(1)>', null]) parent.postMessage(message, '*');
  for (const target of ['_top', '_parent', '_blank', 'hidden']) {
    for (const [type, path] of [['text/plain', '/api/new'], ['application/x-www-form-urlencoded', '/api/delete'], ['multipart/form-data', '/api/save']]) {
      await attempt('form', () => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: desk + path, enctype: type, target });
        const field = document.createElement('input');
        Object.assign(field, { name: wish.slice(0, -1) + ',"x":"', value: '"}' });
        form.append(field);
        document.body.append(form);
        form.submit();
      });
    }
  }
  await attempt('open', () => {
    const opened = open(desk + '/edit?file=${A}');
    return opened && opened.document.body;
  });
  await attempt('top', () => { top.location = 'about:blank#taken'; });
  await attempt('parent', () => { parent.location.replace('about:blank#taken'); });
  await attempt('link to the top', () => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'about:blank#taken', target: '_top' });
    document.body.append(link);
    link.click();
  });
  addEventListener('click', () => {
    attempt('top by a click', () => { top.location = 'about:blank#taken'; });
    attempt('open by a click', () => open(desk + '/new').document.body);
  });
  globalThis.isFinished = true;
});
})();`;

const MARKDOWN = desk => `Đầu.

<script>parent.postMessage('x', '*'); globalThis.pwned = 1</script>
<img src="x" onerror="globalThis.pwned = 1"><svg onload="globalThis.pwned = 1"></svg>
<iframe src="${desk}/new"></iframe><object data="${desk}/new"></object><embed src="${desk}/new">
<form action="${desk}/api/new" method="post" enctype="text/plain"><input name="x"><button>Gửi</button></form>
<meta http-equiv="refresh" content="0; url=${desk}/new"><base href="${desk}/"><link rel="stylesheet" href="${desk}/assets/desk.css">
<a href="javascript:globalThis.pwned=1" id="bay">bấm</a> [bấm](javascript:globalThis.pwned=1) [b](data:text/html,x)

</textarea></script><script>globalThis.pwned = 1</script>

Cuối.
`;

export const SCENARIOS = {
  // A theme whose script tries everything that a script can try.
  async hostile({ page, root, at, port, expect, errors, context }) {
    await mkdir(join(root, 'themes/xau/static'), { recursive: true });
    await writeFile(join(root, 'themes/xau/theme.yaml'), 'name: Xấu\nextends: default\n');
    await writeFile(join(root, 'themes/xau/static/site.js'), script(at('')));
    const settings = await readFile(join(root, 'content/site.yaml'), 'utf8');
    await writeFile(join(root, 'content/site.yaml'), `${settings}theme: xau\n`);
    await page.waitForTimeout(2500);
    const before = await files(root);
    const reached = [];
    const url = at(`/edit?file=${encodeURIComponent(A)}`);
    context.on('response', response => {
      const request = response.request();
      if (!response.url().startsWith(at('/')) || response.status() >= 400) return;
      const initiator = request.headers().referer ?? '';
      if (!initiator.startsWith(at('/')) && response.url() !== url) reached.push(`${response.status()} ${request.method()} ${response.url()}`);
    });
    await page.goto(url);
    const frame = await (await page.locator('#preview').elementHandle()).contentFrame();
    await frame.waitForFunction(() => globalThis.isFinished, null, { timeout: 30_000 });
    await page.waitForTimeout(500);
    const results = await frame.evaluate(() => ({ successes: globalThis.successes, attempts: globalThis.attempts }));
    expect(results.attempts >= 30, `only ${results.attempts} attempts`);
    expect(results.successes.length === 0, `the theme reached the desk: ${results.successes}`);
    expect(page.url() === url, `the theme left the desk for ${page.url()}`);
    await frame.locator('body').click({ position: { x: 5, y: 5 } });
    await page.waitForTimeout(500);
    expect(page.url() === url, `after a click the theme left the desk for ${page.url()}`);
    const later = await frame.evaluate(() => globalThis.successes).catch(() => []);
    expect(later.length === 0, `after a click the theme reached the desk: ${later}`);
    for (const other of context.pages()) {
      if (other === page) continue;
      const token = await other.locator('meta[name=bangvang-token]').count().catch(() => 0);
      expect(token === 0, `the theme opened the desk at ${other.url()}`);
    }
    // The frame itself leaves for the desk.
    await frame.evaluate(url => { location.href = url; }, at('/new')).catch(() => {});
    await page.waitForTimeout(1000);
    for (const one of page.frames().slice(1)) {
      const token = await one.locator('meta[name=bangvang-token]').count().catch(() => 0);
      expect(token === 0, 'the desk is shown in its own frame');
    }
    expect(reached.length === 0, `requests of the frame were answered: ${reached}`);
    expect(await files(root) === before, 'a file was changed');
    const cookies = await context.cookies(`http://localhost:${port}`);
    expect(!cookies.some(cookie => cookie.value.length > 8 && cookie.name.startsWith('bangvang')), 'the preview has the cookie');
    // Refusals are written to the console.
    errors.length = 0;
    // The desk works on.
    await page.goto(url);
    await page.locator('#text').fill('Sau.');
    await status(page, 'Chưa lưu');
    errors.length = 0;
  },

  // An article of signs that would be scripts, frames and forms.
  async markup({ page, root, at, expect, errors, preview }) {
    const title = '</title></textarea></script><script>globalThis.pwned=1</script><img src=x onerror=globalThis.pwned=1>';
    const values = `title: '${title}'\ndate: 2024-01-05\nlead: '${title}'\nauthor: '${title}'\ntags: ['${title}']\n`;
    await writeFile(join(root, A), `---\n${values}---\n${MARKDOWN(at(''))}`);
    await page.waitForTimeout(2500);
    for (const path of ['/', '/list?list=articles', `/list?list=articles&q=${encodeURIComponent('"><script>globalThis.pwned=1</script>')}`,
      `/edit?file=${encodeURIComponent(A)}`, `/edit?file=${encodeURIComponent('<script>globalThis.pwned=1</script>')}`]) {
      await page.goto(at(path));
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => globalThis.pwned) === undefined, `${path} runs a script of an article`);
      const own = await page.evaluate(() => [...document.querySelectorAll('script:not([src])')].map(one => `${one.type} ${one.id}`)
        .every((one, index) => one === `application/json ${['strings', 'known-problems'][index]}`));
      expect(own, `${path} has a script of an article`);
      expect(await page.locator('img[onerror], meta[http-equiv], base').count() === 0, `${path} has markup of an article`);
    }
    await page.goto(at(`/edit?file=${encodeURIComponent(A)}`));
    expect(await page.locator('#field-title').inputValue() === title, 'the form shows another title');
    expect(await page.locator('#text').inputValue() === MARKDOWN(at('')), 'the form shows another text');
    const frame = await preview('Cuối.');
    const bad = await frame.evaluate(() => [...document.querySelectorAll(
      'main iframe, main object, main embed, main form[action*="127"], main script, base, meta[http-equiv=refresh], main link, [onerror], [onload], a[href^="javascript"], a[href^="data"]')]
      .map(one => one.outerHTML));
    expect(bad.length === 0, `the page has ${bad}`);
    expect(await frame.evaluate(() => globalThis.pwned) === undefined, 'the page runs a script of an article');
    await writeFile(join(root, A), PLAIN);
    errors.splice(0, errors.length, ...errors.filter(line => !/404/.test(line)));
  },
};
