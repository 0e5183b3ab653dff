// A button that copies the citation.

const field = document.querySelector("#cite");
const button = document.querySelector("#copy");

if (field && button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  });
}
