// <line-list section="went_well">: the rows of a section. Enter begins the next line, Backspace in an empty one takes
// it away, and whatever was taken away can be brought back at the foot of the page.

import { newKey } from "./new-key.js";

const tell = (detail) => document.dispatchEvent(new CustomEvent("field-changed", { detail }));

class LineList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ul");
    this.section = this.getAttribute("section");
    this.isPlain = this.list.classList.contains("lines");
    this.querySelector("details.offered")?.remove();
    // the blank row for a page without script has fewer fields than the one to copy
    if (!this.isPlain && this.lastBlank()) this.lastBlank().replaceWith(this.add());
    const more = this.querySelector(":scope > button");
    more.hidden = false;
    more.addEventListener("click", () => this.focusOn(this.lastBlank() ?? this.add()));
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("input", (event) => this.wake(event.target.closest("[data-line]")));
    this.closest("details")?.addEventListener("toggle", (event) => {
      if (event.target.open) this.focusOn(this.list.firstElementChild);
    });
  }

  // A row with the key `id`; one that is there already is given back.
  add(id = newKey()) {
    const known = document.getElementById(`line-${id}`);
    if (known) return known;
    const row = this.querySelector("template").content.cloneNode(true).firstElementChild;
    for (const node of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...node.attributes]) {
        if (value.includes("NEW")) node.setAttribute(name, value.replace("NEW", id));
      }
    }
    this.list.append(row);
    return row;
  }

  // The row has something in it: it is no blank any more and can be deleted.
  wake(row) {
    if (!row || !row.querySelector("[name=blank]")) return;
    row.querySelector("[name=blank]").remove();
    row.querySelector(".remove").hidden = false;
  }

  lastBlank() {
    const last = this.list.lastElementChild;
    return last?.querySelector("[name=blank]") ? last : null;
  }

  focusOn(row) {
    row?.querySelector("textarea")?.focus();
  }

  press(event) {
    const row = event.target.closest("[data-line]");
    if (!this.isPlain || !row || !event.target.matches("textarea") || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.focusOn(row.nextElementSibling ?? (event.target.value ? this.add() : row));
    } else if (event.key === "Backspace" && !event.target.value && this.list.children.length > 1) {
      event.preventDefault();
      this.take(row);
    }
  }

  click(event) {
    const button = event.target.closest(".remove");
    if (!button) return;
    event.preventDefault();
    this.take(button.closest("[data-line]"));
  }

  take(row) {
    const next = row.previousElementSibling ?? row.nextElementSibling ?? this.querySelector(":scope > button");
    const after = row.nextElementSibling;
    const isBlank = Boolean(row.querySelector("[name=blank]"));
    const change = { line: row.dataset.line, name: "deleted", section: this.section };
    const words = row.querySelector("textarea").value.trim();
    if (!isBlank) tell({ ...change, value: "yes" });
    row.remove();
    if (next.matches("button")) next.focus();
    else this.focusOn(next);
    if (isBlank) return;
    offerUndo(words ? `Deleted: ${words.slice(0, 60)}` : "The line is deleted.", () => {
      this.list.insertBefore(row, after?.isConnected ? after : null);
      tell({ ...change, value: "" });
      this.focusOn(row);
    });
  }
}

// Shows the line at the foot of the page, with a way back.
export function offerUndo(words, undo) {
  const bar = document.getElementById("undo");
  document.querySelectorAll("form.undo").forEach((old) => old.remove());
  bar.querySelector("p").textContent = words;
  const button = bar.querySelector("button");
  button.onclick = () => {
    bar.hidden = true;
    undo();
  };
  bar.hidden = false;
}

customElements.define("line-list", LineList);
