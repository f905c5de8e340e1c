// The buttons that take back earlier versions and deleted files.

import { element, post, Refusal, say } from "./desk.js";

const refusal = element("refusal", HTMLElement);

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
    refusal.textContent = error instanceof Refusal ? error.message : say("offline");
    refusal.hidden = false;
    button.disabled = false;
    button.focus();
  }
};

for (const button of document.querySelectorAll("button[data-restore], button[data-undelete]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const { file, restore, undelete } = button.dataset;
  button.addEventListener("click", () => {
    if (restore) go(button, "/api/restore", { file, version: restore });
    else go(button, "/api/undelete", { file: undelete });
  });
}
