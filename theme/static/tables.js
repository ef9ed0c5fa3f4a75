// Sorting and filtering of tables that are whole without it. The state of the page's first such
// table stands in the address, so that a view can be shared.
"use strict";

for (const [position, table] of [...document.querySelectorAll("table[data-tools]")].entries()) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const shared = position === 0;
  const state = new URLSearchParams(shared ? location.search : "");

  const cellText = (row, column) => row.cells[column].textContent.trim();
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

  const search = labelled(table.dataset.search, document.createElement("input"), "q");
  search.type = "search";
  search.value = state.get("q") ?? "";
  const choices = heads.flatMap((head, column) => {
    if (!("filter" in head.dataset)) return [];
    const select = document.createElement("select");
    const values = [...new Set(rows.map((row) => cellText(row, column)))].sort();
    select.append(new Option(table.dataset.all, ""), ...values.map((value) => new Option(value)));
    labelled(head.firstChild.textContent, select, `c${column}`);
    select.value = state.get(`c${column}`) ?? "";
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    return [{ column, select }];
  });
  const count = document.createElement("output");
  count.setAttribute("aria-live", "polite");
  tools.append(count);
  // The parent scrolls sideways; the tools stay.
  table.parentElement.before(tools);

  const remember = () => {
    if (!shared) return;
    for (const control of [search, ...choices.map(({ select }) => select)]) {
      if (control.value) state.set(control.name, control.value);
      else state.delete(control.name);
    }
    const query = state.toString();
    // Not pushed: the way back leads to the page before, not through every letter typed.
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };

  const texts = new Map(rows.map((row) => [row, row.textContent.toLocaleLowerCase()]));
  const filter = () => {
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(
        words.every((word) => texts.get(row).includes(word)) &&
        choices.every(({ column, select }) => !select.value || cellText(row, column) === select.value)
      );
      shown += !row.hidden;
    }
    count.textContent = table.dataset.count.replace("{shown}", shown).replace("{all}", rows.length);
  };
  tools.addEventListener("input", () => { filter(); remember(); });

  const sort = (column, descending) => {
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
    body.append(...known, ...rows.filter((row) => value(row) === ""));
    heads.forEach((head) => head.removeAttribute("aria-sort"));
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
      const descending = head.getAttribute("aria-sort") === "ascending";
      sort(column, descending);
      state.set("sort", `${column}${descending ? "d" : "a"}`);
      remember();
    });
  });
  const asked = /^(\d+)([ad])$/.exec(state.get("sort") ?? "");
  if (asked && heads[asked[1]]) sort(Number(asked[1]), asked[2] === "d");
  filter();
}
