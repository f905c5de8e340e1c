// The cells that a clipboard holds: those of a table of Word or Excel, or a text with tabs between cells.

/**
 * The cells of `text`, which has tabs between cells; a cell between quotes may have line ends and doubled quotes.
 * @param {string} text
 */
export const textCells = (text) => {
  /** @type {string[][]} */
  const rows = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
    const taken = quoted ? quoted[0] : /^[^\t\n]*/.exec(rest)?.[0] ?? "";
    rows[rows.length - 1]?.push(quoted?.[1] === undefined ? taken : quoted[1].replaceAll('""', '"'));
    const end = rest[taken.length];
    if (end === undefined) return rows;
    if (end === "\n") rows.push([]);
    rest = rest.slice(taken.length + 1);
  }
};

/** The most rows and columns that a merged cell may cover. */
const MAX_ROW_SPAN = 1000;
const MAX_COLUMN_SPAN = 100;

/** The text of a cell in one line. @param {HTMLTableCellElement} cell */
const cellText = (cell) => {
  for (const end of cell.querySelectorAll("br, p + p")) end.before(" ");
  return (cell.textContent ?? "").replace(/\s+/g, " ").trim();
};

/**
 * The cells of the first table in `html`; null if there is none. A cell that is merged with those below fills each of them;
 * of one that is merged with those beside it, only the first has the text.
 * @param {string} html
 */
export const tableCells = (html) => {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  /** @type {string[][]} */
  const grid = Array.from(table.rows, () => []);
  Array.from(table.rows).forEach((row, top) => {
    let left = 0;
    for (const cell of row.cells) {
      while (grid[top]?.[left] !== undefined) left += 1;
      const words = cellText(cell);
      for (const covered of grid.slice(top, top + Math.min(Math.max(1, cell.rowSpan), MAX_ROW_SPAN))) {
        for (let right = 0; right < Math.min(cell.colSpan, MAX_COLUMN_SPAN); right += 1) covered[left + right] = right ? "" : words;
      }
    }
  });
  return grid.map((texts) => Array.from(texts, (text) => text ?? ""));
};
