// The page for a new record.

import { element, get, isComposing, post, say } from "./desk.js";
import "./names.js";

const PAUSE_MS = 150;

const form = element("new", HTMLFormElement);
const title = element("new-title", HTMLInputElement);
const refusal = element("refusal", HTMLElement);
const id = document.getElementById("new-id");

/** @param {unknown} error */
const showFailure = (error) => {
  refusal.textContent = error instanceof Error && error.message ? error.message : say("offline");
  refusal.hidden = false;
  title.focus();
};

// The id follows the name until it is typed itself.
let isOwnId = false;
const propose = async () => {
  const name = title.value;
  if (!(id instanceof HTMLInputElement) || isOwnId) return;
  const proposed = await get(`/api/id?title=${encodeURIComponent(name)}`);
  if (isOwnId || name !== title.value || document.activeElement === id) return;
  id.value = proposed;
};

if (id instanceof HTMLInputElement) {
  let timer = 0;
  id.addEventListener("input", () => { isOwnId = id.value !== ""; });
  title.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => propose().catch(showFailure), PAUSE_MS);
  });
  title.addEventListener("change", () => propose().catch(showFailure));
  if (title.value) propose().catch(showFailure);
}

form.addEventListener("keydown", (event) => {
  // The key that ends a syllable of an input method does not send the form.
  if (event.key === "Enter" && isComposing(event)) event.preventDefault();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  refusal.hidden = true;
  try {
    await propose();
    const values = Object.fromEntries(new FormData(form));
    location.href = await post("/api/new", { kind: form.dataset.kind, ...values });
  } catch (error) {
    showFailure(error);
  }
});
