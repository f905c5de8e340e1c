// A web server on localhost for the files of a folder, with gzip as hosts use it and the strictest Content-Security-Policy.
// With `pieces`, everything arrives as over a very slow line: pages tag by tag, other files but styles and scripts after a while.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json', '.csv': 'text/csv; charset=utf-8',
};
const COMPRESSED = new Set(['.html', '.css', '.js', '.json', '.xml', '.txt', '.svg', '.webmanifest', '.csv', '.ico']);
export const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const PIECES = 200;
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** Sends a page tag by tag, at most `PIECES` of its body; the rest follows at once. */
async function sendPieces(response, page) {
  const start = page.indexOf('<body');
  response.write(page.slice(0, start));
  const pieces = page.slice(start).match(/<[^>]*>[^<]*/g);
  for (const piece of pieces.slice(0, PIECES)) {
    response.write(piece);
    await wait(25);
  }
  response.end(pieces.slice(PIECES).join(''));
}

export async function serve(folder, { pieces = false } = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
    let file = join(folder, path.endsWith('/') ? path + 'index.html' : path);
    let status = 200;
    let bytes = await readFile(file).catch(() => null);
    if (bytes === null) {
      [status, file] = [404, join(folder, '404.html')];
      bytes = await readFile(file);
    }
    const extension = extname(file);
    const headers = {
      'Content-Type': TYPES[extension] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff', 'Cache-Control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    };
    if (pieces && extension === '.html') {
      response.writeHead(status, headers);
      await sendPieces(response, bytes.toString());
      return;
    }
    if (pieces && !['.css', '.js'].includes(extension)) await wait(500);
    if (COMPRESSED.has(extension)) {
      bytes = gzipSync(bytes);
      headers['Content-Encoding'] = 'gzip';
    }
    response.writeHead(status, { ...headers, 'Content-Length': bytes.length }).end(bytes);
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
