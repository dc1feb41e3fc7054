// <saved-state for="write">: saves the retrospective as one types, and always says how that stands.
// A save sends what changed with the version it was read at. Until the server has answered, it lies in this
// browser's storage, and the next page of this retrospective sends it again.

import { news, pageDelivery } from "./outbox-here.js";
import { Sheet } from "./retro-sheet.js";
import { showRefused, showSlip } from "./retro-slips.js";
import { adopt, Unsent } from "./retro-unsent.js";

const PAUSE = 600;
const AGAIN = 5000;
const RETRO = "retro";
const WORDS = {
  away: "Kept on this device, sent when there is a connection",
  unpaired: "Kept on this device. It is not paired any more; pair it again and this is sent",
};

class SavedState extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("for"));
    this.words = this.querySelector(".state");
    this.sheet = new Sheet(this.form);
    this.delivery = pageDelivery();
    this.isKept = true;
    this.unsent = new Unsent(this.form.action, (entries) => this.takeOver(entries), (isKept) => (this.isKept = isKept));
    document.querySelectorAll("[data-plain]").forEach((button) => (button.hidden = true));
    document.addEventListener("input", ({ target }) => this.note(target, PAUSE));
    document.addEventListener("change", ({ target }) => this.note(target, 0));
    document.addEventListener("focusout", () => this.flush());
    document.addEventListener("field-changed", ({ detail }) => this.put(detail, 0));
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => this.flush());
    addEventListener("visibilitychange", () => this.flush());
    addEventListener("online", () => this.flush());
    news.addEventListener("saved", ({ detail }) => this.savedElsewhere(detail));
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
    for (const [key, entry] of batch) this.unsent.put(key, { ...entry, sent: entry.value });
    const { is, answer, problem } = await this.delivery.send({ kind: "retro", address: this.unsent.address, entries: batch });
    this.failed = is !== "saved";
    if (is === "saved") this.take(batch, answer);
    else this.say("here", this.isKept ? (WORDS[is] ?? `Kept on this device. ${problem}`) : "Only this page holds it. Leave it open");
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

  // The service worker has sent what an earlier page had left: this page was made before that.
  savedElsewhere({ kind, address }) {
    if (kind === "retro" && address === this.unsent.address && !this.unsent.entries.size) location.reload();
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
