// <jot-lane lane="well" round="…">: a list of jots and the form below it. What is typed is kept at once, on this
// device first, then on the server; without this script the form posts and the page comes back.

import { newKey } from "./new-key.js";
import { forget, keep, keptHere, send, whenWorthTrying } from "./outbox.js";

const lanes = new Set();
const onItsWay = new Set();

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
    lanes.add(this);
    for (const jot of keptHere()) if (this.shows(jot)) this.deliver(jot);
  }

  disconnectedCallback() {
    lanes.delete(this);
  }

  get lane() {
    return this.getAttribute("lane") ?? "";
  }

  get round() {
    return this.getAttribute("round") ?? "";
  }

  shows(jot) {
    return (!this.lane || jot.lane === this.lane) && jot.round === this.round;
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return this.field.focus();
    const lane = event.submitter?.name === "lane" ? event.submitter.value : this.lane || "unsorted";
    const jot = { id: newKey(), text, lane, round: this.round, at: new Date().toISOString() };
    keep(jot);
    this.field.value = "";
    this.keepDraft();
    this.field.focus();
    return this.deliver(jot);
  }

  keepDraft() {
    if (this.field.value) localStorage.setItem(this.draft, this.field.value);
    else localStorage.removeItem(this.draft);
  }

  // A page that was on its way out may have sent a jot that this page shows already: the server has it.
  async deliver(jot) {
    if (this.list.querySelector(`[data-jot="${CSS.escape(jot.id)}"]`)) return forget(jot.id);
    const row = this.rows.get(jot.id) ?? this.append(jot);
    if (onItsWay.has(jot.id)) return;
    onItsWay.add(jot.id);
    this.say(row, "here", "Keeping…");
    const { saved, problem } = await send(jot, this.form);
    onItsWay.delete(jot.id);
    if (saved) {
      forget(jot.id);
      this.rows.delete(jot.id);
      this.say(row, "saved", `Saved ${saved.clock}`);
      row.append(this.strikeOut(saved));
      this.dispatchEvent(new CustomEvent("jot-saved", { bubbles: true, detail: saved }));
    } else if (problem) {
      forget(jot.id);
      this.giveBack(jot, row, problem);
    } else {
      this.say(row, "here", "Kept on this device");
    }
  }

  append(jot) {
    const row = document.createElement("li");
    const words = document.createElement("p");
    words.textContent = jot.text;
    const state = document.createElement("p");
    state.className = "state";
    state.setAttribute("role", "status");
    row.append(words, state);
    this.list.append(row);
    this.list.hidden = false;
    this.rows.set(jot.id, row);
    return row;
  }

  say(row, is, words) {
    const state = row.querySelector(".state");
    state.dataset.is = is;
    state.textContent = words;
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
  giveBack(jot, row, problem) {
    row.remove();
    this.rows.delete(jot.id);
    this.field.value = this.field.value ? `${jot.text}\n${this.field.value}` : jot.text;
    const said = this.querySelector(".problem") ?? document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = problem;
    this.form.after(said);
  }
}

customElements.define("jot-lane", JotLane);

// Jots kept here for a lane that is not on this page are sent too, through any form there is.
async function sendAll() {
  const some = lanes.values().next().value;
  if (!some) return;
  for (const jot of keptHere()) {
    const lane = [...lanes].find((found) => found.shows(jot));
    if (lane) await lane.deliver(jot);
    else if (!onItsWay.has(jot.id) && (await send(jot, some.form)).saved) forget(jot.id);
  }
}

whenWorthTrying(sendAll);
sendAll();
