// The fields of the retrospective on the page: f:LINE:FIELD with its version v:LINE:FIELD and its line's s:LINE.

export class Sheet {
  constructor(form) {
    this.form = form;
    this.known = new Map(); // what the server is known to hold: key -> { value, version }
  }

  field(key) {
    return this.form.elements[`f:${key}`];
  }

  value(key) {
    return this.field(key)?.value ?? "";
  }

  version(key) {
    return this.known.get(key)?.version ?? Number(this.form.elements[`v:${key}`]?.value ?? 0);
  }

  section(line) {
    return this.form.elements[`s:${line}`]?.value ?? "";
  }

  // Whether a field says nothing but what the server is known to hold.
  isKnown(key, value) {
    return (this.known.get(key)?.value ?? this.field(key)?.defaultValue) === value;
  }

  learn(key, value, version) {
    this.known.set(key, { value, version });
    const hidden = this.form.elements[`v:${key}`];
    if (hidden) hidden.value = version;
  }

  show(key, value) {
    const field = this.field(key);
    if (field && field.value !== value) field.value = value;
  }

  // Makes room for a line that was typed on another page.
  makeRow(line, section) {
    if (!section || this.section(line)) return;
    const list = document.querySelector(`line-list[section="${section}"]`);
    list?.lastBlank()?.remove();
    list?.add(line);
    list?.closest("details")?.setAttribute("open", "");
  }
}
