// <jot-lane lane="well" round="…">: a list of jots and the form below it. What is typed is kept at once, on this
// device first, then on the server; without this script the form posts and the page comes back.

import { newKey } from "./new-key.js";
import { keepAndSend, news, outbox, ready, WORDS } from "./outbox-here.js";

class JotLane extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector(":scope > form");
    this.list = this.querySelector(".jots");
    this.field = this.form.elements.text;
    this.rows = new Map();
    this.draft = `afterround:draft:${this.round}:${this.lane}`;
    this.field.value ||= localStorage.getItem(this.draft) ?? "";
    this.field.addEventListener("input", () => this.keepDraft());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    for (const now of ["saved", "refused", "kept"]) news.addEventListener(now, ({ detail }) => this[now](detail));
    this.showWaiting();
  }

  get lane() {
    return this.getAttribute("lane") ?? "";
  }

  get round() {
    return this.getAttribute("round") ?? "";
  }

  // What waits here for this lane. The page may show it already: then the server has it, and the next delivery
  // finds that out.
  async showWaiting() {
    await ready;
    for (const entry of await outbox.waiting()) {
      if (entry.kind !== "jot" || entry.round !== this.round || (this.lane && entry.lane !== this.lane)) continue;
      if (this.rows.has(entry.id) || this.list.querySelector(`[data-jot="${CSS.escape(entry.id)}"]`)) continue;
      this.append(entry);
      if (entry.problem) this.refused(entry);
      else this.say(entry.id, "here", WORDS.away);
    }
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return this.field.focus();
    const lane = event.submitter?.name === "lane" ? event.submitter.value : this.lane || "unsorted";
    const jot = { id: newKey(), kind: "jot", text, lane, round: this.round, at: new Date().toISOString() };
    this.append(jot);
    this.say(jot.id, "here", "Keeping…");
    this.field.value = "";
    this.field.focus();
    return keepAndSend(jot, (isKept) => {
      if (isKept) this.keepDraft(); // until now the draft held the words
      this.say(jot.id, "here", isKept ? WORDS.away : WORDS.unkept);
    });
  }

  keepDraft() {
    try {
      if (this.field.value) localStorage.setItem(this.draft, this.field.value);
      else localStorage.removeItem(this.draft);
    } catch {
      // a full disk: the field itself still holds it
    }
  }

  append(jot) {
    const row = document.createElement("li");
    row.dataset.jot = jot.id;
    const words = document.createElement("p");
    words.textContent = jot.text;
    const state = document.createElement("p");
    state.className = "state";
    state.setAttribute("role", "status");
    row.append(words, state);
    this.list.append(row);
    this.list.hidden = false;
    this.rows.set(jot.id, row);
  }

  say(id, is, words) {
    const state = this.rows.get(id)?.querySelector(".state");
    if (!state) return;
    state.dataset.is = is;
    if (state.textContent !== words) state.textContent = words;
  }

  saved({ id, answer }) {
    const row = this.rows.get(id);
    if (!row) return;
    this.say(id, "saved", `Saved ${answer.clock}`);
    this.rows.delete(id);
    row.append(this.strikeOut(answer));
    this.dispatchEvent(new CustomEvent("jot-saved", { bubbles: true, detail: answer }));
  }

  kept({ id, is }) {
    this.say(id, "here", outbox.unkept.has(id) ? WORDS.unkept : WORDS[is]);
  }

  strikeOut(saved) {
    const { csrfmiddlewaretoken, next } = this.form.elements;
    const form = Object.assign(document.createElement("form"), { method: "post", action: saved.strike });
    const fields = { csrfmiddlewaretoken: csrfmiddlewaretoken.value, next: next?.value ?? `/jot/?struck=${saved.id}` };
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    const button = Object.assign(document.createElement("button"), { className: "quiet", textContent: "Strike out" });
    button.setAttribute("aria-label", `Strike out: ${saved.text.slice(0, 60)}`);
    form.append(button);
    return form;
  }

  // The server will not take this text: it goes back into the field, where it can be changed.
  async refused({ id, problem }) {
    const row = this.rows.get(id);
    if (!row) return;
    const text = row.querySelector("p").textContent;
    row.remove();
    this.rows.delete(id);
    this.field.value = this.field.value ? `${text}\n${this.field.value}` : text;
    this.keepDraft();
    await outbox.forget({ id });
    const said = this.querySelector(".problem") ?? document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = problem;
    this.form.after(said);
  }
}

customElements.define("jot-lane", JotLane);
