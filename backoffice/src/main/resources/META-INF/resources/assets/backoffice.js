// Comforts only: every page works without this file.
// On a phone the tab of this page may lie beyond the edge.
document.querySelector(".bar nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
for (const button of document.querySelectorAll("[data-add-row]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const body = document.getElementById(button.dataset.addRow).tBodies[0];
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    for (const input of row.querySelectorAll("input, select")) {
      input.value = "";
      input.removeAttribute("aria-invalid");
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, body.rows.length + 1));
    }
    body.append(row);
    row.querySelector("input").focus();
  });
}
for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}
