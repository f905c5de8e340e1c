// A page that shows what an action writes and touches, and writes it after the yes.

import { isComposing, post, Refusal, say } from "./desk.js";
import "./names.js";

const ask = document.getElementById("ask");
const agree = document.getElementById("agree");
const refusal = document.getElementById("refusal");

ask?.addEventListener("keydown", (event) => {
  // The key that ends a syllable of an input method does not send the form.
  if (event instanceof KeyboardEvent && event.key === "Enter" && isComposing(event)) event.preventDefault();
});

// What is asked for is what was shown: another word has to be shown first.
ask?.addEventListener("input", () => {
  const yes = agree?.querySelector("button");
  if (yes) yes.disabled = true;
});

agree?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { address, ...values } = agree.dataset;
  try {
    location.href = await post(address ?? "", values);
  } catch (error) {
    if (!refusal) return;
    refusal.textContent = error instanceof Refusal ? error.message : say("offline");
    refusal.hidden = false;
    refusal.scrollIntoView({ block: "center" });
  }
});

// The reader goes on where the page changed.
document.getElementById("plan-title")?.focus();
