// The page that edits one file.

import { AwardTable } from "./awards.js";
import { announce, element, get, isComposing, post, Refusal, say } from "./desk.js";
import { fieldAt, readForm, setUpRows } from "./form.js";
import { put } from "./names.js";
import { Pictures } from "./pictures.js";
import { pasteInto } from "./paste.js";
import { setUpReview } from "./review.js";
import { setUpToolbar } from "./toolbar.js";
import { Typing } from "./typing.js";

const FILE_POLL_MS = 2000;
const TABLE_PAUSE_MS = 60;
/** Where the sentence about a saved file is kept while the page is loaded again. */
const SAID = "bangvang:said";

const editor = element("editor", HTMLElement);
const text = element("text", HTMLTextAreaElement);
const form = element("form", HTMLFormElement);
const status = element("status", HTMLElement);
const note = element("note", HTMLInputElement);
const frame = element("preview", HTMLIFrameElement);
const hasForm = editor.dataset.form === "true";
const isArticle = editor.dataset.article === "true";
const entry = editor.dataset.entry ?? "";
const page = editor.dataset.page ?? "";
const firstTextLine = Number(editor.dataset.textLine);
let file = editor.dataset.file ?? "";
let shownHash = editor.dataset.shown ?? "";
const rows = document.getElementById("field-awards");
const awards = rows instanceof HTMLTableElement ? new AwardTable(rows, () => typing.changed()) : null;

/** The content of the form as the server expects it. */
const content = () => {
  if (!hasForm) return { text: text.value };
  const fields = awards ? { ...readForm(form), awards: awards.read(), awards_around: awards.around } : readForm(form);
  return { fields, text: text.value, shown: shownHash };
};

/** @param {string} sentence @param {"good" | "bad" | ""} [mood] */
const show = (sentence, mood = "") => {
  status.textContent = sentence;
  status.className = mood;
};

/** @param {unknown} error */
const showFailure = (error) => show(error instanceof Refusal ? error.message : say("offline"), "bad");

/**
 * The element of the field with the path `field`, such as `cover.file`, `tags.0` or `names.0.from`.
 * @param {string} field
 * @param {HTMLTableRowElement[]} [kept] the rows of the table that are in the file
 */
const fieldElement = (field, kept = awards?.kept() ?? []) => {
  const cell = awards?.control(field, kept);
  if (cell || awards?.isElsewhere(field)) return cell ?? null;
  const part = fieldAt(form, field);
  if (part) return part;
  const keys = field.split(".");
  for (let length = keys.length; length > 0; length -= 1) {
    const found = document.getElementById(`field-${keys.slice(0, length).join("-")}`);
    if (found) return found;
  }
  return null;
};

/**
 * Adds a button for each value that `problem` proposes for `field`.
 * @param {Element} field
 * @param {Element | null} around
 * @param {any} problem
 */
const propose = (field, around, problem) => {
  const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  // The problem may be about a part of the field, or about a key that has no field of its own.
  if (!isText || ![field.dataset.column, field.dataset.key].includes(problem.field.split(".").at(-1))) return;
  for (const { value, title } of problem.proposals) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small wrong";
    button.textContent = say("accept", { name: title });
    button.addEventListener("click", () => put(field, value));
    around?.append(button);
  }
};

let markCount = 0;
/** Says beside `field` what is wrong with it. @param {Element} field @param {any} problem */
const mark = (field, problem) => {
  if (!field.id) {
    markCount += 1;
    field.id = `field-marked-${markCount}`;
  }
  field.setAttribute("aria-invalid", String(problem.severity === "error"));
  const around = field.closest("td") ?? field.closest(".field");
  const before = document.getElementById(`${field.id}-wrong`);
  if (before) {
    before.textContent += ` · ${problem.sentence}`;
    propose(field, around, problem);
    return;
  }
  const wrong = document.createElement("p");
  wrong.className = "wrong";
  wrong.id = `${field.id}-wrong`;
  wrong.textContent = problem.sentence;
  const help = document.getElementById(`${field.id}-help`);
  field.setAttribute("aria-describedby", help ? `${help.id} ${wrong.id}` : wrong.id);
  around?.append(wrong);
  propose(field, around, problem);
};

let shownProblems = "";
/** @param {any[]} problems */
const showProblems = (problems) => {
  // A table may have a thousand marks, and most keys change none of them.
  const data = JSON.stringify(problems);
  if (data === shownProblems) return;
  shownProblems = data;
  const kept = awards?.kept() ?? [];
  const list = document.createElement("ul");
  list.className = "problems";
  for (const marked of form.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
  for (const wrong of form.querySelectorAll(".wrong")) wrong.remove();
  for (const cell of form.querySelectorAll("td [aria-describedby]")) cell.removeAttribute("aria-describedby");
  for (const problem of problems) {
    const row = list.appendChild(document.createElement("li"));
    row.className = problem.severity;
    const link = row.appendChild(document.createElement("a"));
    // The page of another piece goes on with what is typed here.
    link.href = awards?.isPiece() ? `${problem.href}&copy=${page}` : problem.href;
    link.textContent = problem.sentence;
    link.addEventListener("click", (event) => {
      if (goTo(problem.line, problem.field)) event.preventDefault();
    });
    if (problem.help) {
      const help = row.appendChild(document.createElement("span"));
      help.className = "help";
      help.textContent = problem.help;
    }
    const field = problem.field && hasForm ? fieldElement(problem.field, kept) : null;
    if (field) {
      mark(field, problem);
    }
  }
  const place = element("problems", HTMLElement);
  place.replaceChildren(problems.length ? list : document.createTextNode(say("no-problems")));
};

/**
 * Puts the caret into the field `field`, or into `line` of the file.
 * @param {number} line
 * @param {string} field
 */
const goTo = (line, field) => {
  const found = field && hasForm ? fieldElement(field) : null;
  if (found) {
    found.closest("details")?.setAttribute("open", "");
    const control = found.matches("input, select, textarea") ? found : found.querySelector("input, select, textarea, button");
    if (control instanceof HTMLElement) control.focus();
    return true;
  }
  const inText = line - firstTextLine + 1;
  if (line < 1 || inText < 1 || (hasForm && !isArticle)) return false;
  const lines = text.value.split("\n");
  const start = lines.slice(0, inText - 1).reduce((at, one) => at + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[inText - 1] ?? "").length);
  return true;
};

let shownAddress = frame.src;
/** @param {string} address */
const showPreview = (address) => {
  if (address && address !== shownAddress) {
    shownAddress = address;
    frame.src = address;
  }
};

const time = () => new Date().toLocaleTimeString(document.documentElement.lang);

// Whether the file is about to leave its place, and the last question whether it was changed elsewhere.
let isLeaving = false;
let asked = Promise.resolve();

/**
 * Says that the file was moved or deleted, and leads to where the user goes on.
 * @param {{is_moved: boolean, href: string}} gone
 */
const showGone = ({ is_moved: isMoved, href }) => {
  if (isLeaving) return;
  const what = isMoved ? "gone-moved" : "gone-deleted";
  const link = element("gone", HTMLAnchorElement);
  show(say(what), "bad");
  link.href = href;
  link.textContent = say(`${what}-open`);
  if (!link.hidden) return;
  link.hidden = false;
  for (const id of ["save", "delete"]) element(id, HTMLButtonElement).hidden = true;
  announce(say(what));
};

/** The sentence about what another person saved. */
let elsewhere = say("changed-elsewhere");

const typing = new Typing({
  file: () => file,
  former: (editor.dataset.former ?? "").split("\n").filter(Boolean),
  entry,
  page,
  base: editor.dataset.base ?? "",
  content,
  note: () => note.value,
  answered: (answer) => {
    if (answer.gone) {
      showGone(answer.gone);
      return;
    }
    show(say(answer.is_dirty ? "unsaved" : "unchanged", { time: time() }));
    if (answer.has_changed_on_disk) show(elsewhere, "bad");
    showProblems(answer.problems);
    showPreview(answer.preview);
  },
  refused: showFailure,
  saving: () => {
    show(say("saving"));
    awards?.save();
  },
  saved: () => {
    awards?.saved();
    shownHash = "";
  },
});

let timer = 0;
/** Reads a table after the key is shown: in 1,000 rows that takes a while. */
const readLater = () => {
  timer ||= setTimeout(() => {
    timer = 0;
    awards?.count();
    typing.changed();
  }, TABLE_PAUSE_MS);
};
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, () => (awards ? readLater() : typing.changed()));
}
form.addEventListener("submit", (event) => event.preventDefault());
setUpRows(form, () => typing.changed());

/** Saves the file, with `step` of its approval; returns whether it is saved and the page stays. @param {object} [step] */
const save = async (step) => {
  show(say("saving"));
  try {
    const answer = await typing.save(step);
    showProblems(answer.problems);
    showPreview(answer.preview);
    const saved = say(answer.is_merged ? "merged" : "saved", { time: time() });
    show(saved, "good");
    announce(saved);
    if (answer.is_merged) {
      sessionStorage.setItem(SAID, saved);
      location.reload();
    }
    note.value = "";
    return !answer.is_merged;
  } catch (error) {
    if (error instanceof Refusal && error.code === "desk-gone-save") {
      await lookForChanges();
      return false;
    }
    if (error instanceof Refusal && error.code === "desk-changed") {
      location.href = `/merge?${new URLSearchParams({ file, entry, page, note: note.value })}`;
      return false;
    }
    showFailure(error);
    return false;
  }
};
element("save", HTMLButtonElement).addEventListener("click", () => save());
addEventListener("keydown", (event) => {
  if (isComposing(event) || form.inert) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});

setUpReview({
  file: () => file,
  take: async (step) => {
    if (!(await save(step))) return false;
    sessionStorage.setItem(SAID, status.textContent ?? "");
    return true;
  },
  failed: (sentence) => {
    show(sentence, "bad");
    announce(sentence);
  },
});

/**
 * Deletes or moves the file, and goes on to the page that follows; the page does not ask for the file meanwhile.
 * @param {string} path
 * @param {Record<string, string>} values
 */
async function leave(path, values) {
  isLeaving = true;
  await asked;
  try {
    location.href = await post(path, values);
  } catch (error) {
    isLeaving = false;
    showFailure(error);
  }
}

element("delete", HTMLButtonElement).addEventListener("click", () => {
  if (confirm(say("delete-sure", { file }))) leave("/api/delete", { file });
});

// An article that moves to another section leaves its address behind, so this is a step of its own.
const section = document.getElementById("section");
const move = document.getElementById("move");
if (section instanceof HTMLSelectElement && move) {
  const before = section.value;
  section.addEventListener("change", () => { move.hidden = section.value === before; });
  move.addEventListener("click", async () => {
    if (await save()) await leave("/api/move", { file, section: section.value });
  });
}

for (const button of document.querySelectorAll("button[data-width]")) {
  button.addEventListener("click", () => {
    for (const other of document.querySelectorAll("button[data-width]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    frame.classList.toggle("phone", button.getAttribute("data-width") === "phone");
  });
}

/** Until it is decided what becomes of an earlier text, no other is typed that would replace it. @param {boolean} isWaiting */
const setWaiting = (isWaiting) => {
  form.inert = isWaiting;
  element("save", HTMLButtonElement).disabled = isWaiting;
};
const recovered = document.getElementById("recovered");
setWaiting(recovered !== null);

/** Shows a text that can only be copied. @param {import("./typing.js").RefusedText} refused */
function showRefused({ key, typed, reason }) {
  const panel = document.createElement("section");
  panel.className = "panel attention";
  const why = document.createElement("p");
  why.textContent = reason;
  const kept = document.createElement("textarea");
  Object.assign(kept, { readOnly: true, rows: 8, value: typed });
  kept.setAttribute("aria-label", reason);
  const drop = document.createElement("button");
  Object.assign(drop, { type: "button", className: "button", textContent: say("discard") });
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    panel.remove();
  });
  panel.append(why, kept, drop);
  form.before(panel);
}

// What was typed while the program was gone is offered too; until it is known, the offer on the page may be an older one.
typing.bringBack().then(({ isFound, refused }) => {
  if (isFound) location.reload();
  recovered?.removeAttribute("inert");
  refused.forEach(showRefused);
}, (error) => {
  recovered?.removeAttribute("inert");
  showFailure(error);
});

const discard = document.getElementById("discard");
discard?.addEventListener("click", async () => {
  try {
    const hasMore = await post("/api/discard", { file, entry, page: discard.dataset.page });
    if (hasMore) {
      location.reload();
      return;
    }
    recovered?.remove();
    setWaiting(false);
    form.querySelector("input")?.focus();
  } catch (error) {
    showFailure(error);
  }
});

// Another person, or a program that synchronises folders, may save the file while the form is open.
let isAnnounced = false;
async function lookForChanges() {
  const { base } = typing;
  const state = await get(`/api/state?${new URLSearchParams({ file, base, entry, page })}`).catch(() => null);
  // What this page saves or moves meanwhile is no news.
  if (typing.saves > 0 || typing.base !== base || isLeaving) return;
  if (state?.gone) {
    // What is typed is kept first: the link leads to it.
    if (element("gone", HTMLAnchorElement).hidden) await typing.resend();
    showGone(state.gone);
    return;
  }
  const isChanged = state !== null && state.hash !== typing.base;
  if (isChanged && !isAnnounced) {
    elsewhere = state.who ? say("changed-by", { name: state.who, time: state.when }) : say("changed-elsewhere");
    show(elsewhere, "bad");
  }
  isAnnounced = isChanged;
}

setInterval(() => {
  if (document.visibilityState !== "hidden" && typing.saves === 0 && !isLeaving) asked = lookForChanges();
}, FILE_POLL_MS);

// A file that misses its place must not replace the page.
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, (event) => {
    if (event instanceof DragEvent && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}

if (isArticle) {
  // Where the article is now, if its text is to be loaded again from there.
  let place = "";
  const pictures = new Pictures(text, {
    file: () => place || file,
    sending: async () => {
      isLeaving = true;
      await asked;
      await typing.settle();
    },
    added: async (answer) => {
      if (answer.file !== (place || file)) {
        // The article got a folder of its own: the page goes on with the new path, and with links that are right there.
        if (answer.is_rewritten) {
          place = answer.file;
        } else {
          file = answer.file;
          history.replaceState(null, "", `/edit?file=${encodeURIComponent(file)}`);
          typing.moved();
        }
      }
      showPreview(answer.preview);
    },
    sent: async () => {
      if (place) {
        await typing.resend();
        location.replace(`/edit?${new URLSearchParams({ file: place, copy: page })}`);
      }
      isLeaving = place !== "";
    },
    failed: (message) => {
      show(message, "bad");
      announce(message);
    },
  });
  const paste = pasteInto(text, { pictures: (files) => pictures.send(files), message: (sentence) => show(sentence) });
  setUpToolbar(text, {
    picture: () => pictures.choose(),
    gallery: () => pictures.gallery(),
    plain: () => paste.plainNext(),
  });
}
const said = sessionStorage.getItem(SAID);
if (said) {
  sessionStorage.removeItem(SAID);
  show(said, "good");
  announce(said);
}
showProblems(JSON.parse(element("known-problems", HTMLElement).textContent ?? "[]"));
const line = Number(editor.dataset.line);
if (!goTo(line, editor.dataset.field ?? "") && line > 0) {
  // What the form does not show is in the text of the file.
  const whole = document.getElementById("whole-file");
  if (whole instanceof HTMLAnchorElement) {
    whole.href += `&line=${line}`;
    whole.focus();
  }
}
