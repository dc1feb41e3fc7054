// Keeps jots on this device until the server has them. Each lies under its own key, so that no window can
// overwrite another's; sending one twice keeps it once, because its key is made here.

const PREFIX = "afterround:jot:";
const AGAIN = 15_000;
const unkept = new Map();

// A full disk can refuse; then sending is all there is, and the browser asks before the page is closed.
export function keep(jot) {
  try {
    localStorage.setItem(PREFIX + jot.id, JSON.stringify(jot));
  } catch {
    unkept.set(jot.id, jot);
  }
}

export function forget(id) {
  unkept.delete(id);
  localStorage.removeItem(PREFIX + id);
}

export function keptHere() {
  const jots = [...unkept.values()];
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    try {
      jots.push(JSON.parse(localStorage.getItem(key)));
    } catch {
      localStorage.removeItem(key);
    }
  }
  return jots.sort((a, b) => a.at.localeCompare(b.at));
}

// Sends one jot. Answers {saved}, {problem} for a text the server will never take, or {} to try again later.
export async function send(jot, form) {
  const body = new URLSearchParams({ ...jot, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: body.toString().length < 60_000,
      redirect: "manual",
    });
    if (answer.ok) return { saved: await answer.json() };
    if (answer.status === 422) {
      const { problems, message } = await answer.json();
      return { problem: problems.text ?? message };
    }
    if (answer.status === 404 && jot.round) return send({ ...jot, round: "" }, form); // its round was deleted
  } catch {
    // no connection, or the program is not running
  }
  return {};
}

export function whenWorthTrying(again) {
  addEventListener("online", again);
  setInterval(() => (keptHere().length ? again() : null), AGAIN);
}

addEventListener("beforeunload", (event) => {
  if (unkept.size) event.preventDefault();
});
