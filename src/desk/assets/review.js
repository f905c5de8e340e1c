// The panel of the approval of an article.

import { say } from "./desk.js";

/** Keeps `text` in this browser under `key`; an empty one is removed. @param {string} key @param {string} text */
const keep = (key, text) => {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // The storage is full or forbidden; the note is still in its field.
  }
};

/** What `keep` kept under `key`. @param {string} key */
const kept = (key) => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
};

/**
 * Lets the buttons of the panel take a step; does nothing on a page without one.
 * @param {{
 *   file: () => string,
 *   take: (review: {state: string, note: string}) => Promise<boolean>,
 *   failed: (sentence: string) => void,
 * }} options `take` saves the article with the step, and returns whether it is saved.
 */
export const setUpReview = (options) => {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-review]"));
  const note = document.getElementById("review-note");
  const key = () => `bangvang:review-note:${options.file()}`;
  if (note instanceof HTMLTextAreaElement) {
    // The note is kept in this browser until it is sent.
    note.value = kept(key());
    if (note.value) note.closest("details")?.setAttribute("open", "");
    note.addEventListener("input", () => keep(key(), note.value));
  }
  /** @param {string} state */
  const press = async (state) => {
    const typed = state === "returned" && note instanceof HTMLTextAreaElement ? note.value.trim() : "";
    if (state === "returned" && !typed) {
      options.failed(say("review-needs-note"));
      note?.focus();
      return;
    }
    for (const button of buttons) button.disabled = true;
    const isTaken = await options.take({ state, note: typed });
    for (const button of buttons) button.disabled = false;
    if (!isTaken) return;
    keep(key(), "");
    location.reload();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => press(button.dataset.review ?? ""));
  }
};
