// Keeps what is typed: a copy on the server and in the browser after each pause, and the file when it is saved.

import { post, Refusal } from "./desk.js";

const PAUSE_MS = 100;
const LONGEST_WAIT_MS = 2000;
const RETRY_MS = 2000;

/**
 * @typedef {{is_moved: boolean, href: string}} GoneFile
 * @typedef {{
 *   is_dirty: boolean,
 *   problems: any[],
 *   preview: string,
 *   has_changed_on_disk: boolean,
 *   gone?: GoneFile,
 * }} TypedAnswer
 * @typedef {{
 *   file: () => string,
 *   former: string[],
 *   entry: string,
 *   page: string,
 *   base: string,
 *   content: () => object,
 *   note: () => string,
 *   answered: (answer: TypedAnswer) => void,
 *   refused: (error: Error) => void,
 *   saving: () => void,
 *   saved: () => void,
 * }} TypingOptions
 */

/**
 * What was typed and the server refuses, with the key of the browser's storage.
 * @typedef {{key: string, typed: string, reason: string}} RefusedText
 */

/** What was typed as a text that people can copy, a line for each field. @param {string} content */
const asText = (content) => {
  const { fields, text } = /** @type {{fields?: Record<string, unknown>, text?: string}} */ (JSON.parse(content));
  const typed = Object.entries(fields ?? {}).filter(([, value]) => value !== "" && JSON.stringify(value) !== "[]");
  const lines = typed.map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [...lines, text ?? ""].join("\n").trim();
};

/** What the keys of the browser's storage begin with, for one form. @param {string} file @param {string} entry */
const keptPrefix = (file, entry) => `bangvang:${file}${entry ? `#${entry}` : ""}:`;

/**
 * The key of the browser's storage for what is typed into `page` from the content with the hash `base`.
 * @param {string} file
 * @param {string} entry
 * @param {string} base
 * @param {string} page
 */
export const keptKey = (file, entry, base, page) => `${keptPrefix(file, entry)}${base}:${page}`;

/** Sends what is typed after each pause, one request at a time, and the newest text always. */
export class Typing {
  /** @param {TypingOptions} options */
  constructor(options) {
    this.options = options;
    this.base = options.base;
    this.timer = 0;
    this.first = 0;
    this.isSending = false;
    this.isWaiting = false;
    /** The copy or the saves on their way; it never fails. @type {Promise<unknown>} */
    this.running = Promise.resolve();
    /** How many saves are waiting or on their way. */
    this.saves = 0;
    /** The content that the server has. */
    this.sent = JSON.stringify(options.content());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
    });
  }

  get key() {
    return keptKey(this.options.file(), this.options.entry, this.base, this.options.page);
  }

  /** Something was typed. */
  changed() {
    const now = Date.now();
    const content = JSON.stringify(this.options.content());
    if (content === this.sent) this.forget();
    else this.keep(content);
    this.first ||= now;
    clearTimeout(this.timer);
    const pause = Math.max(0, Math.min(PAUSE_MS, this.first + LONGEST_WAIT_MS - now));
    this.timer = setTimeout(() => this.send(), pause);
  }

  /** The file has another path now: what was typed is sent for it too. */
  moved() {
    this.sent = "";
    this.changed();
  }

  /** Sends what is typed now, and waits until the server has it or refused it. */
  async settle() {
    clearTimeout(this.timer);
    await this.running;
    await this.send();
    await this.running;
  }

  /** The file is not at its place any more: what is typed is sent again, so that the server keeps it where it belongs. */
  async resend() {
    this.sent = "";
    await this.settle();
  }

  /** Where the content belongs. */
  place() {
    const { entry, page } = this.options;
    return { file: this.options.file(), base: this.base, page, ...(entry ? { entry } : {}) };
  }

  /** The request for the content as it is now. */
  request() {
    return { ...this.place(), ...this.options.content() };
  }

  /** Sends what is typed; when it fails, again later. */
  async send() {
    if (this.isSending) {
      this.isWaiting = true;
      return;
    }
    const content = JSON.stringify(this.options.content());
    this.first = 0;
    if (content === this.sent) return;
    this.keep(content);
    this.isSending = true;
    this.running = this.deliver(content);
    await this.running;
  }

  /** @param {string} content */
  async deliver(content) {
    try {
      const answer = await post("/api/draft", this.request());
      this.sent = content;
      if (JSON.stringify(this.options.content()) === content) this.forget();
      this.options.answered(answer);
    } catch (error) {
      this.options.refused(/** @type {Error} */ (error));
      if (!(error instanceof Refusal)) this.timer = setTimeout(() => this.send(), RETRY_MS);
    } finally {
      this.finish();
    }
  }

  /** A request was answered: what was typed meanwhile is sent. */
  finish() {
    this.isSending = false;
    if (this.isWaiting) {
      this.isWaiting = false;
      this.changed();
    }
  }

  /** Saves the file, with `step` of its approval; returns the answer of the server. @param {object} [step] */
  save(step) {
    this.saves += 1;
    // After a copy on its way, which would be offered as unsaved if it arrived after the save, and after another save,
    // whose answer says what this one is based on.
    const saved = this.running.then(() => this.write(step));
    this.running = saved.catch(() => {});
    return saved;
  }

  /** @param {object} [step] */
  async write(step) {
    clearTimeout(this.timer);
    this.isSending = true;
    const content = JSON.stringify(this.options.content());
    this.options.saving();
    this.keep(content);
    try {
      const answer = await post("/api/save", { ...this.request(), note: this.options.note(), review: step });
      this.forget();
      // The page that typed this does not have what was merged: what it still saves is based on what it read.
      if (!answer.is_merged) this.base = answer.base;
      const isSame = JSON.stringify(this.options.content()) === content;
      this.options.saved();
      this.sent = isSame ? JSON.stringify(this.options.content()) : content;
      return answer;
    } finally {
      this.saves -= 1;
      this.finish();
    }
  }

  /** Sends what is typed while the page goes away. */
  flush() {
    const content = JSON.stringify(this.options.content());
    if (content === this.sent) return;
    this.keep(content);
    post("/api/draft", this.request(), { keepalive: content.length < 60000 }).catch(() => {});
  }

  /** @param {string} content */
  keep(content) {
    try {
      localStorage.setItem(this.key, content);
    } catch {
      // The storage is full or forbidden; the server has a copy.
    }
  }

  /** What the pages of this form left in the browser, also at former places of the file, since the server may not have it. */
  kept() {
    const { entry, former } = this.options;
    try {
      return [this.options.file(), ...former].flatMap((file) => {
        const prefix = keptPrefix(file, entry);
        const found = Object.entries(localStorage).filter(([key]) => key.startsWith(prefix));
        return found.map(([key, content]) => ({ file, key, content, place: key.slice(prefix.length) }));
      });
    } catch {
      return [];
    }
  }

  /**
   * Gives the server what this browser kept when the server was gone; returns whether there was something. What the server
   * refuses stays in the browser.
   */
  async bringBack() {
    let isFound = false;
    /** @type {RefusedText[]} */
    const refused = [];
    for (const { file, key, content, place } of this.kept()) {
      const [base, page] = place.split(":");
      try {
        if (content !== this.sent) {
          await post("/api/draft", { ...this.place(), file, base, page, ...JSON.parse(content) });
          isFound = true;
        }
        localStorage.removeItem(key);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push({ key, typed: asText(content), reason: error.message });
      }
    }
    return { isFound, refused };
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept then.
    }
  }
}
