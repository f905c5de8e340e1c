// Starts Debian's Chromium through Playwright, whose own package here contains no browser.
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];

export const open = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

// Runs `visit` on all items, six at a time, because a proof spends most of its time waiting for the browser.
export async function forEachInParallel(items, visit) {
  const left = [...items];
  const next = async () => {
    while (left.length) await visit(left.shift());
  };
  await Promise.all(Array.from({ length: 6 }, next));
}

// Opens a page and collects its errors: console messages, failed requests, and requests to other hosts.
export async function openPage(context, host) {
  const page = await context.newPage();
  const errors = [];
  page.on('console', message => errors.push(`console: ${message.text()}`));
  page.on('pageerror', error => errors.push(`error: ${error.message}`));
  page.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') errors.push(`failed: ${request.url()}`);
  });
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== host) errors.push(`elsewhere: ${url}`);
  });
  return { page, errors };
}
