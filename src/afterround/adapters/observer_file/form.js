// Keeps a draft in this browser, and makes of what was filled in the small file that goes back. It asks no network.

const form = document.getElementById("form");
const done = document.getElementById("done");
const text = document.getElementById("text");
const NAME = "mock-form.json";
const place = `afterround-form-${form.dataset.file}`;
let key = newKey();

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A page that was opened as a file has no storage in some browsers, and says so.
function stored(deed) {
  try {
    return [true, deed(localStorage)];
  } catch {
    return [false, null];
  }
}

function keep() {
  const fields = [...new FormData(form)];
  const [isKept] = stored((storage) => storage.setItem(place, JSON.stringify({ key, fields })));
  document.getElementById("no-draft").hidden = isKept;
}

function restore() {
  const [isKept, draft] = stored((storage) => JSON.parse(storage.getItem(place)));
  document.getElementById("no-draft").hidden = isKept;
  if (!draft) return;
  key = draft.key;
  for (const [name, value] of draft.fields) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

function answers() {
  const data = new FormData(form);
  const said = (name) => String(data.get(name) ?? "").trim();
  const lines = (name) => said(name).split("\n").map((line) => line.trim()).filter(Boolean);
  const ratings = {};
  for (const { dataset } of form.querySelectorAll("[data-reason]")) {
    const rating = Number(said(`rating:${dataset.reason}`)) || null;
    const line = said(`line:${dataset.reason}`);
    if (rating || line) ratings[dataset.reason] = { rating, line };
  }
  return { observer: said("observer"), ratings, went_well: lines("went_well"), shaky: lines("shaky"), hints: lines("hints") };
}

function folded(value) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function say(words) {
  document.getElementById("said").textContent = words;
}

function save(event) {
  event.preventDefault();
  const { observer, ratings, ...lines } = answers();
  if (!Object.keys(ratings).length && !Object.values(lines).some((some) => some.length)) {
    done.hidden = true;
    say("Rate at least one thing, or write a line.");
    return;
  }
  keep();
  const sent = { afterround_observation: 1, form: key, round: form.dataset.round, answers: folded({ observer, ratings, ...lines }) };
  text.value = JSON.stringify(sent);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${text.value}\n`], { type: "application/json" }));
  link.download = NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  document.getElementById("name").textContent = NAME;
  document.getElementById("copied").textContent = "";
  done.hidden = false;
  say("Saved.");
  document.getElementById("send").focus();
}

async function copy() {
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    document.getElementById("copied").textContent = "Copied.";
  } catch {
    const isCopied = document.execCommand("copy");
    document.getElementById("copied").textContent = isCopied ? "Copied." : "The text is marked; copy it by hand.";
  }
}

// After the fields are empty again: another person at the same screen fills in a form of their own.
function startOver(event) {
  if (!confirm("Empty the form, and forget its draft?")) {
    event.preventDefault();
    return;
  }
  setTimeout(() => {
    key = newKey();
    done.hidden = true;
    say("");
    keep();
  });
}

form.addEventListener("submit", save);
form.addEventListener("input", keep);
form.addEventListener("reset", startOver);
document.getElementById("copy").addEventListener("click", copy);
restore();
