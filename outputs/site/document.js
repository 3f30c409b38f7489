// Shows what a row says beside its words, when they are pointed at or reached by the keyboard.
"use strict";

(function () {
  const text = document.querySelector("article.text");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the rows themselves describe the link
  document.body.append(tip);

  function line(row) {
    const cells = row.cells;
    const said = document.createElement("p");
    const kind = document.createElement("b");
    kind.textContent = cells[1].textContent;
    const facts = cells[3].textContent;
    said.append(kind, facts ? " · " + facts : "");
    return said;
  }

  function show(link) {
    const rows = link.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id));
    const seen = rows.filter((row) => row && getComputedStyle(row).display !== "none");
    if (!seen.length) return;
    tip.replaceChildren(...seen.map(line));
    tip.hidden = false;
    const box = link.getClientRects()[0];
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 16);
    const below = box.bottom + 8 + tip.offsetHeight < window.innerHeight;
    const top = below ? box.bottom + 8 : box.top - tip.offsetHeight - 8;
    tip.style.left = Math.max(8, left) + window.scrollX + "px";
    tip.style.top = top + window.scrollY + "px";
  }

  function hide() {
    tip.hidden = true;
  }

  function at(event) {
    return event.target.closest("a.span");
  }

  text.addEventListener("pointerover", (event) => at(event) && show(at(event)));
  text.addEventListener("pointerout", hide);
  text.addEventListener("focusin", (event) => at(event) && show(at(event)));
  text.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
