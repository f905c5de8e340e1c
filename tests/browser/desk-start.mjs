// Starts `bangvang edit` in a copy of a project, lets a browser in, and counts what a person does there.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export async function freePort() {
  const server = createServer();
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise(closed => server.close(closed));
  return port;
}

// Starts the desk of `folder`; returns its one-time address and functions that stop it.
export async function startDesk(program, folder, port, command = ['edit', '--no-open']) {
  // No keychain, key or known host of the user takes part in a scenario.
  const { DBUS_SESSION_BUS_ADDRESS: _bus, SSH_AUTH_SOCK: _agent, ...others } = process.env;
  const env = { ...others, XDG_RUNTIME_DIR: folder, HOME: join(folder, '.home') };
  const child = spawn(program, ['--lang', 'vi', ...command, '--today', '2026-11-23', '--port', String(port)], { cwd: folder, env });
  const lines = [];
  let entry;
  await new Promise((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        lines.push(line);
        entry ??= /http:\/\/127\.0\.0\.1:\d+\/\?key=[0-9a-f]+/.exec(line)?.[0];
        if (/sẵn sàng sau/.test(line)) ready();
      });
    }
    child.on('exit', () => failed(new Error(`the desk ended: ${lines.join(' ')}`)));
  });
  const kill = async () => {
    child.removeAllListeners('exit');
    const ended = new Promise(ended => child.on('exit', ended));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
  };
  return { entry, lines, kill, isAlive: () => child.exitCode === null && child.signalCode === null };
}

// Collects what must not happen: messages in the console, exceptions, failed requests, requests to another host.
export function watch(page, port, errors) {
  const hosts = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  page.on('console', message => {
    const line = `console: ${message.text()} ${message.location().url}`;
    // The events of the preview end when a scenario kills the program; that it lives otherwise is looked at in the end.
    const isEnd = /ERR_(INCOMPLETE_CHUNKED|CONNECTION|EMPTY)/.test(line) && line.includes('/_bangvang/events');
    if (['error', 'warning'].includes(message.type()) && !isEnd) errors.push(line);
  });
  page.on('pageerror', error => errors.push(`error: ${error.message}`));
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !hosts.includes(url.origin)) errors.push(`other host: ${url}`);
  });
}

// Waits for a key to arrive. Chromium sometimes forgets to say that it did, when the frame of the preview loads at that moment.
async function isDone(pressed) {
  let timer;
  const late = new Promise(done => { timer = setTimeout(() => done(false), 4000); });
  const isPressed = await Promise.race([pressed.then(() => true), late]);
  clearTimeout(timer);
  return isPressed;
}

// A person with a mouse, or with a keyboard only. Counts clicks and keys.
export class Hand {
  constructor(page, kind) {
    Object.assign(this, { page, kind, clicks: 0, keys: 0, start: Date.now() });
  }

  get byMouse() {
    return this.kind === 'mouse';
  }

  figure() {
    return `${this.clicks} clicks, ${this.keys} keys, ${((Date.now() - this.start) / 1000).toFixed(1)} s`;
  }

  async key(key) {
    this.keys += 1;
    const keyboard = this.page.keyboard;
    if (await isDone(keyboard.press(key))) return;
    for (const held of key.split('+').slice(0, -1)) await isDone(keyboard.up(held));
  }

  // Puts the focus on an element: by a click, or by Tab and the arrows of a toolbar.
  async go(locator) {
    await locator.waitFor();
    if (this.byMouse) {
      this.clicks += 1;
      await locator.click();
      return;
    }
    const element = await locator.elementHandle();
    const where = () => element.evaluate(element => {
      const active = document.activeElement;
      if (active === element) return 'there';
      const bar = element.closest('[role=toolbar]');
      if (bar?.contains(active)) return 'bar';
      if (!active || active === document.body) return 'after';
      return active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';
    });
    for (let steps = 0; steps < 300; steps += 1) {
      const at = await where();
      if (at === 'there') return;
      await this.key({ bar: 'ArrowRight', before: 'Shift+Tab', after: 'Tab' }[at]);
    }
    throw new Error(`the keyboard does not reach ${locator}`);
  }

  // Presses a button or follows a link.
  async press(locator) {
    await this.go(locator);
    if (!this.byMouse) await this.key('Enter');
  }

  // Sets or clears a check box.
  async toggle(locator) {
    await this.go(locator);
    if (!this.byMouse) await this.key('Space');
  }

  // Types into the focused field.
  async type(text) {
    for (const letter of text) {
      this.keys += 1;
      await isDone(this.page.keyboard.type(letter));
    }
  }

  // Chooses an option of a list, above or below the chosen one.
  async select(locator, value) {
    if (this.byMouse) {
      this.clicks += 2;
      await locator.selectOption(value);
      return;
    }
    await this.go(locator);
    for (const key of ['ArrowDown', 'ArrowUp']) {
      for (let steps = 0; steps < 30 && await locator.inputValue() !== value; steps += 1) await this.key(key);
    }
  }

  // Replaces the content of a field.
  async fill(locator, text) {
    await this.go(locator);
    await this.key('Control+A');
    await this.type(text);
  }

  // Adds a line to a field of lines, and types into it.
  async addLine(field, text) {
    await this.press(field.locator(':scope > [data-add]'));
    await this.type(text);
  }

  // Presses what opens the chooser of files, and chooses `files`.
  async choose(locator, files) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.press(locator);
    await (await chooser).setFiles(files);
  }
}

// Puts `parts` (media type to text) on the clipboard as other programs do, as they are.
export async function copy(context, port, parts) {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/new`);
  await page.bringToFront();
  await page.evaluate(parts => document.addEventListener('copy', event => {
    for (const [type, text] of Object.entries(parts)) event.clipboardData.setData(type, text);
    event.preventDefault();
  }), parts);
  await page.keyboard.press('Control+C');
  await page.close();
}

// The same words in the status line of the editor.
export const status = (page, words) => page.locator('#status').filter({ hasText: words }).waitFor();

// Saves, and waits until the page says so.
export async function save(hand) {
  await hand.press(hand.page.locator('#save'));
  await status(hand.page, /^Đã lưu/);
}

// The same beside a table: by keyboard, Tab would go through every cell on the way to the button.
export const startSaving = hand => (hand.byMouse ? hand.press(hand.page.locator('#save')) : hand.key('Control+S'));
export async function saveTable(hand) {
  await startSaving(hand);
  await status(hand.page, /^Đã lưu/);
}
