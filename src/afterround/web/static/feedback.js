// Words that are marked in a feedback land in the field that ties a reason to them.
class FeedbackWords extends HTMLElement {
  connectedCallback() {
    document.addEventListener("selectionchange", this.take);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.take);
  }

  take = () => {
    const said = this.querySelector("[data-words]");
    const field = this.querySelector("[name=words]");
    const selection = document.getSelection();
    if (!said || !field || selection.isCollapsed || !said.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0).cloneRange(); // three clicks end it in what follows the words
    if (!said.contains(range.startContainer)) range.setStart(said, 0);
    if (!said.contains(range.endContainer)) range.setEnd(said, said.childNodes.length);
    const chosen = document.createElement("div");
    chosen.append(range.cloneContents());
    for (const number of chosen.querySelectorAll("sup")) number.remove();
    field.value = chosen.textContent.trim().replace(/\s+/g, " ");
    field.closest("details").open = true;
  };
}

customElements.define("feedback-words", FeedbackWords);
