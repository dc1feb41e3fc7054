// The keys of every page. An element says which keys it answers to: data-key="j", data-key="g t".
// A field is focused, everything else is pressed; what stands in the page itself comes before the navigation.

let first = "";
let forget = 0;

const isTyping = (target) =>
  target.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]");

function answering(keys) {
  const wanted = `[data-key="${CSS.escape(keys)}"]`;
  return document.querySelector(`main ${wanted}`) ?? document.querySelector(wanted);
}

function press(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.scrollIntoView({ block: "center" });
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isTyping(event.target)) return;
  const keys = first ? `${first} ${event.key}` : event.key;
  clearTimeout(forget);
  first = "";
  const found = answering(keys);
  if (found) {
    event.preventDefault();
    press(found);
  } else if (event.key.length === 1 && document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
    first = event.key;
    forget = setTimeout(() => (first = ""), 1500);
  }
});
