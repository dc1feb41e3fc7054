// What a save could not simply take, shown at its field: two texts to choose from, or what to change.

const element = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};

// The words of a choice are those on the page; a text speaks for itself.
function words(form, { line, field }, value) {
  const found = form.elements[`f:${line}:${field}`];
  if (!value) return "nothing";
  if (found instanceof RadioNodeList) {
    return [...found].find((radio) => radio.value === value)?.labels[0].textContent.trim() ?? value;
  }
  return found?.options ? ([...found.options].find((option) => option.value === value)?.text ?? value) : value;
}

const button = (value, text, className = "") => element("button", { name: "choice", value, textContent: text, className });

function side(label, text, choice) {
  return element(
    "div",
    { className: "stack" },
    element("p", { className: "label", textContent: label }),
    element("p", { className: "said", textContent: text }),
    element("p", {}, choice),
  );
}

function place(form, { line, field }) {
  const row = document.getElementById(`line-${line}`);
  if (row) return row;
  const found = form.elements[`f:${line}:${field}`];
  const node = found instanceof RadioNodeList ? found[0] : found;
  return node?.closest("fieldset, section > div > div") ?? node?.parentElement;
}

export function showSlip(clash, form) {
  const at = place(form, clash);
  document.querySelectorAll(`form.slip[action="${clash.settle}"]`).forEach((old) => old.remove());
  if (!at) return;
  const hidden = (name, value) => element("input", { type: "hidden", name, value });
  const what = clash.field === "text" ? "This line" : `The ${clash.field}`;
  const state = element("p", { className: "state", textContent: `${what} was changed in two places. Both are kept.` });
  state.dataset.is = "both";
  const slip = element(
    "form",
    { className: "slip stack", method: "post", action: clash.settle },
    hidden("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value),
    hidden("line", clash.line),
    state,
    element(
      "div",
      { className: "pair even" },
      side("It says now", words(form, clash, clash.current), button("this", "Keep this one")),
      side(`Written here, ${clash.clock}`, words(form, clash, clash.value), button("other", "Keep the other")),
    ),
  );
  slip.setAttribute("aria-label", "Two texts, one to choose");
  if (clash.can_keep_both) slip.append(element("p", {}, button("both", "Keep both as two lines", "quiet")));
  if (at.matches("li")) at.append(slip);
  else at.after(slip);
}

export function showRefused(form, key, problem) {
  const id = `p-${key.replace(":", "-")}`;
  const found = form.elements[`f:${key}`];
  const field = found instanceof RadioNodeList ? found[0] : found;
  const said = document.getElementById(id);
  if (!problem) {
    said?.remove();
    field?.removeAttribute("aria-invalid");
    field?.removeAttribute("aria-describedby");
    return;
  }
  if (!field) return;
  const words = said ?? element("p", { className: "problem", id });
  words.textContent = problem;
  if (!said) field.after(words);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
}
