// The rows of a decision: a table of real inputs that are always in the page.

import { tableCells, textCells } from "./clipboard.js";
import { announce, element, isComposing, say } from "./desk.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** The words of `to`, with the totals of article 1 that count them. */
const TOTALS = { collective: "collectives", individual: "individuals", household: "households" };

const VIETNAMESE = new Intl.Collator("vi", { numeric: true });

/** @param {unknown} found @returns {found is Control} */
const isControl = (found) =>
  (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement || found instanceof HTMLSelectElement)
  && "column" in found.dataset;

/** The controls of `row`. @param {Element} row @returns {Control[]} */
const controls = (row) => /** @type {Control[]} */ (Array.from(row.querySelectorAll("[data-column]")));

/** Whether `row` is in the file once it is saved: an empty one is not. @param {HTMLTableRowElement} row */
const isKept = (row) => "more" in row.dataset || controls(row).some((control) => control.value.trim() !== "");

/** Makes `text` the value of `control`, which has no caret. @param {Control} control @param {string} text */
const fill = (control, text) => {
  if (control instanceof HTMLSelectElement) {
    const plain = text.trim().toLowerCase();
    const options = Array.from(control.options);
    const found = options.find((one) => one.value === text.trim() || one.text.toLowerCase() === plain);
    // A word that is none of the choices stays as it was pasted, so that the check can say so.
    if (!found) control.add(new Option(text, text));
    control.value = found ? found.value : text;
  } else {
    control.value = control instanceof HTMLInputElement ? text.replace(/\s*\n\s*/g, " ") : text;
  }
};

export class AwardTable {
  /** @param {HTMLTableElement} table @param {() => void} changed */
  constructor(table, changed) {
    this.body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
    /** The numbers of rows of the file before and after those of the table. */
    this.around = [Number(table.dataset.before), Number(table.dataset.after)];
    /** The recipients of those rows. @type {Record<string, number>} */
    this.others = JSON.parse(table.dataset.others ?? "{}");
    this.changed = changed;
    this.added = 0;
    /** The rows before each change of them, and the values of the cells that it replaced. @type {{rows: Element[], values: Map<Control, string>}[]} */
    this.undone = [];
    /** The rows of the content that is being saved. @type {HTMLTableRowElement[]} */
    this.saving = [];
    /** The cell that the caret was in last. @type {Control | null} */
    this.current = null;
    table.addEventListener("focusin", (event) => { if (isControl(event.target)) this.current = event.target; });
    table.addEventListener("taking", (event) => { if (isControl(event.target)) this.remember([event.target]); });
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("paste", (event) => this.paste(event));
    table.addEventListener("click", (event) => this.click(event));
    element("award-add", HTMLButtonElement).addEventListener("click", () => this.add(this.rows().at(-1), "no"));
    element("award-fill", HTMLButtonElement).addEventListener("click", () => this.fillDown());
    const more = element("award-column", HTMLSelectElement);
    more.addEventListener("change", () => this.addColumn(more));
    this.undoButton = element("award-undo", HTMLButtonElement);
    this.undoButton.addEventListener("click", () => this.undo());
    this.number();
  }

  rows() {
    return Array.from(this.body.rows);
  }

  /** The values of the rows, as the server expects them. */
  read() {
    return this.kept().map((row) => {
      /** @type {Record<string, string>} */
      const values = { "": row.dataset.index ?? "" };
      for (const control of controls(row)) values[control.dataset.column ?? ""] = control.value;
      return values;
    });
  }

  /** The content as it is now is being saved. */
  save() {
    this.saving = this.kept();
  }

  /** The content is saved: its rows have new indices in the file. */
  saved() {
    for (const row of this.rows()) row.dataset.index = "";
    this.saving.forEach((row, at) => { row.dataset.index = String((this.around[0] ?? 0) + at); });
    // A row that was deleted before has no place in the file to come back to.
    this.undone = [];
    this.undoButton.disabled = true;
  }

  /** The rows that are in the file once it is saved, in their order. */
  kept() {
    return this.rows().filter(isKept);
  }

  /**
   * The control of the field `awards.3.unit` among the rows `kept`; null if there is none.
   * @param {string} field
   * @param {HTMLTableRowElement[]} kept
   */
  control(field, kept) {
    const [list, at, key] = field.split(".");
    const row = list === "awards" ? kept[Number(at) - (this.around[0] ?? 0)] : undefined;
    return row ? this.at(row, key ?? "") ?? controls(row)[0] ?? null : null;
  }

  /** Whether the table has only a piece of the rows, and `field` is in another one. @param {string} field */
  isElsewhere(field) {
    const [list, at] = field.split(".");
    const row = Number(at) - (this.around[0] ?? 0);
    return this.isPiece() && list === "awards" && at !== undefined && !(row >= 0 && row < this.kept().length);
  }

  /** Whether the table has only a piece of the rows. */
  isPiece() {
    return this.around.some((count) => count > 0);
  }

  /** @param {Element} row @param {string} column */
  at(row, column) {
    return controls(row).find((control) => control.dataset.column === column);
  }

  /** Writes the numbers of the rows and the totals. */
  number() {
    this.rows().forEach((row, at) => {
      const head = /** @type {HTMLElement} */ (row.cells[0]);
      const number = String((this.around[0] ?? 0) + at + 1);
      if (head.textContent !== number) head.textContent = number;
    });
    this.count();
  }

  /** Writes how many rows of each kind there are, beside the numbers in the totals. */
  count() {
    /** @param {string} id */
    const typed = (id) => {
      const field = document.getElementById(`field-${id}`);
      return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
    };
    const usual = typed("defaults-to");
    const words = this.rows().filter(isKept).map((row) => this.at(row, "to")?.value || usual);
    const sentences = Object.entries(TOTALS).map(([word, total]) => say(`awards-${total}`, {
      count: words.filter((one) => one === word).length + (this.others[word] ?? 0)
        + (word === usual ? this.others[""] ?? 0 : 0),
      detail: typed(`totals-${total}`) || "–",
    }));
    element("award-totals", HTMLElement).textContent = sentences.join(" · ");
  }

  /** Remembers the rows, and the values of `cells`, before they change. @param {Control[]} [cells] */
  remember(cells = []) {
    this.undone.push({ rows: this.rows(), values: new Map(cells.map((cell) => [cell, cell.value])) });
    this.undoButton.disabled = false;
  }

  undo() {
    const before = this.undone.pop();
    if (!before) return;
    this.body.replaceChildren(...before.rows);
    before.values.forEach((value, cell) => { cell.value = value; });
    this.done(say("awards-undone"));
    this.undoButton.disabled = !this.undone.length;
    if (this.undoButton.disabled) element("award-add", HTMLElement).focus();
  }

  /** The rows were changed. @param {string} sentence */
  done(sentence) {
    for (const head of document.querySelectorAll("#field-awards [aria-sort]")) head.removeAttribute("aria-sort");
    this.number();
    this.changed();
    announce(sentence);
  }

  /** A row of the template with elements of its own: its head gets the identifier `head`. @param {string} head */
  copy(head) {
    const template = element("award-new", HTMLTemplateElement);
    const row = /** @type {HTMLTableRowElement} */ (template.content.querySelector("tr")?.cloneNode(true));
    const start = head.replace(/row$/, "");
    for (const part of row.querySelectorAll("[id]")) part.id = part.id.replace("award--", start);
    for (const part of row.querySelectorAll("[aria-labelledby]")) {
      part.setAttribute("aria-labelledby", (part.getAttribute("aria-labelledby") ?? "").replace("award--", start));
    }
    return row;
  }

  /** An empty row behind `row`. @param {Element | undefined} row */
  insert(row) {
    this.added += 1;
    const added = this.copy(`award-new${this.added}-row`);
    for (const key of this.columns(true)) added.querySelector(`td.${key}`)?.remove();
    if (row) row.after(added);
    else this.body.append(added);
    return added;
  }

  /** The keys of the columns that the table has, or of those that it could have. @param {boolean} isHidden */
  columns(isHidden) {
    const heads = Array.from(document.querySelectorAll("#field-awards th[id^=column-]"));
    return heads.filter((head) => head.hasAttribute("hidden") === isHidden).map((head) => head.id.replace("column-", ""));
  }

  /** Adds the column that is chosen in `more` to every row, also to those that an undo brings back. @param {HTMLSelectElement} more */
  addColumn(more) {
    const key = more.value;
    const head = document.getElementById(`column-${key}`);
    if (!head) return;
    head.hidden = false;
    const before = this.columns(false);
    const next = before[before.indexOf(key) + 1];
    const rows = new Set([...this.rows(), ...this.undone.flatMap((step) => /** @type {HTMLTableRowElement[]} */ (step.rows))]);
    for (const row of rows) {
      const cell = this.copy(row.querySelector("th")?.id ?? "").querySelector(`td.${key}`);
      if (cell) row.insertBefore(cell, row.querySelector(next ? `td.${next}` : "td.row-acts"));
    }
    more.selectedOptions[0]?.remove();
    more.value = "";
    const first = this.rows()[0];
    if (first) this.go(first, key);
  }

  /** Adds a row behind `row` and goes there. @param {Element | undefined} row @param {string} column */
  add(row, column) {
    this.remember();
    const added = this.insert(row);
    this.done(say("awards-added"));
    this.go(added, column);
  }

  /** Puts the caret into a cell. @param {Element} row @param {string} column */
  go(row, column) {
    const control = this.at(row, column) ?? controls(row)[0];
    control?.focus();
    if (control && !(control instanceof HTMLSelectElement)) control.select();
  }

  /** Moves `row` by one: its neighbour goes to the other side, so the caret stays. @param {Element} row @param {boolean} isUp */
  move(row, isUp) {
    const other = isUp ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    this.remember();
    if (isUp) row.after(other);
    else row.before(other);
    this.done(say("awards-moved", { line: this.rows().indexOf(/** @type {HTMLTableRowElement} */ (row)) + 1 }));
  }

  /** @param {Element} row */
  remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const line = this.rows().indexOf(/** @type {HTMLTableRowElement} */ (row)) + 1;
    this.remember();
    row.remove();
    this.done(say("awards-deleted", { line }));
    const button = next?.querySelector("[data-act=delete]") ?? element("award-add", HTMLElement);
    /** @type {HTMLElement} */ (button).focus();
  }

  /** Fills the empty cells directly below the current one with its value. */
  fillDown() {
    const from = this.current;
    const first = from?.closest("tr");
    if (!from || !first?.isConnected || !from.value) return;
    /** @type {Control[]} */
    const cells = [];
    for (let row = first.nextElementSibling; row; row = row.nextElementSibling) {
      const cell = this.at(row, from.dataset.column ?? "");
      if (!cell || cell.value) break;
      cells.push(cell);
    }
    if (!cells.length) return;
    this.remember(cells);
    for (const cell of cells) fill(cell, from.value);
    this.done(say("awards-filled", { count: cells.length }));
  }

  /** Sorts the rows by the column of `head`, upwards first; rows without a value stay at the end. @param {HTMLElement} head */
  sort(head) {
    const column = head.id.replace("column-", "");
    const isDown = head.getAttribute("aria-sort") === "ascending";
    /** @param {Element} row */
    const text = (row) => {
      const control = this.at(row, column);
      return (control instanceof HTMLSelectElement ? control.selectedOptions[0]?.text : control?.value)?.trim() ?? "";
    };
    const keys = new Map(this.rows().map((row) => [row, text(row)]));
    const sorted = this.rows().sort((one, other) => {
      const [first, second] = [keys.get(one) ?? "", keys.get(other) ?? ""];
      if (!first || !second) return Number(!first) - Number(!second);
      return (isDown ? -1 : 1) * VIETNAMESE.compare(first, second);
    });
    this.remember();
    this.body.replaceChildren(...sorted);
    this.done(say("awards-sorted", { name: head.textContent ?? "" }));
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  }

  /** @param {MouseEvent} event */
  click(event) {
    const head = event.target instanceof Element ? event.target.closest("[data-sort]")?.closest("th") : null;
    if (head) this.sort(head);
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
    const row = button?.closest("tr");
    if (!(button instanceof HTMLElement) || !row) return;
    if (button.dataset.act === "delete") this.remove(row);
    else this.move(row, button.dataset.act === "up");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const control = event.target;
    if (isComposing(event) || !isControl(control)) return;
    const row = /** @type {HTMLTableRowElement} */ (control.closest("tr"));
    const column = control.dataset.column ?? "";
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (event.key === "Enter" && isCommand) this.add(row, column);
    else if (event.key.toLowerCase() === "d" && isCommand) this.fillDown();
    else if (isArrow && event.altKey && !event.ctrlKey) this.move(row, event.key === "ArrowUp");
    else if (event.key === "Enter" && isPlain) {
      if (row.nextElementSibling) this.go(row.nextElementSibling, column);
      else this.add(row, column);
    } else if (isArrow && isPlain && this.leaves(control, event.key === "ArrowUp")) {
      const next = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
      if (next) this.go(next, column);
    } else return;
    event.preventDefault();
  }

  /** Whether an arrow leads out of `control`: not from within a text of several lines. @param {Control} control @param {boolean} isUp */
  leaves(control, isUp) {
    if (control instanceof HTMLInputElement) return true;
    if (control instanceof HTMLSelectElement) return false;
    return isUp ? control.selectionStart === 0 : control.selectionEnd === control.value.length;
  }

  /** Fills cells to the right and down with those of the clipboard. @param {ClipboardEvent} event */
  paste(event) {
    const start = event.target;
    if (!isControl(start) || !event.clipboardData) return;
    const cells = tableCells(event.clipboardData.getData("text/html")) ?? textCells(event.clipboardData.getData("text/plain"));
    if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    const first = /** @type {HTMLTableRowElement} */ (start.closest("tr"));
    const columns = this.columns(false);
    const left = columns.indexOf(start.dataset.column ?? "");
    columns.splice(0, Math.max(left, 0));
    const before = this.rows();
    this.remember(before.slice(before.indexOf(first), before.indexOf(first) + cells.length).flatMap(controls));
    // Nothing is written into a field that has the caret.
    start.blur();
    let row = first;
    /** The texts for which there is no column. @type {string[]} */
    const rest = [];
    cells.forEach((texts, at) => {
      if (at) row = /** @type {HTMLTableRowElement | null} */ (row.nextElementSibling) ?? this.insert(row);
      texts.forEach((text, right) => {
        const control = this.at(row, columns[right] ?? "");
        if (control) fill(control, text);
        else if (text.trim()) rest.push(text.trim());
      });
    });
    const detail = rest.slice(0, 3).map((text) => `“${text}”`).join(", ");
    element("award-note", HTMLElement).textContent = rest.length ? say("awards-rest", { count: rest.length, detail }) : "";
    start.focus();
    this.done(say("awards-pasted", { count: cells.length }));
  }
}
