// <count-down until="2026-06-11T16:15:00Z">: the minutes left, kept current. What the server wrote stands until
// the first tick. `now` is the server's clock, so that a device whose clock is wrong still counts right.
// At the end it shows the element that `reveals` names and hides the one that `hides` names.

class CountDown extends HTMLElement {
  connectedCallback() {
    const made = Date.parse(document.documentElement.dataset.keptAt) || Date.now(); // a kept page was made earlier
    const skew = Date.parse(this.getAttribute("now")) - made;
    this.until = Date.parse(this.getAttribute("until")) - (Number.isNaN(skew) ? 0 : skew);
    this.timer = setInterval(() => this.tick(), 1000);
    addEventListener("visibilitychange", () => this.tick());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const left = this.until - Date.now();
    const words = this.hasAttribute("seconds") ? clock(left) : minutes(left);
    if (left > 0 && this.textContent !== words) this.textContent = words;
    if (left <= 0) this.end();
  }

  end() {
    clearInterval(this.timer);
    this.textContent = this.hasAttribute("seconds") ? "0:00" : "No time";
    const revealed = document.getElementById(this.getAttribute("reveals"));
    if (revealed) revealed.hidden = false;
    const hidden = document.getElementById(this.getAttribute("hides"));
    if (hidden) hidden.hidden = true;
    this.dispatchEvent(new CustomEvent("over", { bubbles: true }));
  }
}

function minutes(left) {
  const count = Math.ceil(left / 60_000);
  return count === 1 ? "1 minute" : `${count} minutes`;
}

function clock(left) {
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

customElements.define("count-down", CountDown);

// A walk of ten minutes: begun here, so it is remembered for this window only; it survives a reload.
class WalkTimer extends HTMLElement {
  connectedCallback() {
    this.key = `afterround:walk:${this.getAttribute("round")}`;
    this.button = this.querySelector("button");
    this.said = this.querySelector("p");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.begin(Date.now() + 10 * 60_000));
    const until = Number(sessionStorage.getItem(this.key));
    if (until > Date.now()) this.begin(until);
  }

  begin(until) {
    sessionStorage.setItem(this.key, until);
    this.button.hidden = true;
    const left = document.createElement("count-down");
    left.setAttribute("until", new Date(until).toISOString());
    left.setAttribute("seconds", "");
    left.setAttribute("role", "timer");
    left.textContent = clock(until - Date.now());
    left.addEventListener("over", () => {
      sessionStorage.removeItem(this.key);
      this.said.textContent = "Ten minutes walked. Press I walked if you did.";
      this.button.hidden = false;
    });
    this.said.replaceChildren("Walking: ", left, " left. The page keeps the time; put the phone away.");
  }
}

customElements.define("walk-timer", WalkTimer);
