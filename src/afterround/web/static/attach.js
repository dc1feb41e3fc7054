// <attach-file round="…" jot="…">: the list of what is attached and the form below it. What is chosen or recorded is
// made smaller, kept on this device, sent, and shown; without this script the form posts and the page comes back.

import { newKey } from "./new-key.js";
import { keepAndSend, news, outbox, ready, WORDS } from "./outbox-here.js";
import { shrunk } from "./photo-shrink.js";
import "./voice-recorder.js";

const LIMITS = { photo: 15_000_000, voice: 20_000_000 };
class AttachFile extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[data-attach]");
    this.list = this.querySelector(".attached");
    this.form.querySelector("[data-plain]").hidden = true;
    this.form.addEventListener("change", ({ target }) => this.choose(target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const now of ["saved", "refused", "kept", "sending"]) news.addEventListener(now, ({ detail }) => this[now](detail));
    this.addEventListener("recorded", ({ detail }) => this.add(detail.blob, detail.name));
    this.rows = new Map();
    this.showWaiting();
  }

  get round() {
    return this.getAttribute("round") ?? "";
  }

  async showWaiting() {
    await ready;
    for (const entry of await outbox.waiting()) {
      if (entry.kind !== "file" || entry.round !== this.round || this.rows.has(entry.id)) continue;
      this.append(entry);
      this.say(entry.id, "here", entry.problem ?? WORDS.away);
    }
  }

  async choose(field) {
    if (field.type !== "file") return;
    const files = [...field.files];
    field.value = "";
    for (const file of files) this.add(await shrunk(file), file.name);
  }

  get jot() {
    return this.getAttribute("jot") ?? "";
  }

  add(blob, name) {
    const kind = blob.type.startsWith("image/") ? "photo" : "voice";
    this.querySelector(".problem")?.remove();
    if (blob.size > LIMITS[kind]) return this.refuse("This file is larger than what can be kept.");
    const at = new Date().toISOString();
    const sent = { id: newKey(), kind: "file", blob, name, media: kind, round: this.round, jot: this.jot, at };
    this.append(sent);
    this.say(sent.id, "here", "Keeping…");
    return keepAndSend(sent, (isKept) => this.say(sent.id, "here", isKept ? WORDS.away : WORDS.unkept));
  }

  append({ id, name }) {
    const row = document.createElement("li");
    const state = Object.assign(document.createElement("p"), { className: "state" });
    state.setAttribute("role", "status");
    row.append(Object.assign(document.createElement("p"), { textContent: name }), state);
    this.rows.set(id, row);
    this.list.append(row);
    this.list.hidden = false;
  }

  sending({ id, part }) {
    if (part < 1) this.say(id, "here", `Sending, ${Math.round(part * 100)} %`);
  }

  kept({ id, is }) {
    this.say(id, "here", outbox.unkept.has(id) ? WORDS.unkept : WORDS[is]);
  }

  say(id, is, words) {
    const state = this.rows.get(id)?.querySelector(".state");
    if (!state) return;
    state.dataset.is = is;
    state.textContent = words;
  }

  async refused({ id, problem }) {
    if (!this.rows.has(id)) return;
    this.refuse(problem, this.rows.get(id));
    this.rows.delete(id);
    await outbox.forget({ id });
  }

  saved({ id, answer: saved }) {
    const row = this.rows.get(id);
    if (!row) return;
    const words = `${saved.kind === "photo" ? "Photo" : "Voice memo"}, ${saved.clock}`;
    const shown = document.createElement(saved.kind === "photo" ? "img" : "audio");
    shown.src = saved.address;
    if (saved.kind === "photo") Object.assign(shown, { alt: words, width: saved.width, height: saved.height });
    else Object.assign(shown, { controls: true, preload: "metadata", ariaLabel: words });
    row.dataset.attachment = saved.id;
    row.firstElementChild.replaceWith(shown);
    this.say(id, "saved", `Saved ${saved.clock}, ${saved.size_words}`);
    this.rows.delete(id);
    row.append(this.removal(saved, words, row.querySelector(".state")));
    this.dispatchEvent(new CustomEvent("attachment-saved", { bubbles: true, detail: saved }));
  }

  removal(saved, words, state) {
    const form = Object.assign(document.createElement("form"), { method: "post", action: saved.remove, className: "row" });
    form.append(state);
    const next = this.form.elements.next?.value ?? `/jot/?attached=${saved.id}#attached`;
    for (const [name, value] of Object.entries({ csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value, next })) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    const button = Object.assign(document.createElement("button"), { className: "quiet", textContent: "Remove" });
    button.ariaLabel = `Remove: ${words}`;
    form.append(button);
    return form;
  }

  refuse(problem, row) {
    row?.remove();
    const said = Object.assign(document.createElement("p"), { className: "problem", textContent: problem });
    said.setAttribute("role", "alert");
    this.form.prepend(said);
  }
}

customElements.define("attach-file", AttachFile);
