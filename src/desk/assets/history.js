// The buttons that take back earlier versions and deleted files.

import { element, post, Refusal, say } from "./desk.js";

const refusal = element("refusal", HTMLElement);

/**
 * Shows why the server did nothing.
 * @param {HTMLButtonElement} button
 * @param {unknown} error
 */
const refuse = (button, error) => {
  refusal.textContent = error instanceof Refusal ? error.message : say("offline");
  refusal.hidden = false;
  button.disabled = false;
  button.focus();
};

/**
 * Discards what was typed into a file that is gone, and goes to the overview.
 * @param {HTMLButtonElement} button
 * @param {object} copy
 */
const drop = async (button, copy) => {
  button.disabled = true;
  try {
    await post("/api/discard", copy);
    location.href = "/";
  } catch (error) {
    refuse(button, error);
  }
};

/**
 * Goes to the page that the server answers, or shows why it refused.
 * @param {HTMLButtonElement} button
 * @param {string} path
 * @param {object} body
 */
const go = async (button, path, body) => {
  button.disabled = true;
  refusal.hidden = true;
  try {
    location.href = await post(path, body);
  } catch (error) {
    refuse(button, error);
  }
};

for (const button of document.querySelectorAll("button[data-restore], button[data-undelete], button[data-discard]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const { file, from, restore, undelete, discard, entry } = button.dataset;
  button.addEventListener("click", () => {
    if (restore) go(button, "/api/restore", { file, from, version: restore });
    else if (discard !== undefined) drop(button, { file, entry, page: discard });
    else go(button, "/api/undelete", { file: undelete });
  });
}
