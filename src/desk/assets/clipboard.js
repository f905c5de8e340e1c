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

/** The cells of the first table in `html`; null if there is none. @param {string} html */
export const tableCells = (html) => {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  return Array.from(table.rows, (row) => Array.from(row.cells).flatMap((cell) => {
    for (const end of cell.querySelectorAll("br, p + p")) end.before(" ");
    const words = (cell.textContent ?? "").replace(/\s+/g, " ").trim();
    return [words, ...Array(Math.max(0, Math.min(cell.colSpan, 100) - 1)).fill("")];
  }));
};
