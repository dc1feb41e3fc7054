// <drill-timer minutes="40" for="minutes" drill="pattern/dp-linear">: an optional clock. Started, it counts up,
// survives a reload of this window, and writes the minutes gone into the field that `for` names until one types there.

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

class DrillTimer extends HTMLElement {
  connectedCallback() {
    this.key = `afterround:drill:${this.getAttribute("drill")}`;
    this.planned = Number(this.getAttribute("minutes"));
    this.field = document.getElementById(this.getAttribute("for"));
    this.button = this.querySelector("button");
    this.said = this.querySelector("p");
    this.button.hidden = false;
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.begin(Date.now())));
    this.field?.addEventListener("input", () => (this.field = null));
    document.addEventListener("submit", () => sessionStorage.removeItem(this.key));
    const since = Number(sessionStorage.getItem(this.key));
    if (since) this.begin(since);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  begin(since) {
    sessionStorage.setItem(this.key, since);
    this.since = since;
    this.button.textContent = "Stop the clock";
    this.said.setAttribute("role", "timer");
    this.timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    sessionStorage.removeItem(this.key);
    this.button.textContent = "Start the clock";
  }

  tick() {
    const seconds = Math.max(0, Math.floor((Date.now() - this.since) / 1000));
    this.said.textContent = `${clock(seconds)} of ${this.planned} minutes`;
    if (this.field) this.field.value = Math.max(1, Math.round(seconds / 60));
  }
}

customElements.define("drill-timer", DrillTimer);
