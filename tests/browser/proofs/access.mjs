// Every kind of page, at three widths, and in dark colours: no WCAG 2.2 AA violation that axe finds, no console message, no
// request to another host, nothing wider than the screen.
import { excessWidth, violations } from '../axe.mjs';
import { each, open, watched } from '../browser.mjs';

const LOOKS = [['light', 320], ['light', 768], ['light', 1280], ['dark', 1280]];

export default async function prove({ host, pages, report }) {
  const browser = await open();
  for (const [colorScheme, width] of LOOKS) {
    // The Content-Security-Policy would block axe; proofs/policy.mjs runs under it.
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    await each(pages, async ({ kind, route }) => {
      const where = `${kind} ${route} ${colorScheme} ${width}`;
      const { page, errors } = await watched(context, host);
      await page.goto(host + route, { waitUntil: 'networkidle' });
      const wide = await excessWidth(page);
      if (wide > 0) report(`${where}: ${wide} px wider than the screen`);
      (await violations(page)).forEach(line => report(`${where}: ${line}`));
      errors.filter(line => kind !== '404' || !line.includes('404')).forEach(line => report(`${where}: ${line}`));
      await page.close();
    });
    await context.close();
  }
  await browser.close();
}
