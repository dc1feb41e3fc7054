// <attach-file round="…" jot="…">: the list of what is attached and the form below it. What is chosen or recorded is
// made smaller, sent at once, and shown; without this script the form posts and the page comes back.

import { newKey } from "./new-key.js";
import { shrunk } from "./photo-shrink.js";
import "./voice-recorder.js";

const AGAIN = 15_000;
const LIMITS = { photo: 15_000_000, voice: 20_000_000 };
const unsent = new Set();

// Sends one file. Answers {saved}, {problem} for what the server will never take, or {} to try again later.
// `form` names the address and carries the token; its `progress` event says how far it has come.
export function sendAttachment({ id, blob, name, kind, round, jot, at }, form) {
  const body = new FormData();
  const fields = { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, id, kind, round, jot, at };
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  body.set("file", blob, name);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    form.dispatchEvent(new CustomEvent("sending", { detail: { id, part: loaded / total } }));
  });
  return new Promise((settle) => {
    request.addEventListener("loadend", () => {
      const answer = request.response;
      if (request.status === 200 || request.status === 201) settle({ saved: answer });
      else if (request.status === 422) settle({ problem: answer?.problems.file ?? answer?.message });
      else if (request.status === 413) settle({ problem: "This file is too large." });
      else settle({});
    });
    request.send(body);
  });
}

class AttachFile extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[data-attach]");
    this.list = this.querySelector(".attached");
    this.form.querySelector("[data-plain]").hidden = true;
    this.form.addEventListener("change", ({ target }) => this.choose(target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("sending", ({ detail }) => this.progress(detail));
    this.addEventListener("recorded", ({ detail }) => this.add(detail.blob, detail.name));
    this.rows = new Map();
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
    const sent = { id: newKey(), blob, name, kind, round: this.getAttribute("round") ?? "", jot: this.jot, at };
    unsent.add(sent.id);
    this.append(sent);
    return this.deliver(sent);
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

  progress({ id, part }) {
    const words = part < 1 ? `Sending, ${Math.round(part * 100)} %` : "Keeping…";
    if (this.rows.has(id)) this.say(id, "here", words);
  }

  say(id, is, words) {
    const state = this.rows.get(id).querySelector(".state");
    state.dataset.is = is;
    state.textContent = words;
  }

  async deliver(sent) {
    this.say(sent.id, "here", "Sending…");
    const { saved, problem, kept } = await sendAttachment(sent, this.form);
    if (saved || problem || kept) unsent.delete(sent.id);
    if (saved) this.show(sent, saved);
    else if (problem) this.refuse(problem, this.rows.get(sent.id));
    else if (kept) this.say(sent.id, "here", "Kept on this device");
    else {
      this.say(sent.id, "here", "Not saved yet, trying again. Leave this page open");
      setTimeout(() => this.deliver(sent), AGAIN);
    }
  }

  show(sent, saved) {
    const row = this.rows.get(sent.id);
    const words = `${saved.kind === "photo" ? "Photo" : "Voice memo"}, ${saved.clock}`;
    const shown = document.createElement(saved.kind === "photo" ? "img" : "audio");
    shown.src = saved.address;
    if (saved.kind === "photo") Object.assign(shown, { alt: words, width: saved.width, height: saved.height });
    else Object.assign(shown, { controls: true, preload: "metadata", ariaLabel: words });
    row.dataset.attachment = saved.id;
    row.firstElementChild.replaceWith(shown);
    this.say(sent.id, "saved", `Saved ${saved.clock}, ${saved.size_words}`);
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

addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});
