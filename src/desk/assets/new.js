// The page for a new article.

import { element, post, say } from "./desk.js";

element("new", HTMLFormElement).addEventListener("submit", async (event) => {
  event.preventDefault();
  const refusal = element("refusal", HTMLElement);
  refusal.hidden = true;
  const title = element("new-title", HTMLInputElement);
  try {
    location.href = await post("/api/new", {
      title: title.value,
      section: element("new-section", HTMLSelectElement).value,
    });
  } catch (error) {
    refusal.textContent = error instanceof Error && error.message ? error.message : say("offline");
    refusal.hidden = false;
    title.focus();
  }
});
