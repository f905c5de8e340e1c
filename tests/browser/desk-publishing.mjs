// Scenarios of publishing: a connection by its form, the list of changes, a publication and its undo; to a folder and by SFTP.
import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { save } from './desk-start.mjs';
import { startSshd } from './sshd.mjs';

const A = 'content/articles/tin/a.md';
const edit = file => `/edit?file=${encodeURIComponent(file)}`;
const task = (page, name) => page.locator(`[data-task=${name}]`);

// Waits for the sentence of a task that has ended: the first build for a publication is slow beside other tests.
const ended = (page, sentence) => page.locator('#publish-status').filter({ hasText: sentence }).waitFor({ timeout: 180_000 })
  .catch(async () => { throw new Error(`not ${sentence}: ${await page.locator('#publishing').innerText()}`); });

// Sets up a connection of `kind` that is not verified over HTTP; `fields` are typed into its form.
async function connect({ page, hand }, kind, fields) {
  await hand.press(page.locator('nav a[href="/publish"]'));
  await hand.select(page.locator('#connection-kind'), kind);
  const form = page.locator(`fieldset[data-group=${kind}]`);
  await hand.press(form.locator('details.more > summary'));
  for (const [key, text] of Object.entries(fields)) await hand.fill(form.locator(`[data-key=${key}]`), text);
  await hand.toggle(form.locator('[data-key=verify]'));
  await hand.press(page.locator('#connection button[type=submit]'));
  await page.waitForURL(/target=/);
}

// Looks at the changes, agrees to what is asked and publishes; returns the listed titles.
async function publish({ page, hand }) {
  await hand.press(task(page, 'plan'));
  await ended(page, 'Đã xem xong');
  const titles = await page.locator('#plan-changes li').allInnerTexts();
  for (const box of await page.locator('#plan-questions input').all()) await hand.toggle(box);
  await hand.press(page.locator('#publish-now'));
  await ended(page, 'Đã đăng xong');
  return titles;
}

// Sets up a folder as the connection, and publishes to it; returns the listed titles.
export async function publishToFolder(parts, path) {
  await connect(parts, 'folder', { path });
  return publish(parts);
}

// All files below `folder` that readers see, with their bytes.
async function published(folder) {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter(file => file.isFile()).map(file => join(file.parentPath, file.name)).filter(path => !path.includes('.bangvang'));
  return new Map(await Promise.all(paths.sort().map(async path => [path, (await readFile(path)).toString('base64')])));
}

// Publishes the first version and a changed article, and takes the change back; each is looked at on the host.
async function publishAndUndo(parts, host) {
  const { page, hand, at, expect, errors } = parts;
  const titles = await publish(parts);
  expect(titles.some(title => title.includes('Bài A')), `the changes are ${titles.join(' | ')}`);
  const first = await published(host);
  const shown = join(host, 'tin/a/index.html');
  expect((await readFile(shown, 'utf8')).includes('Lời A.'), 'the article is not on the host');
  await page.goto(at(edit(A)));
  await hand.go(page.locator('#text'));
  await hand.key('Control+End');
  await hand.type('Câu mới, đủ dấu.');
  await save(hand);
  await page.goto(at('/publish'));
  const changed = await publish(parts);
  expect(changed.some(title => title.includes('Bài A')) && !changed.some(title => title.includes('Bài B')), `the changes are ${changed.join(' | ')}`);
  expect((await readFile(shown, 'utf8')).includes('Lời A.\nCâu mới, đủ dấu.'), 'the change is not on the host');
  await hand.press(task(page, 'undo'));
  await page.locator('#publish-question').waitFor();
  await hand.press(page.locator('#question-yes'));
  await ended(page, 'Đã quay lại bản trước');
  const last = await published(host);
  expect(JSON.stringify([...last]) === JSON.stringify([...first]), 'the undo gives other files or bytes');
  errors.splice(0, errors.length, ...errors.filter(line => !/404.*localhost/.test(line)));
}

export const SCENARIOS = {
  // To a folder: the connection is tested, and the release before comes back.
  async publication(parts) {
    const { page, hand, root } = parts;
    await mkdir(join(root, 'may-chu'));
    await connect(parts, 'folder', { path: 'may-chu/web' });
    await hand.press(task(page, 'check'));
    await ended(page, 'Kết nối được');
    await publishAndUndo(parts, join(root, 'may-chu/web'));
  },

  // To a real SFTP server that the computer does not know: its fingerprint is asked about once, and is that of its key.
  async sftp(parts) {
    const { page, hand, root, expect } = parts;
    const server = await startSshd(join(root, 'sshd'));
    if (!server) return;
    try {
      const folder = join(root, 'web của chúng tôi');
      const { port, user, key } = server;
      await connect(parts, 'sftp', { host: '127.0.0.1', port: String(port), user, folder, key });
      await hand.press(task(page, 'check'));
      await page.locator('#publish-question').waitFor();
      const { stdout } = await promisify(execFile)('ssh-keygen', ['-l', '-f', server.host]);
      const asked = await page.locator('#question-sentence').innerText();
      expect(asked.includes(stdout.split(' ')[1]), `${asked}\n--- and not\n${stdout}`);
      await hand.press(page.locator('#question-yes'));
      await ended(page, 'Kết nối được');
      await publishAndUndo(parts, folder);
    } finally {
      server.stop();
    }
  },
};
