// The pictures of an article: chosen, dropped or pasted, sent at once, and put into the text with their descriptions.

import { announce, element, put, Refusal, say } from "./desk.js";
import { insertBlock } from "./toolbar.js";

/** A text that stands for itself within the brackets of a picture. @param {string} text */
const escaped = (text) => text.trim().replace(/\s+/g, " ").replace(/[[\]\\*_`<]/g, "\\$&");

/**
 * The Markdown of a picture.
 * @param {string} name
 * @param {string} alt
 * @param {string} caption
 */
const markdown = (name, alt, caption) => {
  const title = caption.trim() ? ` "${caption.trim().replace(/\s+/g, " ").replace(/["\\]/g, "\\$&")}"` : "";
  return `![${escaped(alt)}](${name}${title})`;
};

/** Sends pictures and shows them in the strip below the text. */
export class Pictures {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {{
   *   file: () => string,
   *   sending: () => Promise<void>,
   *   added: (answer: any) => Promise<void>,
   *   sent: () => Promise<void>,
   *   failed: (message: string) => void,
   * }} page
   */
  constructor(area, page) {
    this.area = area;
    this.page = page;
    this.strip = element("pictures", HTMLElement);
    this.chooser = element("picture-files", HTMLInputElement);
    for (const row of Array.from(this.strip.children)) this.complete(/** @type {HTMLElement} */ (row));
    this.chooser.addEventListener("change", async () => {
      await this.send(Array.from(this.chooser.files ?? []));
      this.chooser.value = "";
    });
    const place = this.chooser.closest("section");
    for (const target of [area, place]) {
      target?.addEventListener("dragover", (event) => {
        if (event instanceof DragEvent && event.dataTransfer?.types.includes("Files")) event.preventDefault();
      });
      target?.addEventListener("drop", (event) => {
        const files = event instanceof DragEvent ? Array.from(event.dataTransfer?.files ?? []) : [];
        if (!files.length) return;
        event.preventDefault();
        this.send(files);
      });
    }
  }

  /** Opens the chooser of files. */
  choose() {
    this.chooser.click();
  }

  /** Puts all chosen pictures into the text, one after the other, so that the page shows them together. */
  gallery() {
    const rows = Array.from(this.strip.children);
    if (rows.some((row) => this.lacksDescription(/** @type {HTMLElement} */ (row)))) return;
    const marks = rows.map((row) => this.mark(/** @type {HTMLElement} */ (row)));
    if (marks.length) insertBlock(this.area, marks.join("\n"));
    else this.choose();
  }

  /**
   * Sends `files` one after the other.
   * @param {File[]} files
   */
  async send(files) {
    await this.page.sending();
    for (const file of files) {
      announce(say("uploading", { name: file.name }));
      const query = new URLSearchParams({ file: this.page.file(), name: file.name || "anh" });
      try {
        const answer = await put(`/api/picture?${query}`, file);
        await this.page.added(answer);
        this.show(answer);
        announce(say("uploaded", { name: answer.name }));
      } catch (error) {
        this.page.failed(error instanceof Refusal ? error.message : say("offline"));
      }
    }
    await this.page.sent();
  }

  /** @param {{name: string, address: string}} picture */
  show(picture) {
    const known = Array.from(this.strip.children).find((row) => /** @type {HTMLElement} */ (row).dataset.name === picture.name);
    if (known) return;
    const row = this.strip.appendChild(document.createElement("li"));
    row.dataset.name = picture.name;
    const image = row.appendChild(document.createElement("img"));
    image.src = picture.address;
    image.alt = "";
    image.width = 120;
    image.height = 90;
    const name = row.appendChild(document.createElement("span"));
    name.className = "picture-name";
    name.textContent = picture.name;
    this.complete(row);
    // The focus stays where one is typing.
    const isTyping = document.activeElement?.matches('textarea, input:not([type="file"])');
    if (!isTyping) row.querySelector("input")?.focus();
  }

  /** Adds the fields for description and caption and the button to `row`. @param {HTMLElement} row */
  complete(row) {
    /** @param {string} key */
    const field = (key) => {
      const label = row.appendChild(document.createElement("label"));
      label.textContent = say(`picture-${key}`);
      const input = label.appendChild(document.createElement("input"));
      input.type = "text";
      input.name = key;
      input.setAttribute("aria-label", `${say(`picture-${key}`)}: ${row.dataset.name}`);
    };
    field("alt");
    field("caption");
    const button = row.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "button small";
    button.textContent = say("picture-put");
    button.setAttribute("aria-label", `${say("picture-put")}: ${row.dataset.name}`);
    button.addEventListener("click", () => {
      if (!this.lacksDescription(row)) insertBlock(this.area, this.mark(row));
    });
  }

  /** Whether the picture of `row` has no description; asks for it then. @param {HTMLElement} row */
  lacksDescription(row) {
    const alt = /** @type {HTMLInputElement} */ (row.querySelector('input[name="alt"]'));
    if (alt.value.trim()) return false;
    this.page.failed(say("picture-needs-alt", { name: row.dataset.name ?? "" }));
    alt.focus();
    return true;
  }

  /** @param {HTMLElement} row */
  mark(row) {
    /** @param {string} key */
    const value = (key) => /** @type {HTMLInputElement} */ (row.querySelector(`input[name="${key}"]`)).value;
    return markdown(row.dataset.name ?? "", value("alt"), value("caption"));
  }
}
