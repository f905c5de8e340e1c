// Looks at a page of the desk with axe (WCAG 2.2 AA), and for what is wider than the screen.
import { excessWidth, violations } from './axe.mjs';

export async function look(page, name, report) {
  const wide = await excessWidth(page);
  if (wide > 0) report(`${name}: ${wide} px wider than the screen`);
  (await violations(page, ['#preview'])).forEach(line => report(`${name}: ${line}`));
}
