// Starts the system's Chromium with Playwright; playwright-core has no browser of its own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];

export const open = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

// Calls `check` for all `items`, six at a time: most of the time is spent waiting for the browser.
export async function each(items, check) {
  const left = [...items];
  const next = async () => {
    while (left.length) await check(left.shift());
  };
  await Promise.all(Array.from({ length: 6 }, next));
}

// Opens a page and collects its errors: console messages, exceptions, failed requests, requests to other hosts.
export async function watched(context, host) {
  const page = await context.newPage();
  const errors = [];
  page.on('console', message => errors.push(`console: ${message.text()}`));
  page.on('pageerror', error => errors.push(`error: ${error.message}`));
  page.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') errors.push(`failed: ${request.url()}`);
  });
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== host) errors.push(`other host: ${url}`);
  });
  return { page, errors };
}

// Makes every page of the `site` wait for its fonts: with `font-display: optional` a slow machine would show the fallback font.
export const withFonts = (context, site) => context.route('**/*.css', async route => {
  const styles = await readFile(join(site, new URL(route.request().url()).pathname), 'utf8');
  await route.fulfill({ contentType: 'text/css; charset=utf-8', body: styles.replaceAll('font-display: optional', 'font-display: block') });
});
