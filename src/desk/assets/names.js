// Suggests names below a field with `data-names`, which says the list; nothing is completed within the field.

import { announce, get, isComposing, say } from "./desk.js";

const PAUSE_MS = 80;
const GAP_PX = 4;
const MIN_NEW_LETTERS = 3;
const SELECTOR = "input[data-names]";

/** @typedef {{value: string, name: string, note: string, is_meant?: boolean, isNew?: boolean}} NameChoice */

/** The only list of the page. */
const list = document.createElement("ul");
list.id = "names";
list.className = "names";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", say("names"));
document.querySelector("main")?.append(list);

/** The field that the list belongs to while it is open. @type {HTMLInputElement | null} */
let field = null;
/** @type {NameChoice[]} */
let choices = [];
let active = -1;
let timer = 0;
let isTaking = false;

/** @param {EventTarget | null} target */
const namesField = (target) => (target instanceof HTMLInputElement && target.matches(SELECTOR) ? target : null);

/** @param {HTMLInputElement} input */
const prepare = (input) => {
  if (input.getAttribute("role") === "combobox") return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
};

const close = () => {
  clearTimeout(timer);
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
  field = null;
  list.hidden = true;
};

/** Puts the list below its field, or above it where there is more room. */
const place = () => {
  if (!field) return;
  const around = field.getBoundingClientRect();
  const below = innerHeight - around.bottom - GAP_PX;
  const isBelow = below >= list.offsetHeight || below >= around.top;
  const left = Math.min(around.left, document.documentElement.clientWidth - list.offsetWidth - GAP_PX);
  list.style.left = `${Math.max(GAP_PX, left)}px`;
  list.style.top = `${isBelow ? around.bottom + GAP_PX : Math.max(0, around.top - list.offsetHeight - GAP_PX)}px`;
};

/** Marks the suggestion at `at`. @param {number} at */
const mark = (at) => {
  active = at;
  Array.from(list.children).forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
  const option = list.children[at];
  if (!option) return;
  field?.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

/**
 * The choice to make a unit with the typed name, in a tab of its own: the field keeps the name, which then finds it.
 * @param {HTMLInputElement} input
 * @param {NameChoice[]} found
 * @returns {NameChoice[]}
 */
const made = (input, found) => {
  const value = input.value.trim();
  const isKnown = found.some((choice) => choice.is_meant || [choice.value, choice.name].includes(value));
  // An import asks about new units itself.
  if (input.dataset.names !== "units" || isKnown || value.length < MIN_NEW_LETTERS || "typed" in input.dataset) return [];
  return [{ value, name: say("names-new", { name: value }), note: "", isNew: true }];
};

/** Shows `found` below `input`. @param {HTMLInputElement} input @param {NameChoice[]} found */
const show = (input, found) => {
  close();
  choices = [...found, ...made(input, found)];
  // What is typed to the end needs no list, which would only cover what comes next.
  if (choices.every((choice) => choice.value === input.value && !choice.isNew)) return;
  field = input;
  list.replaceChildren(...choices.map((choice, at) => {
    const option = document.createElement("li");
    option.id = `names-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = choice.name;
    const note = option.appendChild(document.createElement("span"));
    note.className = "muted";
    note.textContent = [choice.isNew || choice.value === choice.name ? "" : choice.value, choice.note].filter(Boolean).map((part) => ` · ${part}`).join("");
    return option;
  }));
  active = -1;
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  place();
  announce(say("names-found", { count: found.length }));
};

/** Looks for what `input` holds. @param {HTMLInputElement} input */
const search = async (input) => {
  const typed = input.value;
  const query = `list=${input.dataset.names}&q=${encodeURIComponent(typed)}`;
  // Without the program there is nothing to suggest.
  const found = typed.trim() ? await get(`/api/names?${query}`).catch(() => []) : [];
  if (input.value === typed && document.activeElement === input) show(input, found);
};

/** Makes `value` that of `input`, and goes there. @param {HTMLInputElement | HTMLTextAreaElement} input @param {string} value */
export const put = (input, value) => {
  // The table remembers what was typed.
  input.dispatchEvent(new CustomEvent("taking", { bubbles: true }));
  // Nothing is written into a field that has the caret.
  input.blur();
  input.value = value;
  input.focus();
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
};

/** Makes the suggestion at `at` the value of the field. @param {number} at */
const take = (at) => {
  const input = field;
  const choice = choices[at];
  if (!input || !choice) return;
  close();
  if (choice.isNew) {
    open(`/new?kind=unit&title=${encodeURIComponent(choice.value)}`, "_blank", "noopener");
    return;
  }
  isTaking = true;
  put(input, choice.value);
  isTaking = false;
};

/** Answers a key while the list is open; returns whether it was one of the list. @param {KeyboardEvent} event */
const answers = (event) => {
  const last = choices.length - 1;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
  else if (event.key === "ArrowUp") mark(active > 0 ? active - 1 : last);
  else if (event.key === "Enter" && active >= 0) take(active);
  else if (event.key === "Escape") close();
  else return false;
  return true;
};

for (const input of document.querySelectorAll(SELECTOR)) prepare(/** @type {HTMLInputElement} */ (input));
document.addEventListener("focusin", (event) => {
  const input = namesField(event.target);
  if (input) prepare(input);
});
document.addEventListener("input", (event) => {
  const input = namesField(event.target);
  if (!input || isTaking) return;
  clearTimeout(timer);
  timer = setTimeout(() => search(input), PAUSE_MS);
});
document.addEventListener("focusout", close);
// Before the keys of the table and of the form.
document.addEventListener("keydown", (event) => {
  if (!field || event.target !== field || isComposing(event) || !answers(event)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);
// The field keeps the caret while a suggestion is chosen with the mouse.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target instanceof Element ? event.target.closest("li") : null;
  if (option) take(Array.from(list.children).indexOf(option));
});
addEventListener("scroll", place, true);
addEventListener("resize", place);
