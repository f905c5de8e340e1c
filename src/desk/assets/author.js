// The name of the user for the history.

import { element, isComposing, post, Refusal, say } from "./desk.js";

const form = element("author-name", HTMLFormElement);
const name = element("author", HTMLInputElement);
const refusal = element("author-refusal", HTMLElement);

form.addEventListener("keydown", (event) => {
  // The key that ends a syllable of an input method does not send the form.
  if (event.key === "Enter" && isComposing(event)) event.preventDefault();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await post("/api/name", { name: name.value });
    location.reload();
  } catch (error) {
    refusal.textContent = error instanceof Refusal ? error.message : say("offline");
    refusal.hidden = false;
    name.focus();
  }
});
