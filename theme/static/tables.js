// Sorting and filtering of lists that are whole without it, and groups that open for what lies in
// them. The state of the page's first list stands in the address, so that a view can be shared.
"use strict";

const keepInOtherLanguages = () => {
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
};
keepInOtherLanguages();

for (const [position, list] of [...document.querySelectorAll("[data-tools]")].entries()) {
  // A table; or a list of groups, each with a table of the same columns or with items.
  const isTable = list.matches("table");
  const tables = isTable ? [list] : [...list.querySelectorAll("table")];
  const groups = [...list.querySelectorAll("details.group")];
  const texts = list.dataset;
  const rows = isTable || tables.length ? tables.flatMap((table) => [...table.tBodies[0].rows]) : [...list.querySelectorAll(".timeline > li")];
  const homes = new Map(rows.map((row) => [row, row.parentElement]));
  const around = new Map([...new Set(homes.values())].map((home) => [home, groups.filter((each) => each.contains(home))]));
  const shared = position === 0;
  const state = new URLSearchParams(shared ? location.search : "");

  // Sorted, the rows of all groups stand in one table; its head is that of the groups.
  const flat = groups.length && tables.length ? tables[0].closest(".scroll").cloneNode(true) : null;
  if (flat) {
    flat.querySelector("tbody").replaceChildren();
    flat.querySelector("caption").textContent = texts.name;
    flat.setAttribute("aria-label", texts.name);
    flat.classList.add("flat");
    flat.hidden = true;
    list.append(flat);
  }
  const sortable = flat ? flat.querySelector("table") : tables[0];
  const heads = sortable ? [...sortable.tHead.rows[0].cells] : [];
  const title = (head) => (head.querySelector("a") ?? head).firstChild.textContent.trim();

  const cellText = (row, column) => row.cells[column].textContent.trim();
  // A code is the same in every language, so that a view can be shared across them.
  const code = (row, column) => row.cells[column].dataset.code ?? cellText(row, column);
  const called = (column) => heads[column].dataset.filter || heads[column].dataset.name || `c${column}`;
  const sortValue = (row, column) => row.cells[column].dataset.sort ?? cellText(row, column);

  const tools = document.createElement("div");
  tools.className = "tools";
  const labelled = (text, control, name) => {
    const label = document.createElement("label");
    control.name = name;
    label.append(text, control);
    tools.append(label);
    return control;
  };

  const search = labelled(texts.search, document.createElement("input"), "q");
  search.type = "search";
  search.value = state.get("q") ?? "";
  const choices = heads.flatMap((head, column) => {
    if (!("filter" in head.dataset)) return [];
    const select = document.createElement("select");
    const values = new Map(rows.map((row) => [cellText(row, column), code(row, column)]));
    const named = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
    select.append(new Option(texts.all, ""), ...named.map(([text, value]) => new Option(text, value)));
    labelled(title(head), select, called(column));
    select.value = state.get(called(column)) ?? "";
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    return [{ column, select }];
  });
  // Where rows are cards no head is seen, and groups have one only when they are open.
  const order = sortable ? labelled(texts.order, document.createElement("select"), "sort") : null;
  if (order) {
    order.parentElement.className = flat ? "order grouped" : "order";
    order.append(new Option(texts.listed, ""));
    for (const [column, head] of heads.entries()) {
      order.append(new Option(`${title(head)} ↑`, called(column)), new Option(`${title(head)} ↓`, `-${called(column)}`));
    }
  }
  const fold = document.createElement("button");
  const tellFold = () => { fold.textContent = groups.every((each) => each.open) ? texts.close : texts.open; };
  if (groups.length > 1) {
    fold.type = "button";
    fold.addEventListener("click", () => {
      const isOpen = groups.every((each) => each.open);
      for (const each of groups) each.open = !isOpen;
    });
    for (const each of groups) each.addEventListener("toggle", tellFold);
    tellFold();
    tools.append(fold);
  }
  const count = document.createElement("output");
  count.setAttribute("aria-live", "polite");
  tools.append(count);
  // The parent of a table scrolls sideways; the tools stay.
  (isTable ? list.parentElement : list.firstElementChild).before(tools);

  // What is ticked is kept too; style.css shows it alone.
  const picks = rows.flatMap((row) => [...row.querySelectorAll("input")]);
  const only = picks.length ? list.closest(".pick").querySelector(".only input") : null;
  const remember = () => {
    if (!shared) return;
    const ticked = picks.filter((each) => each.checked).map((each) => each.value);
    if (ticked.length && only.checked) state.set("only", ticked.join(" "));
    else if (only) state.delete("only");
    for (const control of [search, order, ...choices.map(({ select }) => select)]) {
      if (control?.value) state.set(control.name, control.value);
      else if (control) state.delete(control.name);
    }
    const query = state.toString();
    // Not pushed: the way back leads to the page before, not through every letter typed.
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    keepInOtherLanguages();
  };

  const folded = new Map(rows.map((row) => [row, jcmFold([...around.get(homes.get(row)).map((each) => each.querySelector("summary").textContent), row.textContent].join(" "))]));
  const counts = new Map(groups.map((each) => [each, each.querySelector("summary .count")]));
  const wholes = new Map(groups.map((each) => [each, counts.get(each)?.textContent]));
  let openBefore = null;
  const filter = () => {
    const words = jcmFold(search.value).split(" ").filter(Boolean);
    const asked = choices.filter(({ select }) => select.value);
    const shown = new Map();
    let all = 0;
    for (const row of rows) {
      row.hidden = !(
        words.every((word) => folded.get(row).includes(word)) &&
        asked.every(({ column, select }) => code(row, column) === select.value)
      );
      all += !row.hidden;
      for (const group of around.get(homes.get(row))) shown.set(group, (shown.get(group) ?? 0) + !row.hidden);
    }
    count.textContent = texts.count.replace("{shown}", all).replace("{all}", rows.length);
    // Groups open for what is found in them, and are as they were when nothing is asked.
    const isAsked = words.length > 0 || asked.length > 0;
    if (isAsked && !openBefore) openBefore = groups.map((each) => each.open);
    for (const [at, group] of groups.entries()) {
      group.hidden = (isAsked && !shown.get(group)) || Boolean(flat && !flat.hidden);
      if (counts.get(group)) counts.get(group).textContent = isAsked ? shown.get(group) : wholes.get(group);
      if (isAsked) group.open = shown.get(group) > 0;
      else if (openBefore) group.open = openBefore[at];
    }
    if (!isAsked) openBefore = null;
    fold.hidden = isAsked || Boolean(flat && !flat.hidden);
  };
  if (only) {
    const kept = (state.get("only") ?? "").split(" ");
    for (const each of picks) each.checked = kept.includes(each.value);
    only.checked = picks.some((each) => each.checked);
    list.closest(".pick").addEventListener("change", remember);
  }
  tools.addEventListener("input", (event) => {
    if (event.target === order) sort();
    filter();
    remember();
  });

  const sort = () => {
    const asked = order.value;
    for (const head of heads) head.removeAttribute("aria-sort");
    if (flat) flat.hidden = !asked;
    const column = heads.findIndex((_, at) => called(at) === asked.replace(/^-/, ""));
    if (column < 0) {
      for (const row of rows) homes.get(row).append(row);
      return;
    }
    const descending = asked.startsWith("-");
    const isNumber = heads[column].classList.contains("n");
    const value = (row) => {
      const text = sortValue(row, column);
      if (!isNumber) return text;
      const number = parseFloat(text.replaceAll(",", ""));
      return Number.isNaN(number) ? "" : number;
    };
    const compare = isNumber ? (a, b) => a - b : (a, b) => a.localeCompare(b, document.documentElement.lang, { numeric: true });
    const known = rows.filter((row) => value(row) !== "");
    known.sort((a, b) => (descending ? -1 : 1) * compare(value(a), value(b)));
    // What is not known stands last in both directions.
    sortable.tBodies[0].append(...known, ...rows.filter((row) => value(row) === ""));
    heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    // A head with a link keeps it beside the button: within, nobody could follow it.
    if (head.querySelector("a")) button.setAttribute("aria-label", head.textContent.trim());
    else button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      order.value = `${head.getAttribute("aria-sort") === "ascending" ? "-" : ""}${called(column)}`;
      sort();
      filter();
      remember();
    });
  });
  if (order) {
    order.value = state.get("sort") ?? "";
    if (order.selectedIndex < 0) order.selectedIndex = 0;
    if (order.value) sort();
  }
  filter();
}

// A link to what lies in a closed group opens it; paper has every group open.
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  let found = false;
  for (let at = target?.closest("details"); at; at = at.parentElement.closest("details")) {
    found ||= !at.open;
    at.open = true;
  }
  if (found) target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.group:not([open])")];
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => { for (const each of closed) each.open = false; });
