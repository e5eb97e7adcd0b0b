// Makes the playground quicker: reviews without loading the page anew, and takes files that are opened or dropped.
// Without it the form does the same with a whole new page.

const form = document.getElementById("editor");
const paper = document.getElementById("plan");
const file = document.getElementById("file");
const most = Number(paper.dataset.most);
let asked = 0;

async function review(submitter) {
  const mine = ++asked;
  const body = new URLSearchParams(new FormData(form, submitter));
  document.getElementById("desk").classList.add("waiting");
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body });
    answer = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    answer = null;
  }
  if (mine !== asked) return;
  document.getElementById("desk").classList.remove("waiting");
  if (!answer?.getElementById("result")) return complain("The server did not answer. Try again in a moment.");
  show(answer);
}

function show(answer) {
  document.getElementById("result").replaceWith(answer.getElementById("result"));
  document.getElementById("desk").className = answer.getElementById("desk").className;
  document.getElementById("main").className = answer.getElementById("main").className;
  for (const box of answer.querySelectorAll("input[name=rule]")) document.getElementById(box.id).checked = box.checked;
  count();
  const verdict = document.getElementById("verdict");
  verdict?.focus({ preventScroll: true });
  if (verdict && verdict.getBoundingClientRect().top > innerHeight * 0.8) verdict.scrollIntoView();
}

function complain(text) {
  const box = document.createElement("p");
  box.className = "fault-box";
  box.setAttribute("role", "alert");
  box.textContent = text;
  document.getElementById("result").replaceChildren(box);
}

function count() {
  const boxes = [...form.querySelectorAll("input[name=rule]")];
  document.getElementById("on").textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length}`;
}

async function take(taken) {
  if (!taken) return;
  if (taken.size > most) return complain(`The file has ${taken.size} bytes; a plan may have ${most}.`);
  paper.value = await taken.text();
  review();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  review(event.submitter);
});
form.addEventListener("change", (event) => {
  if (event.target.name !== "rule") return;
  count();
  if (document.getElementById("verdict")) review();
});
paper.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) review();
});
file.addEventListener("change", () => take(file.files[0]));
for (const name of ["dragover", "dragleave", "drop"]) {
  paper.addEventListener(name, (event) => {
    if (name !== "dragleave" && !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    paper.classList.toggle("over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files[0]);
  });
}
document.querySelector(".file").hidden = false;
document.getElementById("drop-hint").hidden = false;
