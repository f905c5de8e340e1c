// What all pages of the desk share: sentences, requests and announcements.

/** @type {Record<string, string>} */
const strings = JSON.parse(document.getElementById("strings")?.textContent ?? "{}");
/** @param {Document} page */
const tokenOf = (page) => page.querySelector('meta[name="bangvang-token"]')?.getAttribute("content") ?? "";
let token = tokenOf(document);

/**
 * Returns the sentence `id` with `{name}` replaced by the value of `name`.
 * @param {string} id
 * @param {Record<string, string | number>} [values]
 */
export const say = (id, values = {}) => {
  const sentence = strings[id] ?? id;
  return sentence.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
};

/** An answer that the server refused, with the sentence that says why. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{error?: string, code?: string}} body
   */
  constructor(status, body) {
    super(body.error ?? String(status));
    this.status = status;
    this.code = body.code ?? "";
    this.body = body;
  }
}

/**
 * Sends `body` and returns the answer.
 * @param {string} path
 * @param {unknown} body
 * @param {{keepalive?: boolean, signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export const post = (path, body, options = {}) =>
  send("POST", path, "application/json", JSON.stringify(body), options);

/**
 * Sends a file as it is and returns the answer.
 * @param {string} path
 * @param {Blob} file
 * @returns {Promise<any>}
 */
export const put = (path, file) => send("PUT", path, "application/octet-stream", file, {});

/** Whether the desk was started again since this page was opened, and its new token is known now. */
const hasNewToken = async () => {
  const page = await fetch("/new").then((response) => response.text()).catch(() => "");
  const found = tokenOf(new DOMParser().parseFromString(page, "text/html"));
  if (!found || found === token) return false;
  token = found;
  return true;
};

/**
 * @param {string} method
 * @param {string} path
 * @param {string} type
 * @param {BodyInit} body
 * @param {RequestInit} options
 */
const send = async (method, path, type, body, options) => {
  const request = () => {
    const headers = { "content-type": type, "x-bangvang-token": token };
    return fetch(path, { method, headers, body, ...options });
  };
  let response = await request();
  if (response.status === 403 && (await hasNewToken())) response = await request();
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
};

/**
 * Reads JSON from the desk.
 * @param {string} path
 * @returns {Promise<any>}
 */
export const get = async (path) => {
  const response = await fetch(path);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
};

/**
 * Says `text` to users of a screen reader.
 * @param {string} text
 */
export const announce = (text) => {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = text;
};

/**
 * The element with `id`, which the page has.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new (...args: any[]) => T} kind
 * @returns {T}
 */
export const element = (id, kind) => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no element ${id}`);
  return found;
};

/** Whether an input method is composing, so that keys belong to it. @param {KeyboardEvent} event */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;
