// The page that makes or opens a site.

import { announce, element, post, say } from "./desk.js";

const name = element("site-name", HTMLInputElement);
const folder = element("new-folder", HTMLInputElement);
const refusal = element("refusal", HTMLElement);
let isTyped = false;

/** A name of a folder that every system can store. @param {string} text */
const slug = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "d").toLowerCase()
  .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

name.addEventListener("input", () => {
  if (isTyped) return;
  const { parent = "", separator = "/" } = name.dataset;
  folder.value = slug(name.value) ? `${parent}${separator}${slug(name.value)}` : "";
});
folder.addEventListener("input", () => { isTyped = folder.value !== ""; });

/** @param {string} path @param {string} wanted */
const go = async (path, wanted) => {
  refusal.hidden = true;
  announce(say("start-opening"));
  try {
    location.href = await post(path, { folder: wanted, title: name.value });
  } catch (error) {
    refusal.textContent = error instanceof Error && error.message ? error.message : say("offline");
    refusal.hidden = false;
    announce("");
  }
};

element("create", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  go("/api/create", folder.value);
});
element("open", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  go("/api/open", element("open-folder", HTMLInputElement).value);
});
for (const button of document.querySelectorAll("button[data-folder]")) {
  button.addEventListener("click", () => go("/api/open", button.getAttribute("data-folder") ?? ""));
}
