// <voice-recorder>: records with the microphone and hands the recording to the element around it, as the event
// `recorded` with {blob, name}. It shows itself only where a browser can record.

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS = 48_000;
const LONGEST = 40 * 60;

class VoiceRecorder extends HTMLElement {
  connectedCallback() {
    if (!navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder) return;
    this.button = Object.assign(document.createElement("button"), { type: "button" });
    this.said = Object.assign(document.createElement("p"), { className: "state" });
    this.said.setAttribute("role", "status");
    this.said.hidden = true;
    this.button.addEventListener("click", () => (this.recorder ? this.recorder.stop() : this.begin()));
    this.append(this.button, this.said);
    this.hidden = false;
    this.rest();
    addEventListener("beforeunload", (event) => {
      if (this.recorder) event.preventDefault();
    });
  }

  disconnectedCallback() {
    this.recorder?.stop();
  }

  rest() {
    clearInterval(this.timer);
    this.recorder = null;
    this.button.disabled = false;
    this.button.textContent = "Record a voice memo";
  }

  async begin() {
    this.button.disabled = true;
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.record(sound);
    } catch (error) {
      this.rest();
      this.say(
        error.name === "NotAllowedError"
          ? "The microphone is not allowed here. Allow it in the browser, or choose a recording"
          : "No microphone was found. Choose a recording instead",
      );
    }
  }

  record(sound) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(sound, { mimeType, audioBitsPerSecond: BITS });
    const pieces = [];
    const since = Date.now();
    this.recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.recorder.addEventListener("stop", () => {
      for (const track of sound.getTracks()) track.stop();
      const blob = new Blob(pieces, { type: this.recorder.mimeType.split(";")[0] });
      this.rest();
      this.said.hidden = true;
      if (blob.size) this.dispatchEvent(new CustomEvent("recorded", { bubbles: true, detail: { blob, name: "memo" } }));
    });
    this.recorder.start(1000);
    this.button.disabled = false;
    this.button.textContent = "Stop and keep it";
    this.tick(since);
    this.timer = setInterval(() => this.tick(since), 1000);
  }

  tick(since) {
    const seconds = Math.floor((Date.now() - since) / 1000);
    this.say(`Recording, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    if (seconds >= LONGEST) this.recorder.stop();
  }

  say(words) {
    this.said.hidden = false;
    this.said.dataset.is = this.recorder ? "here" : "";
    this.said.textContent = words;
  }
}

customElements.define("voice-recorder", VoiceRecorder);
