// Small parts of the retrospective's page: the guess as a slider, an action's three buttons, copying a text,
// and a hint's list of questions.

class GuessSlider extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.slider = document.createElement("input");
    const { value } = this.field;
    Object.assign(this.slider, { type: "range", min: 0, max: 100, step: value % 5 ? 1 : 5, id: `${this.field.id}-slider` });
    const label = this.querySelector("label");
    label.htmlFor = this.slider.id;
    label.textContent = "How likely is it that you passed?";
    this.output = document.createElement("output");
    this.output.className = "big";
    this.output.htmlFor = this.slider.id;
    const head = document.createElement("div");
    head.className = "row";
    head.append(label, this.output);
    const scale = document.createElement("p");
    scale.className = "scale";
    scale.setAttribute("aria-hidden", "true");
    scale.append(...["surely not", "as likely as not", "surely"].map((words) => span(words)));
    this.none = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Say nothing" });
    this.field.hidden = true;
    this.prepend(head);
    this.append(this.slider, scale, this.none);
    this.slider.addEventListener("input", () => this.set(this.slider.value));
    this.slider.addEventListener("change", () => this.set(this.slider.value, "change"));
    this.slider.addEventListener("click", () => this.set(this.slider.value, "change"));
    this.none.addEventListener("click", () => this.set("", "change"));
    document.addEventListener("retro-saved", () => this.show());
    this.show();
  }

  set(value, event = "input") {
    if (this.field.value !== value || event === "change") {
      this.field.value = value;
      this.field.dispatchEvent(new Event(event, { bubbles: true }));
    }
    this.show();
  }

  show() {
    const { value } = this.field;
    this.slider.value = value || 50;
    this.output.textContent = value ? `${value} %` : "no guess";
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
    this.none.hidden = !value;
  }
}

const span = (textContent) => Object.assign(document.createElement("span"), { textContent });

// Pressing the button that holds takes it back.
class ActionState extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    event.preventDefault();
    const pressed = event.submitter;
    const state = pressed.getAttribute("aria-pressed") === "true" ? "open" : pressed.value;
    const body = new URLSearchParams({ state, csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value });
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.form.action, { method: "POST", body, headers });
      if (!answer.ok) throw new Error((await answer.json()).message);
      this.show(state);
    } catch (error) {
      this.say(error instanceof TypeError ? "Not saved. Press it again in a moment." : error.message);
    }
  }

  show(state) {
    for (const button of this.form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === state));
    }
    this.querySelector(".problem")?.remove();
  }

  say(words) {
    const said = this.querySelector(".problem") ?? this.appendChild(document.createElement("p"));
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = words;
  }
}

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.hidden = !navigator.clipboard;
    this.button.addEventListener("click", async () => {
      const from = document.getElementById(this.getAttribute("from")) ?? this.previousElementSibling;
      await navigator.clipboard.writeText(from.value ?? from.textContent);
      this.button.textContent = "Copied";
    });
  }
}

customElements.define("guess-slider", GuessSlider);
customElements.define("action-state", ActionState);
customElements.define("copy-button", CopyButton);

// A question that was just written can be chosen for a hint.
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("select[data-questions]")) return;
  const rows = [...document.querySelectorAll('line-list[section="questions"] li[data-line]')];
  rows.forEach((row, index) => {
    const words = `${index + 1}. ${row.querySelector("textarea").value.trim().slice(0, 60)}`;
    const known = [...target.options].find((option) => option.value === row.dataset.line);
    if (known) known.text = words;
    else if (!row.querySelector("[name=blank]")) target.add(new Option(words, row.dataset.line));
  });
});
