// The page of an import: sends a file or a pasted table, keeps each answer at once, and writes after the yes.

import { announce, element, isComposing, post, put, say } from "./desk.js";
import "./names.js";

const refusal = element("refusal", HTMLElement);

/** @param {unknown} error */
const sentence = (error) => (error instanceof Error && error.message ? error.message : say("offline"));

/** @param {unknown} error */
const showFailure = (error) => {
  refusal.textContent = sentence(error);
  refusal.hidden = false;
  refusal.scrollIntoView({ block: "center" });
};

/** Reads `file`, and goes to what was understood. @param {Blob} file @param {string} name */
const begin = async (file, name) => {
  refusal.hidden = true;
  announce(say("import-reading"));
  try {
    location.href = await put(`/api/import?name=${encodeURIComponent(name)}`, file);
  } catch (error) {
    showFailure(error);
  }
};

/** The page that begins an import. @param {HTMLElement} drop */
const setUpBegin = (drop) => {
  const chooser = element("import-file", HTMLInputElement);
  const text = element("import-text", HTMLTextAreaElement);
  /** @param {File | undefined} file */
  const send = (file) => { if (file) begin(file, file.name); };
  chooser.addEventListener("change", () => send(chooser.files?.[0]));
  // A file that misses the field does not replace the page.
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    drop.classList.remove("over");
    send(event.dataTransfer.files[0]);
  });
  text.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    const html = event.clipboardData?.getData("text/html") ?? "";
    // The HTML of a table knows which cells are merged.
    if (/<table/i.test(html)) begin(new Blob([html]), "");
    else if (files?.length && !event.clipboardData?.getData("text/plain")) send(files[0]);
    else return;
    event.preventDefault();
  });
  element("paste", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) begin(new Blob([text.value]), "");
    else text.focus();
  });
};

/** What was chosen in `question`; null while nothing is complete. @param {HTMLFieldSetElement} question */
const chosen = (question) => {
  const radio = question.querySelector("input[type=radio]:checked");
  if (!(radio instanceof HTMLInputElement)) return null;
  const typed = question.querySelector("[data-typed]");
  const kind = question.querySelector("[data-kind]");
  let value = radio.dataset.value ?? "";
  if (radio.value === "typed" && typed instanceof HTMLInputElement) value = typed.value.trim();
  if (radio.value === "new" && kind instanceof HTMLSelectElement) value = kind.value;
  const isComplete = value || radio.value === "open" || radio.dataset.value !== undefined;
  return isComplete ? { choice: radio.value, value } : null;
};

/** The questions of an import. */
class Questions {
  /** @param {HTMLFormElement} form @param {string} id */
  constructor(form, id) {
    this.id = id;
    /** @type {HTMLFieldSetElement[]} */
    this.all = Array.from(form.querySelectorAll("fieldset"));
    /** The answers that are on their way. @type {Promise<boolean>} */
    this.sent = Promise.resolve(true);
    /** The answers that are kept. @type {Map<HTMLFieldSetElement, string>} */
    this.kept = new Map();
    for (const question of this.all) {
      question.addEventListener("change", (event) => this.change(question, event));
      question.querySelector("[data-typed]")?.addEventListener("input", () => choose(question, "typed"));
    }
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const open = this.all.find((question) => question.querySelector("input[type=radio]:checked") && !chosen(question));
      if (open) {
        this.refuse(open, say("import-empty"));
        /** @type {HTMLElement | null} */ (open.querySelector("[data-typed], select"))?.focus();
        return;
      }
      // A field that still has the caret has not said that it changed.
      const current = document.activeElement?.closest("fieldset");
      if (current instanceof HTMLFieldSetElement && this.all.includes(current)) this.send(current);
      if (await this.sent) location.reload();
    });
  }

  /** Says why there is no answer to `question`. @param {HTMLFieldSetElement} question @param {string} reason */
  refuse(question, reason) {
    question.classList.add("bad");
    /** @type {HTMLElement} */ (question.querySelector(".answer-state")).textContent = reason;
  }

  /** @param {HTMLFieldSetElement} question @param {Event} event */
  change(question, event) {
    if (event.target instanceof HTMLSelectElement) choose(question, "new");
    this.send(question);
  }

  /** Keeps the answer to `question`, after those before it. @param {HTMLFieldSetElement} question */
  send(question) {
    const answer = chosen(question);
    const key = JSON.stringify(answer);
    if (!answer || this.kept.get(question) === key) return;
    const { subject, words } = question.dataset;
    const before = this.sent;
    const send = async () => {
      const wasKept = await before;
      const state = /** @type {HTMLElement} */ (question.querySelector(".answer-state"));
      try {
        await post("/api/import/answer", { id: this.id, subject, words, ...answer });
        this.kept.set(question, key);
        question.classList.remove("bad");
        state.textContent = say("import-kept");
        return wasKept;
      } catch (error) {
        this.kept.delete(question);
        this.refuse(question, sentence(error));
        question.querySelector("input")?.scrollIntoView({ block: "nearest" });
        return false;
      }
    };
    this.sent = send().then((isKept) => isKept && !this.all.some((one) => one.classList.contains("bad")));
  }
}

/** @param {HTMLFieldSetElement} question @param {string} value */
const choose = (question, value) => {
  const radio = question.querySelector(`input[type=radio][value=${value}]`);
  if (radio instanceof HTMLInputElement) radio.checked = true;
};

/** The page of an import. @param {HTMLElement} page */
const setUpImport = (page) => {
  const { id = "", stamp = "" } = page.dataset;
  /** @param {string} path @param {Record<string, string>} body */
  const act = async (path, body) => {
    refusal.hidden = true;
    try {
      return await post(path, { id, ...body });
    } catch (error) {
      showFailure(error);
      return null;
    }
  };
  /** @param {string | null} address */
  const go = (address) => { if (address) location.href = address; };
  const form = document.getElementById("import-questions");
  if (form instanceof HTMLFormElement) {
    const questions = new Questions(form, id);
    element("leave-open", HTMLButtonElement).addEventListener("click", async () => {
      await questions.sent;
      if (await act("/api/import/leave-open", {})) location.reload();
    });
  }
  page.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.id === "write") go(await act("/api/import/write", { stamp }));
    else if (button.dataset.update) go(await act("/api/import/update", { stamp, file: button.dataset.update }));
    else if (button.id === "discard-import") go(await act("/api/import/discard", {}));
    else if ("again" in button.dataset) {
      const { subject = "", words = "" } = button.dataset;
      try {
        await post("/api/import/ask-again", { id, subject, words });
        location.reload();
      } catch (error) {
        showFailure(error);
      }
    }
  });
};

const drop = document.getElementById("drop");
const page = document.getElementById("import");
if (drop) setUpBegin(drop);
if (page) setUpImport(page);
