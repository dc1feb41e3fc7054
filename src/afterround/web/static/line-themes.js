// <line-themes>: the themes a line may carry. The server says which, once the line is saved; every button is one of its
// forms, which this sends without leaving the page. Without an answer everything stays as it was.

import { isOurs } from "./ours.js";
import { offerUndo } from "./retro-lines.js";

const JSON_ONLY = { headers: { Accept: "application/json" } };
let names; // asked for once, when a theme is first added by hand

async function ask(address, options = {}) {
  const answer = await fetch(address, { ...JSON_ONLY, ...options });
  const said = isOurs(answer) ? await answer.json() : {};
  if (!answer.ok) throw new Error(said.message ?? "Not saved. Press it again in a moment.");
  return said;
}

class LineThemes extends HTMLElement {
  constructor() {
    super();
    this.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("click", (event) => this.click(event));
  }

  get buttons() {
    return [...this.querySelectorAll(".chips > .chip, .offer > .chip, .chips > .quiet")];
  }

  // The row as the server shows it now; where one was at work in it, one stays there.
  show(html) {
    const at = this.contains(document.activeElement) ? this.buttons.indexOf(document.activeElement.closest(".offer")?.firstChild ?? document.activeElement) : -2;
    this.innerHTML = html;
    if (at > -2) this.enter(at);
  }

  // To the button at a place, or the last one.
  enter = (at = -1) => (this.buttons[at] ?? this.buttons.at(-1) ?? this.field)?.focus();

  get field() {
    return this.closest("[data-line]")?.querySelector("textarea");
  }

  submit(event) {
    event.preventDefault();
    const { submitter, target } = event;
    const body = new URLSearchParams(new FormData(target, submitter));
    this.send(target.action, body);
  }

  async send(address, body) {
    if (this.busy) return;
    this.busy = true;
    try {
      const { row, said, undo } = await ask(address, { method: "POST", body });
      this.show(row);
      const back = new URLSearchParams([undo, ["csrfmiddlewaretoken", body.get("csrfmiddlewaretoken")]]);
      if (said) offerUndo(said, () => this.send(address, back).then(() => this.enter()));
    } catch (error) {
      this.say(error instanceof TypeError ? "Not saved: there is no connection. Press it again in a moment." : error.message);
    } finally {
      this.busy = false;
    }
  }

  say(words) {
    const said = this.querySelector(".problem") ?? this.appendChild(document.createElement("p"));
    said.setAttribute("role", "alert");
    Object.assign(said, { className: "problem", textContent: words });
  }

  // The keys of a row: arrows between its buttons, x for not this one, n for none of these, a for another.
  press(event) {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === "Escape") this.querySelector("[data-another]")?.focus();
      return;
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const found = {
      x: event.target.closest(".offer")?.lastElementChild,
      n: this.querySelector("[name=none]"),
      a: this.querySelector("[data-another]"),
    }[event.key];
    if (step) this.buttons[this.buttons.indexOf(event.target.closest(".offer")?.firstElementChild ?? event.target) + step]?.focus();
    else if (event.key === "Escape" || event.key === "ArrowUp") this.field?.focus();
    else if (found) found.click();
    else return;
    event.preventDefault();
  }

  async click(event) {
    const link = event.target.closest("[data-another]");
    if (!link) return;
    event.preventDefault();
    try {
      names ??= ask("/themes/names.json").catch((error) => ((names = undefined), Promise.reject(error)));
      this.offerField(link, (await names).themes);
    } catch {
      this.say("There is no connection. Add it in a moment.");
    }
  }

  // A field in place of the link: the browser finds what is typed in the names, the meanings and the other wordings.
  offerField(link, themes) {
    const list = document.getElementById("theme-names") ?? document.body.appendChild(Object.assign(document.createElement("datalist"), { id: "theme-names" }));
    list.replaceChildren(...themes.map(({ name, words }) => Object.assign(new Option(words, name), { label: words })));
    const label = Object.assign(document.createElement("label"), { className: "vh", textContent: "Theme", htmlFor: "theme-added" });
    const field = Object.assign(document.createElement("input"), { name: "add", id: "theme-added", autocomplete: "off", maxLength: 120, required: true });
    field.setAttribute("list", list.id);
    const adding = Object.assign(document.createElement("div"), { className: "adding" });
    adding.append(label, field, Object.assign(document.createElement("button"), { textContent: "Add" }));
    // a form of its own, so that Enter adds and accepts nothing
    const form = Object.assign(document.createElement("form"), { method: "post", action: link.href });
    form.append(adding, this.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
    document.getElementById("theme-added")?.form.remove();
    this.append(form);
    field.focus();
  }
}

customElements.define("line-themes", LineThemes);

// What was typed gets its row after it was saved.
const form = document.getElementById("write");
const typed = new Set();
const rowOf = (line) => document.querySelector(`#line-${CSS.escape(line)} line-themes`);

document.addEventListener("input", ({ target }) => {
  if (/:(text|approach)$/.test(target.name ?? "")) typed.add(target.name.split(":")[1]);
});
document.addEventListener("retro-saved", async () => {
  const lines = [...typed].filter((line) => rowOf(line) && !rowOf(line).contains(document.activeElement));
  if (!form?.dataset.themes || !lines.length) return;
  lines.forEach((line) => typed.delete(line));
  try {
    const { rows } = await ask(`${form.dataset.themes}?${new URLSearchParams(lines.map((line) => ["line", line]))}`);
    for (const [line, row] of Object.entries(rows)) rowOf(line)?.show(row);
  } catch {
    lines.forEach((line) => typed.add(line)); // asked again after the next save
  }
});

// From the end of a line down into its chips.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key !== "ArrowDown" || !target.matches?.("[data-line] textarea") || target.selectionEnd < target.value.length) return;
  const first = target.closest("[data-line]").querySelector("line-themes")?.buttons?.[0];
  if (!first) return;
  event.preventDefault();
  first.focus();
});
