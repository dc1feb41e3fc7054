// <saved-state for="write">: saves the retrospective as one types, and always says how that stands.
// A save sends what changed with the version it was read at. Until the server has answered, it lies in this
// browser's storage, and the next page of this retrospective sends it again.

import { Sheet } from "./retro-sheet.js";
import { showRefused, showSlip } from "./retro-slips.js";
import { adopt, Unsent } from "./retro-unsent.js";

const PAUSE = 600;
const AGAIN = 5000;
const RETRO = "retro";

class SavedState extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("for"));
    this.words = this.querySelector(".state");
    this.sheet = new Sheet(this.form);
    this.unsent = new Unsent(this.form.action, (entries) => this.takeOver(entries));
    document.querySelectorAll("[data-plain]").forEach((button) => (button.hidden = true));
    document.addEventListener("input", ({ target }) => this.note(target, PAUSE));
    document.addEventListener("change", ({ target }) => this.note(target, 0));
    document.addEventListener("focusout", () => this.flush());
    document.addEventListener("field-changed", ({ detail }) => this.put(detail, 0));
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => this.flush());
    addEventListener("visibilitychange", () => this.flush());
    addEventListener("online", () => this.flush());
  }

  note(field, pause) {
    if (!field.name?.startsWith("f:") || field.form !== this.form) return;
    const [, line, name] = field.name.split(":");
    const isText = field.matches("textarea, [type=number]");
    if (isText && !this.unsent.get(`${line}:${name}`) && this.sheet.isKnown(`${line}:${name}`, field.value)) return;
    this.put({ line, name, value: field.value, section: this.sheet.section(line) }, pause);
  }

  put({ line, name, value, section }, pause) {
    const key = `${line}:${name}`;
    const before = this.unsent.get(key);
    this.unsent.put(key, { value, section, read: before?.read ?? this.sheet.version(key), sent: before?.sent });
    this.later(pause);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  flush() {
    const batch = this.unsent.batch();
    if (!batch.length || this.busy) return this.busy;
    clearTimeout(this.timer);
    this.busy = this.send(batch).finally(() => {
      this.busy = null;
      if (this.unsent.batch().length) this.later(this.failed ? AGAIN : PAUSE);
    });
    return this.busy;
  }

  async send(batch) {
    this.say("here", this.failed ? this.words.textContent : "Saving…");
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value });
    for (const [key, entry] of batch) {
      body.set(`f:${key}`, entry.value);
      body.set(`v:${key}`, entry.read);
      if (entry.section) body.set(`s:${key.split(":")[0]}`, entry.section);
      this.unsent.put(key, { ...entry, sent: entry.value });
    }
    this.failed = true;
    try {
      const headers = { Accept: "application/json" };
      const keepalive = body.toString().length < 60_000; // browsers take no more from a page that is closing
      const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive, redirect: "manual" });
      if (answer.status === 403 || answer.status === 404) {
        this.say("here", "Not saved. It is kept in this browser; load the page again");
      } else if (answer.ok || answer.status === 422) {
        this.take(batch, await answer.json());
        this.failed = false;
      } else {
        this.say("here", "Not saved yet, trying again");
      }
    } catch {
      this.say("here", "Not saved yet, trying again");
    }
  }

  take(batch, answer) {
    for (const [key, { value }] of batch) this.settle(key, value, answer);
    for (const [line, state] of Object.entries(answer.states)) {
      if (!this.unsent.get(`${line}:state`)) this.sheet.show(`${line}:state`, state);
    }
    for (const clash of answer.clashes) {
      if (!this.unsent.get(`${clash.line}:${clash.field}`)) showSlip(clash, this.form);
    }
    document.dispatchEvent(new CustomEvent("retro-saved"));
    if (this.unsent.held.size) this.say("here", "Not all of it is saved, see below");
    else if (answer.clashes.length) this.say("both", "Changed in two places. Both are kept.");
    else if (!this.unsent.batch().length) this.say("saved", `Saved ${answer.clock}`);
  }

  // One field after a save. Where it was typed on since, it is sent again: on top of what was taken, or against
  // what it was read at where something else stands there now.
  settle(key, sent, answer) {
    const entry = this.unsent.get(key);
    const isTypedOn = entry && entry.value !== sent;
    const [line] = key.split(":");
    showRefused(this.form, key, answer.refused[key]);
    if (answer.refused[key]) {
      if (!this.sheet.field(key) && line === RETRO) this.unsent.drop(key); // frozen since: nothing here could mend it
      else if (!isTypedOn) this.unsent.hold(key);
      return;
    }
    const other = answer.others[key];
    const version = answer.versions[key];
    if (version !== undefined) this.sheet.learn(key, sent, version);
    if (isTypedOn) {
      this.unsent.put(key, { ...entry, read: version ?? entry.read });
      return;
    }
    this.unsent.drop(key);
    if (other) {
      this.sheet.learn(key, other.value, other.version);
      this.sheet.show(key, other.value);
    }
  }

  takeOver(entries) {
    const waits = adopt(entries, this.unsent, this.sheet);
    this.later(0);
    return waits;
  }

  // A button of the form, such as Finish: what is on its way must arrive first, so that the whole form meets it.
  async submit(event) {
    const { submitter } = event;
    const isPlain = submitter?.hasAttribute("formaction");
    if (isPlain && !this.busy) return;
    event.preventDefault();
    await this.flush();
    if (isPlain) this.form.requestSubmit(submitter);
  }

  say(is, words) {
    this.words.dataset.is = is;
    if (this.words.textContent !== words) this.words.textContent = words;
  }
}

customElements.define("saved-state", SavedState);
