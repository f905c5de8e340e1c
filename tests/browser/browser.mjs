// Debian's Chromium, driven by Playwright, which brings none of its own.
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];

export const open = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

// Most of a proof waits for the browser, so a few of `items` are looked at side by side.
export async function each(items, look) {
  const left = [...items];
  const next = async () => {
    while (left.length) await look(left.shift());
  };
  await Promise.all(Array.from({ length: 6 }, next));
}

// A page that notes what goes wrong on it: messages, failed requests, requests elsewhere.
export async function watched(context, host) {
  const page = await context.newPage();
  const wrong = [];
  page.on('console', message => wrong.push(`console: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`error: ${error.message}`));
  page.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') wrong.push(`failed: ${request.url()}`);
  });
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== host) wrong.push(`elsewhere: ${url}`);
  });
  return { page, wrong };
}
