// Pasting into the text: pictures are sent, and what comes from Word, Excel or a web page becomes clean Markdown.

import { post, Refusal, say } from "./desk.js";
import { insertText } from "./toolbar.js";

/**
 * Converts what is pasted into `area`.
 * @param {HTMLTextAreaElement} area
 * @param {{pictures: (files: File[]) => Promise<void>, message: (sentence: string) => void}} page
 */
export const pasteInto = (area, page) => {
  let isPlain = false;
  let isPlainNext = false;
  addEventListener("keydown", (event) => {
    // Ctrl+Shift+V pastes plain text in every browser.
    isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
  });
  area.addEventListener("paste", async (event) => {
    const data = event.clipboardData;
    if (!data) return;
    const html = data.getData("text/html");
    const plain = data.getData("text/plain");
    const files = Array.from(data.files).filter((file) => file.type.startsWith("image/"));
    const wantsPlain = isPlain || isPlainNext;
    isPlain = false;
    isPlainNext = false;
    if (files.length && !html) {
      event.preventDefault();
      await page.pictures(files);
      return;
    }
    if (wantsPlain || !html) return;
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = area;
    /** @param {string} pasted */
    const put = (pasted) => {
      area.focus();
      // What was typed meanwhile stays before it.
      if (area.value === value) area.setSelectionRange(selectionStart, selectionEnd);
      insertText(area, pasted);
    };
    try {
      const pasted = await post("/api/paste", { html, text: value });
      put(pasted.markdown);
      if (pasted.losses.length) {
        page.message(say("paste-losses", { detail: pasted.losses.join("; ") }));
      }
    } catch (error) {
      // The words are never lost: without the server they are pasted as they are.
      put(plain);
      page.message(error instanceof Refusal ? error.message : say("offline"));
    }
  });
  return {
    /** Pastes the text of the clipboard without its form; the browser may ask for permission. */
    plainNext: async () => {
      area.focus();
      try {
        insertText(area, await navigator.clipboard.readText());
      } catch {
        page.message(say("paste-plain"));
        isPlainNext = true;
      }
    },
  };
};
