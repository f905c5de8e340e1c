// Runs the Nu HTML checker on every page of the site, and on its style sheets and pictures.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

export default async function prove({ site, report }) {
  const jar = createRequire(import.meta.url)('vnu-jar');
  const { error, stderr } = spawnSync('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--errors-only', '--skip-non-html', site],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  const placesOf = new Map();
  for (const { url, lastLine, message } of JSON.parse(stderr).messages) {
    if (!placesOf.has(message)) placesOf.set(message, []);
    placesOf.get(message).push(`${url?.replace(/.*?public\//, '')}:${lastLine}`);
  }
  for (const [message, places] of placesOf) report(`${message} (${places.length}): ${places[0]}`);
}
