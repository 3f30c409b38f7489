// The search over rows: reads window.khorgos (rows.js), draws with text nodes alone.
"use strict";

(function () {
  const data = window.khorgos;
  const form = document.getElementById("search");
  const list = document.getElementById("results");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const PAGE = 30;
  const SHOWN_ACTORS = 400;
  const at = Object.fromEntries(data.fields.map((name, place) => [name, place]));
  const names = ["q", "table", "type", "actor", "other", "from", "to", "document"];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const haystacks = data.rows.map(haystack);
  let found = [];
  let shown = 0;

  function get(row, name) {
    return row[at[name]];
  }

  function actorsOf(row) {
    const attributed = get(row, "attributed");
    const parts = get(row, "sources").concat(get(row, "targets"));
    return attributed < 0 ? parts : parts.concat(attributed);
  }

  function haystack(row) {
    const sentence = get(row, "sentence");
    const actors = actorsOf(row).map((place) => data.actors[place].slice(1).join(" "));
    const own = ["words", "kind", "value", "when", "measure", "place"].map((n) => get(row, n));
    return plain(own.concat(actors, sentence < 0 ? [] : data.sentences[sentence]).join(" "));
  }

  // An actor by id or by name; typed letters that are neither stand for all that contain them.
  function actorPlaces(typed) {
    if (!typed) return null;
    const exact = data.actors.findIndex((a) => a[0] === typed || a[1] === typed);
    if (exact >= 0) return new Set([exact]);
    const part = plain(typed);
    const places = data.actors.map((a, place) => (plain(a[1] + " " + a[2]).includes(part) ? place : -1));
    return new Set(places.filter((place) => place >= 0));
  }

  // Rows that overlap the days from `from` to `to`; a year stands for all of its days.
  function overlaps(row, from, to) {
    if (!from && !to) return true;
    const first = get(row, "first") || get(row, "last");
    const last = get(row, "last") || get(row, "first");
    if (!first) return false;
    return (!from || last >= from) && (!to || first <= to + "~");
  }

  function wanted() {
    const values = Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
    const day = /^\d{4}(-\d\d){0,2}$/;
    if (!day.test(values.from)) values.from = "";
    if (!day.test(values.to)) values.to = "";
    return values;
  }

  function search() {
    const want = wanted();
    const words = plain(want.q).split(/\s+/).filter(Boolean);
    const actor = actorPlaces(want.actor);
    const other = actorPlaces(want.other);
    found = data.rows.filter((row, place) => {
      const parts = actor || other ? actorsOf(row) : [];
      return (
        (!want.table || data.tables[get(row, "table")] === want.table) &&
        (!want.type || (data.tables[get(row, "table")] === "events" && get(row, "kind") === want.type)) &&
        (!want.document || data.documents[get(row, "document")][0] === want.document) &&
        (!actor || parts.some((p) => actor.has(p))) &&
        (!other || parts.some((p) => other.has(p))) &&
        overlaps(row, want.from, want.to) &&
        words.every((word) => haystacks[place].includes(word))
      );
    });
    shown = 0;
    list.replaceChildren();
    const number = found.length.toLocaleString("en");
    count.textContent = found.length === 1 ? "1 row" : number + " rows";
    if (!found.length) count.textContent = "No row fits. Try fewer words or a longer time.";
    show();
  }

  function show() {
    const next = found.slice(shown, shown + PAGE);
    list.append(...next.map(item));
    shown += next.length;
    more.hidden = shown >= found.length;
  }

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function item(row) {
    const table = data.tables[get(row, "table")];
    const [slug, title, publisher] = data.documents[get(row, "document")];
    const link = element("a", "", get(row, "words"));
    link.href = "documents/" + slug + ".html#at-" + get(row, "id");
    const kind = get(row, "kind").toLowerCase().replaceAll("_", " ");
    const tag = element("span", "tag " + table, table.slice(0, -1) + ": " + kind);
    const made = element("li", "", element("h2", "", tag, link));
    const facts = factsOf(row);
    if (facts.length) made.append(element("p", "facts", facts.join(" · ")));
    const quoted = quote(row);
    if (quoted) made.append(quoted);
    const where = "characters " + get(row, "start") + "–" + get(row, "end");
    const from = [title, publisher, where].filter(Boolean).join(", ");
    made.append(element("p", "from", quoted ? from : from + "; the licence withholds the sentence"));
    return made;
  }

  function factsOf(row) {
    const name = (place) => data.actors[place][1];
    const sources = get(row, "sources").map(name).join(", ");
    const targets = get(row, "targets").map(name).join(", ");
    const facts = [get(row, "value"), get(row, "when")];
    facts.push(targets ? (sources || "…") + " → " + targets : sources, get(row, "place"));
    if (get(row, "modality") !== "actual") facts.push(get(row, "modality"));
    if (get(row, "attributed") >= 0) facts.push("according to " + name(get(row, "attributed")));
    if (get(row, "measure")) facts.push("measure: " + get(row, "measure"));
    return facts.filter(Boolean);
  }

  function quote(row) {
    if (get(row, "sentence") < 0) return null;
    const text = data.sentences[get(row, "sentence")];
    const start = get(row, "at");
    if (start < 0) return element("p", "quote", text);
    // Offsets count code points; a string of JavaScript counts UTF-16 units.
    const points = Array.from(text);
    const end = start + Array.from(get(row, "words")).length;
    const part = (from, to) => points.slice(from, to).join("");
    return element("p", "quote", part(0, start), element("mark", "", part(start, end)), part(end));
  }

  // The search stands in the address after #, which works from a file too.
  function remember() {
    const want = wanted();
    const parts = new URLSearchParams(names.filter((n) => want[n]).map((n) => [n, want[n]]));
    const hash = "#" + parts;
    if (hash !== location.hash && (String(parts) || location.hash)) history.replaceState(null, "", hash);
  }

  function recall() {
    const parts = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      const value = parts.get(name) || "";
      const actor = name === "actor" || name === "other" ? data.actors.find((a) => a[0] === value) : null;
      form.elements[name].value = actor ? actor[1] : value;
    }
    search();
  }

  function offerActors() {
    const times = new Map();
    for (const row of data.rows) {
      for (const place of actorsOf(row)) times.set(place, (times.get(place) || 0) + 1);
    }
    const places = [...times.keys()].sort((a, b) => times.get(b) - times.get(a)).slice(0, SHOWN_ACTORS);
    const options = places.map((place) => {
      const option = document.createElement("option");
      option.value = data.actors[place][1];
      return option;
    });
    document.getElementById("actors").append(...options);
  }

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      remember();
      search();
    }, 150);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember();
    search();
  });
  form.addEventListener("input", soon);
  form.addEventListener("reset", () => setTimeout(soon));
  more.addEventListener("click", () => {
    const first = shown;
    show();
    list.children[first].querySelector("a").focus();
  });
  window.addEventListener("hashchange", recall);
  offerActors();
  recall();
})();
