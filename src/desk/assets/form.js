// Reads the values of a form into an object, and lets rows and lines be added and removed.

/** @param {Element} field */
const own = (field) => {
  // The nearest group or row decides to which object a field belongs.
  const around = field.parentElement?.closest("[data-group], [data-row]");
  return around ?? null;
};

/**
 * The value of one control.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 */
const valueOf = (control) => {
  if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked;
  if (control instanceof HTMLInputElement && control.type === "datetime-local") return control.value.replace("T", " ");
  return control.value;
};

/**
 * The values of the fields directly in `scope`.
 * @param {Element} scope
 * @returns {Record<string, unknown>}
 */
const read = (scope) => {
  /** @type {Record<string, unknown>} */
  const values = {};
  const within = scope.matches("[data-group], [data-row]") ? scope : null;
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) =>
    Array.from(scope.querySelectorAll(selector)).filter(
      (field) => field instanceof HTMLElement && own(field) === within,
    ).map((field) => /** @type {HTMLElement} */ (field));
  for (const control of all("[data-key]")) {
    values[control.dataset.key ?? ""] = valueOf(/** @type {HTMLInputElement} */ (control));
  }
  for (const word of all("[data-word]")) {
    if (/** @type {HTMLInputElement} */ (word).checked) values[""] = true;
  }
  for (const lines of all("[data-lines]")) {
    const inputs = Array.from(lines.querySelectorAll("input, textarea")).map(
      (input) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (input),
    );
    values[lines.dataset.lines ?? ""] = inputs.map((input) => input.value).filter((value) => value.trim());
  }
  for (const choices of all("[data-choices]")) {
    const inputs = Array.from(choices.querySelectorAll("input"));
    values[choices.dataset.choices ?? ""] = inputs.filter((input) => input.checked).map((input) => input.value);
  }
  for (const group of all("[data-group]")) values[group.dataset.group ?? ""] = read(group);
  for (const rows of all("[data-rows]")) {
    values[rows.dataset.rows ?? ""] = Array.from(rows.querySelectorAll(":scope > [data-row]")).map(read);
  }
  return values;
};

/** The values of `form`. @param {HTMLFormElement} form */
export const readForm = (form) => read(form);

/** Whether something is entered in `part` of a form; a save leaves out rows and lines without. @param {Element} part */
const hasEntry = (part) => {
  const controls = part.matches("input, textarea") ? [part] : Array.from(part.querySelectorAll("input, textarea, select"));
  return controls.some((control) => {
    if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked;
    return /** @type {HTMLInputElement} */ (control).value.trim() !== "";
  });
};

/**
 * The part of `scope` for one step of a path: a key, or the number of a row or line.
 * @param {HTMLElement} scope
 * @param {string} step
 * @returns {HTMLElement | undefined}
 */
const partAt = (scope, step) => {
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) => Array.from(scope.querySelectorAll(selector));
  if ("rows" in scope.dataset) return all(":scope > [data-row]").filter(hasEntry)[Number(step)];
  if ("lines" in scope.dataset) return all(":scope > .line-field > :is(input, textarea)").filter(hasEntry)[Number(step)];
  const within = scope.matches("[data-group], [data-row]") ? scope : null;
  return ["key", "group", "rows", "lines", "choices"]
    .flatMap((kind) => all(`[data-${kind}="${CSS.escape(step)}"]`))
    .find((field) => own(field) === within);
};

/**
 * The field of `form` at `path`, such as `names.0.from`; of a row without such a field its first one, else the part of the
 * form that is nearest.
 * @param {HTMLFormElement} form
 * @param {string} path
 * @returns {HTMLElement | null}
 */
export const fieldAt = (form, path) => {
  /** @type {HTMLElement} */
  let found = form;
  for (const step of path.split(".")) {
    const part = partAt(found, step);
    if (!part) break;
    found = part;
  }
  if (found === form) return null;
  return "row" in found.dataset ? found.querySelector("input, textarea, select") : found;
};

/** Names the rows and lines of `field` for screen readers. @param {HTMLElement} field */
const number = (field) => {
  const label = field.dataset.label ?? "";
  field.querySelectorAll(":scope > .line-field > :is(input, textarea)").forEach((input, at) => {
    input.setAttribute("aria-label", `${label} ${at + 1}`);
  });
  field.querySelectorAll(":scope > [data-row]").forEach((row, at) => {
    row.setAttribute("aria-label", `${label} ${at + 1}`);
  });
};

let rowCount = 0;

/**
 * Lets the buttons of `form` add and remove rows and lines; `changed` is called after each.
 * @param {HTMLFormElement} form
 * @param {() => void} changed
 */
export const setUpRows = (form, changed) => {
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const field = button?.closest("[data-lines], [data-rows]");
    if (!(button instanceof HTMLElement) || !(field instanceof HTMLElement)) return;
    if ("add" in button.dataset) {
      const template = field.querySelector(":scope > template");
      if (!(template instanceof HTMLTemplateElement)) return;
      const added = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      rowCount += 1;
      // Every row has elements of its own, so their ids differ.
      for (const element of added.querySelectorAll("[id]")) {
        const id = element.id;
        element.id = `${id}-${rowCount}`;
        for (const label of added.querySelectorAll(`[for="${id}"]`)) label.setAttribute("for", element.id);
        for (const described of added.querySelectorAll(`[aria-describedby="${id}"]`)) {
          described.setAttribute("aria-describedby", element.id);
        }
      }
      button.before(added);
      number(field);
      const fields = field.querySelectorAll("input, textarea, select");
      const first = button.previousElementSibling?.querySelector("input, textarea, select") ?? fields[fields.length - 1];
      if (first instanceof HTMLElement) first.focus();
      changed();
    } else if ("remove" in button.dataset) {
      const next = field.querySelector(":scope > [data-add]");
      button.closest(".line-field, [data-row]")?.remove();
      number(field);
      if (next instanceof HTMLElement) next.focus();
      changed();
    }
  });
};
