"use strict";
// Sends a form as JSON: what a foreign page cannot do without asking first.
document.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.dataset.post) return;
  event.preventDefault();
  const answer = form.querySelector("output");
  const body = {};
  for (const [name, value] of new FormData(form)) {
    if (value !== "") body[name] = name === "minutes" ? Number(value) : value;
  }
  localStorage.setItem("who", body.who || "");
  try {
    const response = await fetch(form.dataset.post, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: JSON.stringify(body),
    });
    const said = await response.json();
    answer.textContent = response.ok ? "Done." : said.message;
    answer.className = response.ok ? "" : "bad";
    if (response.ok) refresh();
  } catch (failure) {
    answer.textContent = "The console does not answer.";
    answer.className = "bad";
  }
});
for (const who of document.querySelectorAll("input[name=who]")) {
  who.value = localStorage.getItem("who") || "";
}
// What changes by itself is fetched anew; forms stay as they are.
async function refresh() {
  const live = document.getElementById("live");
  if (!live || document.hidden) return;
  try {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.getElementById("live");
    if (next) live.replaceWith(next);
  } catch (failure) {
    // The next round tries again.
  }
}
setInterval(refresh, 5000);
