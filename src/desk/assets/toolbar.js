// The toolbar above the text: inserts Markdown signs in a way that the browser can undo.

import { element, get, isComposing, say } from "./desk.js";

/**
 * Puts `insert` in place of the selection; the browser's undo takes it back.
 * @param {HTMLTextAreaElement} area
 * @param {string} insert
 */
export const insertText = (area, insert) => {
  area.focus();
  // Deprecated, and the only way that leaves the undo of the browser as it is.
  const isDone = insert ? document.execCommand("insertText", false, insert) : document.execCommand("delete");
  if (isDone) return;
  area.setRangeText(insert, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

/**
 * Puts `insert` as a block of its own behind the line of the caret.
 * @param {HTMLTextAreaElement} area
 * @param {string} insert
 */
export const insertBlock = (area, insert) => {
  const { value } = area;
  const end = value.indexOf("\n", area.selectionEnd);
  const at = end < 0 ? value.length : end;
  area.setSelectionRange(at, at);
  const before = value.slice(0, at).trimEnd();
  const isBlank = value.slice(before.length, at).split("\n").length > 2;
  const gap = before === "" || isBlank ? "" : "\n\n";
  const after = value.slice(at).startsWith("\n\n") || at === value.length ? "" : "\n";
  insertText(area, `${gap}${insert}${after}`);
};

/**
 * Puts `sign` around the selection, or takes it away.
 * @param {HTMLTextAreaElement} area
 * @param {string} sign
 */
const wrap = (area, sign) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const selected = value.slice(start, end);
  const outside = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
  if (selected && outside) {
    area.setSelectionRange(start - sign.length, end + sign.length);
    insertText(area, selected);
    area.setSelectionRange(start - sign.length, end - sign.length);
    return;
  }
  const lead = selected.length - selected.trimStart().length;
  const text = selected.trim() || say("bold-sample");
  const tail = selected.slice(lead + selected.trim().length);
  const at = start + lead + sign.length;
  insertText(area, `${selected.slice(0, lead)}${sign}${text}${sign}${tail}`);
  area.setSelectionRange(at, at + text.length);
};

/**
 * Puts a mark before each selected line, or takes it away if all lines have one.
 * @param {HTMLTextAreaElement} area
 * @param {(at: number) => string} mark
 * @param {RegExp} known
 */
const markLines = (area, mark, known) => {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const found = value.indexOf("\n", area.selectionEnd);
  const end = found < 0 ? value.length : found;
  const lines = value.slice(start, end).split("\n");
  const isMarked = lines.every((line) => known.test(line));
  const marked = lines.map((line, at) => (isMarked ? line.replace(known, "") : mark(at) + line.replace(known, "")));
  area.setSelectionRange(start, end);
  insertText(area, marked.join("\n"));
  area.setSelectionRange(start, start + marked.join("\n").length);
};

/** @param {HTMLTextAreaElement} area */
const insertNote = (area) => {
  const numbers = Array.from(area.value.matchAll(/\[\^(\d+)\]/g), (match) => Number(match[1]));
  const number = Math.max(0, ...numbers) + 1;
  const at = area.selectionEnd;
  area.setSelectionRange(at, at);
  insertText(area, `[^${number}]`);
  const end = area.value.length;
  area.setSelectionRange(end, end);
  const gap = area.value.endsWith("\n") ? "\n" : "\n\n";
  insertText(area, `${gap}[^${number}]: `);
};

/**
 * Asks for a page or an address, and puts a link to it around the selection.
 * @param {HTMLTextAreaElement} area
 */
const openLinks = (area) => {
  const { selectionStart: start, selectionEnd: end } = area;
  const dialog = element("link-dialog", HTMLDialogElement);
  const query = element("link-query", HTMLInputElement);
  const address = element("link-address", HTMLInputElement);
  const results = element("link-results", HTMLElement);
  /** @param {string} to @param {string} title */
  const put = (to, title) => {
    const selected = area.value.slice(start, end);
    const text = (selected || title || say("link-sample")).replace(/[[\]\\]/g, "\\$&");
    const target = /[\s()<>]/.test(to) ? `<${to.replace(/[<>]/g, encodeURIComponent)}>` : to;
    area.focus();
    area.setSelectionRange(start, end);
    insertText(area, `[${text}](${target})`);
  };
  const search = async () => {
    const words = query.value;
    const found = await get(`/api/links?q=${encodeURIComponent(words)}`).catch(() => []);
    // The answer about the newest words may have come first.
    if (words !== query.value) return;
    results.replaceChildren();
    for (const page of found) {
      const row = results.appendChild(document.createElement("li"));
      const button = row.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "button link-choice";
      button.textContent = page.title;
      const note = button.appendChild(document.createElement("span"));
      note.className = "muted";
      note.textContent = ` ${page.note}`;
      button.addEventListener("click", () => {
        dialog.close("");
        put(page.address, page.title);
      });
    }
    if (!found.length) results.textContent = say("link-none");
  };
  query.value = "";
  address.value = "";
  query.oninput = search;
  query.onkeydown = async (event) => {
    if (event.key !== "Enter") return;
    // The key would press the first button of the form; while an input method composes, it only ends a syllable.
    event.preventDefault();
    if (isComposing(event) || !query.value.trim()) return;
    await search();
    results.querySelector("button")?.click();
  };
  dialog.onclose = () => {
    if (dialog.returnValue === "address" && address.value.trim()) put(address.value.trim(), "");
    else area.focus();
  };
  dialog.returnValue = "";
  dialog.showModal();
  query.focus();
  search();
};

/**
 * @param {HTMLTextAreaElement} area
 * @param {{picture: () => void, gallery: () => void, plain: () => void}} actions
 */
export const setUpToolbar = (area, actions) => {
  const toolbar = document.getElementById("toolbar");
  if (!toolbar) return;
  const buttons = Array.from(toolbar.querySelectorAll("button"));
  /** @type {Record<string, () => void>} */
  const marks = {
    heading: () => markLines(area, () => "## ", /^#{1,6} /),
    bold: () => wrap(area, "**"),
    italic: () => wrap(area, "*"),
    list: () => markLines(area, () => "- ", /^[-*+] /),
    numbers: () => markLines(area, (at) => `${at + 1}. `, /^\d+[.)] /),
    quote: () => markLines(area, () => "> ", /^> ?/),
    link: () => openLinks(area),
    picture: actions.picture,
    gallery: actions.gallery,
    table: () => insertBlock(area, say("table-sample").replaceAll("/", "\n")),
    video: () => {
      const address = prompt(say("video-address"));
      if (address?.trim()) insertBlock(area, address.trim());
      else area.focus();
    },
    note: () => insertNote(area),
    plain: actions.plain,
  };
  toolbar.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button instanceof HTMLElement) marks[button.dataset.mark ?? ""]?.();
  });
  // One stop of the Tab key; the arrows go from button to button.
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const last = buttons.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next?.focus();
  });
  area.addEventListener("keydown", (event) => {
    if (isComposing(event) || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const mark = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    marks[mark]?.();
  });
};
