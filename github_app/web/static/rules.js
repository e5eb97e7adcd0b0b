// Filters the list of rules while you type. Without it the form does the same on the server.

const field = document.getElementById("q");
const count = document.getElementById("count");
const rows = [...document.querySelectorAll("[data-words]")];
const groups = [...document.querySelectorAll(".group")];

function show() {
  const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    row.hidden = !wanted.every((word) => row.dataset.words.includes(word));
    left += row.hidden ? 0 : 1;
  }
  for (const group of groups) group.hidden = !group.querySelector("[data-words]:not([hidden])");
  count.textContent = left === 0 ? "No rule has all these words" : `${left} rule${left === 1 ? "" : "s"}`;
}

// A page that the server has filtered already lacks the other rules: the form stays in charge there.
if (!new URLSearchParams(location.search).get("q")) {
  document.querySelector(".search button").hidden = true;
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("input, textarea, select");
    if (event.key === "/" && !writing) {
      event.preventDefault();
      field.focus();
    }
  });
  if (field.value) show();
}
