// The page on which the user chooses between two changes of the same place.

import { element, post, Refusal, say } from "./desk.js";
import { keptKey } from "./typing.js";

const AGAIN_KEY = "bangvang:merge-again";

const form = document.getElementById("merge");
const refusal = document.getElementById("refusal");

/** @param {string} sentence */
const show = (sentence) => {
  if (!refusal) return;
  refusal.textContent = sentence;
  refusal.hidden = false;
};

/** The chosen side of each conflict by its id. @param {HTMLFormElement} sides */
const choices = (sides) => {
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const conflict of sides.querySelectorAll("[data-conflict]")) {
    const radio = conflict.querySelector("input:checked");
    if (radio instanceof HTMLInputElement) chosen[conflict.getAttribute("data-conflict") ?? ""] = radio.value;
  }
  return chosen;
};

/** Removes what the browser kept of the text that is saved now. @param {string} key */
const forget = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
};

if (form instanceof HTMLFormElement) {
  const again = sessionStorage.getItem(AGAIN_KEY);
  sessionStorage.removeItem(AGAIN_KEY);
  if (again) show(say(again));
  const note = element("note", HTMLInputElement);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { file, from, entry, page, base, mine, theirs } = form.dataset;
    const chosen = choices(form);
    try {
      const versions = { file, from, entry, page, base, mine, theirs };
      const address = await post("/api/merge", { ...versions, choices: chosen, note: note.value });
      forget(keptKey(file ?? "", entry ?? "", base ?? "", page ?? ""));
      location.href = address;
    } catch (error) {
      const code = error instanceof Refusal ? error.code : "";
      if (code === "desk-changed" || code === "desk-merge-open") {
        // The file changed again, or a choice led to another conflict: the page shows what is open now.
        sessionStorage.setItem(AGAIN_KEY, code === "desk-changed" ? "merge-again" : "merge-more");
        const pairs = Object.entries(chosen).map(([id, side]) => `${id}:${side}`).join(",");
        const query = new URLSearchParams({ file: file ?? "", from: from ?? "", entry: entry ?? "", page: page ?? "", note: note.value, chosen: pairs });
        location.replace(`/merge?${query}`);
        return;
      }
      show(error instanceof Refusal ? error.message : say("offline"));
    }
  });
}
