// The page that publishes: starts a task, follows it, asks what it asks, and adds connections.

import { announce, element, get, post, Refusal, say } from "./desk.js";
import { readForm } from "./form.js";

/** How often a running task is asked for its progress, in milliseconds. */
const POLL_INTERVAL = 500;

/**
 * @typedef {{is_error: boolean, text: string, help: string}} Line
 * @typedef {{severity: string, sentence: string, help: string, file: string, line: number, href: string}} Problem
 * @typedef {{how: string, title: string, path: string}} Change
 * @typedef {{sentence: string, question: string}} Question
 * @typedef {{
 *   number: number, task: string, target: string, is_running: boolean, is_success: boolean, is_stopping: boolean,
 *   upload: {bytes: number, all_bytes: number, files: number},
 *   question: (Question & {number: number}) | null,
 *   report: {
 *     lines: Line[], problems: Problem[], changes: Change[], change_count: number, summary: string, files: number,
 *     questions: Question[], stage: string, error: string,
 *   },
 * }} Task
 */

/**
 * Adds an element to `parent`, with text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {Element} parent
 * @param {K} name
 * @param {string} text
 * @param {string} [className]
 * @returns {HTMLElementTagNameMap[K]}
 */
const add = (parent, name, text, className = "") => {
  const added = parent.appendChild(document.createElement(name));
  added.textContent = text;
  if (className) added.className = className;
  return added;
};

/** Sets the text of `place`, only if it differs, so that a screen reader says it once. @param {HTMLElement} place @param {string} text */
const setText = (place, text) => {
  if (place.textContent !== text) place.textContent = text;
};

/** @param {unknown} error */
const sentenceOf = (error) => (error instanceof Refusal ? error.message : say("offline"));

/** Shows the tasks of one target. */
class PublishingPanel {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
    this.target = panel.dataset.target ?? "";
    this.status = element("publish-status", HTMLElement);
    this.refusal = element("refusal", HTMLElement);
    this.question = element("publish-question", HTMLElement);
    this.publish = element("publish-now", HTMLButtonElement);
    this.stop = element("publish-stop", HTMLButtonElement);
    this.buttons = Array.from(panel.querySelectorAll("button[data-task]"), (button) => /** @type {HTMLButtonElement} */ (button));
    this.asked = 0;
    this.timer = 0;
    /** The number of the finished task that is shown. */
    this.shown = 0;
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.start(button.dataset.task ?? "", []));
    }
    this.publish.addEventListener("click", () => this.start("publish", this.agreed()));
    this.stop.addEventListener("click", () => this.request(() => post("/api/publish/stop", {})));
    for (const [id, isYes] of /** @type {[string, boolean][]} */ ([["question-yes", true], ["question-no", false]])) {
      element(id, HTMLButtonElement).addEventListener("click", () => {
        this.status.focus();
        this.request(() => post("/api/publish/answer", { number: this.asked, is_yes: isYes }));
      });
    }
  }

  /** The sentences of the boxes that are checked. */
  agreed() {
    const boxes = Array.from(element("plan-questions", HTMLElement).querySelectorAll("input"));
    return boxes.filter((box) => box.checked).map((box) => box.value);
  }

  /**
   * @param {string} task
   * @param {string[]} agreed
   */
  async start(task, agreed) {
    this.shown = 0;
    await this.request(() => post("/api/publish/start", { target: this.target, task, agreed }));
  }

  /**
   * Sends a request, and shows the task that it answers.
   * @param {() => Promise<Task | null>} send
   */
  async request(send) {
    this.refusal.hidden = true;
    try {
      this.show(await send());
    } catch (error) {
      this.refusal.textContent = sentenceOf(error);
      this.refusal.hidden = false;
    }
  }

  async poll() {
    try {
      this.show(await get("/api/publish/progress"));
    } catch (error) {
      setText(this.status, sentenceOf(error));
      this.timer = window.setTimeout(() => this.poll(), POLL_INTERVAL * 4);
    }
  }

  /** @param {Task | null} task */
  show(task) {
    window.clearTimeout(this.timer);
    if (!task || (!task.is_running && task.target !== this.target)) return;
    for (const button of [...this.buttons, this.publish]) button.disabled = task.is_running;
    this.stop.hidden = !task.is_running;
    this.stop.disabled = task.is_stopping;
    this.showQuestion(task);
    this.showUpload(task);
    if (task.is_running) {
      const stage = task.report.stage || say("publish-running");
      setText(this.status, task.target === this.target ? stage : `${task.target}: ${stage}`);
      this.showPlan(task, task.task === "undo" && task.question !== null);
      this.showLines(task);
      this.timer = window.setTimeout(() => this.poll(), POLL_INTERVAL);
    } else if (this.shown !== task.number) {
      this.shown = task.number;
      this.showLines(task);
      this.showPlan(task, task.task === "plan" || task.report.problems.length > 0);
      setText(this.status, say(task.is_success ? `publish-done-${task.task}` : "publish-not-done"));
    }
  }

  /** @param {Task} task */
  showQuestion(task) {
    const isNew = task.question !== null && (this.question.hidden || this.asked !== task.question.number);
    this.question.hidden = task.question === null;
    if (!task.question || !isNew) return;
    this.asked = task.question.number;
    element("question-sentence", HTMLElement).textContent = task.question.sentence;
    element("question-text", HTMLElement).textContent = task.question.question;
    announce(`${task.question.sentence} ${task.question.question}`);
    element("question-no", HTMLButtonElement).focus();
  }

  /** @param {Task} task */
  showUpload(task) {
    const { bytes, all_bytes: all, files } = task.upload;
    element("publish-upload", HTMLElement).hidden = !task.is_running || all === 0;
    const bar = element("publish-bar", HTMLProgressElement);
    bar.max = Math.max(all, 1);
    bar.value = bytes;
    const count = say("publish-files", { count: files, file: task.report.files });
    setText(element("publish-count", HTMLElement), count);
  }

  /** @param {Task} task */
  showLines(task) {
    const list = element("publish-lines", HTMLElement);
    list.replaceChildren();
    for (const line of task.report.lines) {
      const row = add(list, "li", "", line.is_error ? "error" : "said");
      if (line.is_error) add(row, "span", say("error"), "tag");
      row.append(line.text);
      if (line.help) add(row, "span", line.help, "help");
    }
  }

  /**
   * @param {Task} task
   * @param {boolean} isShown
   */
  showPlan(task, isShown) {
    const { report } = task;
    element("publish-plan", HTMLElement).hidden = !isShown;
    if (!isShown) return;
    element("plan-summary", HTMLElement).textContent = report.summary;
    const problems = element("plan-problems", HTMLElement);
    problems.hidden = report.problems.length === 0;
    const rows = /** @type {HTMLElement} */ (problems.querySelector("ul"));
    rows.replaceChildren();
    for (const problem of report.problems) this.addProblem(rows, problem);
    const changes = element("plan-changes", HTMLElement);
    changes.hidden = report.changes.length === 0;
    const titles = /** @type {HTMLElement} */ (changes.querySelector("ul"));
    titles.replaceChildren();
    for (const change of report.changes) {
      const row = add(titles, "li", "");
      add(row, "span", say(`change-${change.how}`), `state ${change.how}`);
      row.append(" ", change.title);
    }
    const more = report.change_count - report.changes.length;
    element("plan-more", HTMLElement).textContent = more > 0 ? say("publish-more", { count: more }) : "";
    this.showConsent(task);
  }

  /**
   * @param {HTMLElement} rows
   * @param {Problem} problem
   */
  addProblem(rows, problem) {
    const row = add(rows, "li", "", problem.severity);
    add(row, "span", say(problem.severity), "tag");
    if (problem.href) add(row, "a", problem.sentence).setAttribute("href", problem.href);
    else row.append(problem.sentence);
    if (problem.help) add(row, "span", problem.help, "help");
    const line = problem.line > 0 ? `, ${say("line", { line: problem.line })}` : "";
    if (problem.file) add(row, "span", `${problem.file}${line}`, "place");
  }

  /** Shows what has to be agreed to, and the button that publishes. @param {Task} task */
  showConsent(task) {
    const { report } = task;
    const fields = element("plan-questions", HTMLElement);
    const isPlan = task.task === "plan" && task.is_success;
    for (const old of Array.from(fields.querySelectorAll("label"))) old.remove();
    fields.hidden = !isPlan || report.questions.length === 0;
    this.publish.hidden = !isPlan || (report.change_count === 0 && report.files === 0 && report.questions.length === 0);
    if (fields.hidden) return;
    const allow = () => {
      this.publish.disabled = this.agreed().length < report.questions.length;
    };
    for (const question of report.questions) {
      const label = add(fields, "label", "", "switch");
      const box = label.appendChild(document.createElement("input"));
      box.type = "checkbox";
      box.value = question.sentence;
      box.addEventListener("change", allow);
      add(label, "span", `${question.sentence}. ${question.question} ${say("publish-agree")}`, "break");
    }
    allow();
  }
}

/** Lets secrets be typed, which are sent once and forgotten here. @param {HTMLFormElement} form @param {PublishingPanel} panel */
const setUpSecrets = (form, panel) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const inputs = Array.from(form.querySelectorAll("input"));
    const secrets = Object.fromEntries(inputs.map((input) => [input.dataset.secret ?? "", input.value]));
    panel.shown = 0;
    await panel.request(() => post("/api/publish/secret", { target: panel.target, secrets }));
    for (const input of inputs) input.value = "";
    panel.status.focus();
  });
};

/** Lets a connection be added. @param {HTMLFormElement} form */
const setUpConnection = (form) => {
  const kind = element("connection-kind", HTMLSelectElement);
  const refusal = element("connection-refusal", HTMLElement);
  const groups = Array.from(form.querySelectorAll("[data-group]"), (group) => /** @type {HTMLElement} */ (group));
  const choose = () => {
    for (const group of groups) group.hidden = group.dataset.group !== kind.value;
  };
  kind.addEventListener("change", choose);
  choose();
  /** @param {string} text */
  const refuse = (text) => {
    refusal.textContent = text;
    refusal.hidden = false;
    refusal.focus();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    refusal.hidden = true;
    for (const wrong of Array.from(form.querySelectorAll("[aria-invalid]"))) wrong.removeAttribute("aria-invalid");
    const name = element("connection-name", HTMLInputElement).value;
    const fields = readForm(form)[kind.value];
    try {
      const answer = await post("/api/publish/connection", { name, kind: kind.value, fields });
      if (answer.href) {
        location.href = answer.href;
        return;
      }
      /** @type {{key: string, sentence: string, help: string}[]} */
      const problems = answer.problems;
      for (const { key } of problems) {
        document.getElementById(`field-${kind.value}-${key}`)?.setAttribute("aria-invalid", "true");
      }
      refuse(problems.map(({ sentence, help }) => (help ? `${sentence} – ${help}` : sentence)).join("\n"));
    } catch (error) {
      refuse(sentenceOf(error));
    }
  });
};

setUpConnection(element("connection", HTMLFormElement));
const place = document.getElementById("publishing");
if (place) {
  const panel = new PublishingPanel(place);
  const secrets = document.getElementById("secret-form");
  if (secrets instanceof HTMLFormElement) setUpSecrets(secrets, panel);
  panel.poll();
}
