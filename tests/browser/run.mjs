// node run.mjs PROOF SITE: runs one proof over a built site. Prints its findings, one per line; the exit code is 1 if
// there are any.
import { pagesOf } from './pages.mjs';
import { serve } from './server.mjs';

const [proof, site] = process.argv.slice(2);
if (!site) {
  console.error('usage: node run.mjs PROOF SITE');
  process.exit(2);
}
const host = await serve(site);
const findings = [];
try {
  const { default: prove } = await import(`./proofs/${proof}.mjs`);
    await prove({ site, host: host.address, pages: await pagesOf(site), report: finding => findings.push(finding) });
} finally {
  host.close();
}
findings.forEach(finding => console.log(finding));
process.exit(findings.length ? 1 : 0);
