"use strict";
// Copies the sentence that cites a figure, and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.cite");
  if (!button) return;
  const said = document.getElementById("said");
  try {
    await navigator.clipboard.writeText(button.dataset.sentence);
    said.textContent = "Copied: " + button.dataset.sentence;
  } catch {
    said.textContent = "Please copy this sentence: " + button.dataset.sentence;
  }
  said.classList.add("shown");
});
