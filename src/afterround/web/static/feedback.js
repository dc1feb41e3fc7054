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
    if (!said || !field || selection.isCollapsed || !said.contains(selection.anchorNode) || !said.contains(selection.focusNode)) return;
    const chosen = document.createElement("div");
    chosen.append(selection.getRangeAt(0).cloneContents());
    for (const number of chosen.querySelectorAll("sup")) number.remove();
    field.value = chosen.textContent.trim().replace(/\s+/g, " ");
    field.closest("details").open = true;
  };
}

customElements.define("feedback-words", FeedbackWords);
