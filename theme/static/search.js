// The search in the header and on its page, over an index that is fetched when somebody begins to
// search. What comes first: as reporting/site/search/ranking.py has it, held to the same queries.
"use strict";

(() => {
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const input = form.elements.q, list = form.querySelector("ul"), told = form.querySelector("output");
  const page = document.querySelector("[data-results]");
  const language = document.documentElement.lang, texts = JSON.parse(form.dataset.texts);
  const fold = self.jcmFold, PUNCTUATION = /[(),:;"\u3001\u3002\u300c\u300d]/g;
  let rows, absent, loading, active = -1;

  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = form.dataset.index;
    script.onload = () => {
      const [places, codes, [kinds, addresses, titles, japanese, others], nothing] = self.JCM_INDEX;
      let before = "";
      rows = kinds.map((kind, at) => {
        const ja = japanese[at], more = others[at], first = more.split(" ")[0].toLowerCase();
        const en = titles[at] || (more[0].toUpperCase() + more.slice(1)).replaceAll("_", " ");
        let address = addresses[at] || (kind === "f" ? `#field-${more}` : `${places[kind]}${first}/`);
        if (address[0] === "#") address = before + address;
        before = address.split("#")[0];
        const names = [fold(en), fold(ja), fold(more.includes(" ") ? en : more)];
        const words = [more, ...more.split(" ").map((code) => codes[code] ?? "")].join(" ");
        const code = "jm".includes(kind) && en !== first.toUpperCase() ? `${more.split(" ")[0]} ` : "";
        return { kind, address, names, title: code + ((language === "ja" && ja) || en), isEnglish: !(language === "ja" && ja),
          name: ` ${names.slice(0, 2).join(" ").replace(PUNCTUATION, " ")} `, more: ` ${fold(words)} ` };
      });
      absent = nothing;
      done();
    };
    script.onerror = failed;
    document.head.append(script);
  });

  const points = (row, word) => {
    const isLatin = /^[\x00-\x7f]*$/.test(word);
    if (row.kind !== "s" && row.more.includes(` ${word} `)) return 12;
    if (row.name.includes(` ${word}`)) return 8;
    if (row.name.includes(word)) return isLatin ? 2 : 6;
    return row.more.includes(isLatin ? ` ${word}` : word) ? 4 : 0;
  };
  const score = (row, words, whole) => {
    let total = form.dataset.order.length - form.dataset.order.indexOf(row.kind);
    for (const word of words) {
      const found = points(row, word);
      if (!found) return 0;
      total += found;
    }
    return total + (row.names.includes(whole) ? 20 : 0);
  };
  const search = (query) => {
    const whole = fold(query), words = whole.split(" ").filter(Boolean);
    if (!words.length) return [];
    return rows.map((row) => [score(row, words, whole), row]).filter(([total]) => total)
      .sort((a, b) => b[0] - a[0] || (a[1].address < b[1].address ? -1 : 1)).map(([, row]) => row);
  };

  const link = (row) => {
    const found = document.createElement("a"), kind = document.createElement("small");
    // On disk a folder shows its files, not the page in it.
    found.href = form.dataset.root + row.address.replace(/(^|\/)(?=#|$)/, `$1${form.dataset.page ?? ""}`);
    found.textContent = row.title;
    if (row.isEnglish) found.lang = "en";
    kind.textContent = texts.kinds[row.kind];
    return [found, " ", kind];
  };
  const item = (...content) => {
    const found = document.createElement("li");
    found.append(...content);
    return found;
  };

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const suggest = () => {
    const found = search(input.value);
    list.replaceChildren(...found.slice(0, 8).map((row, number) => {
      const option = item(...link(row));
      option.id = `suggestion-${number}`;
      option.setAttribute("role", "option");
      option.firstChild.tabIndex = -1;
      return option;
    }));
    close();
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = input.value.trim() ? texts.count.replace("{n}", found.length) : "";
  };
  const move = (step) => {
    const options = [...list.children];
    if (list.hidden || !options.length) return;
    options[active]?.removeAttribute("aria-selected");
    active = (active + step + options.length + (active < 0 && step < 0)) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };

  const pairs = (word) => new Set([...word].slice(1).map((letter, at) => [...word][at] + letter));
  const near = (word) => {
    const own = pairs(word), found = new Map();
    for (const other of new Set(rows.flatMap((row) => row.name.split(" ")))) {
      const theirs = pairs(other), both = [...own].filter((pair) => theirs.has(pair)).length;
      const likeness = 2 * both / (own.size + theirs.size || 1);
      if (likeness > 0.5) found.set(other, likeness);
    }
    return [...found].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([other]) => other);
  };
  const nothing = (query) => {
    const words = fold(query).split(" ").filter(Boolean), lines = [];
    const known = absent.find(([names]) => words.some((word) => ` ${names} `.includes(` ${word} `)));
    if (known) lines.push(item(known[language === "ja" ? 2 : 1]));
    // Said as they were typed, where folding left as many words as there were.
    const typed = query.trim().split(/\s+/);
    for (const [at, word] of words.entries()) {
      if (rows.some((row) => points(row, word))) continue;
      const line = item(texts.unmatched.replace("{word}", typed.length === words.length ? typed[at] : word), " ");
      near(word).forEach((other, number) => {
        const found = document.createElement("a");
        found.href = `?q=${encodeURIComponent(other)}`;
        found.textContent = other;
        line.append(number ? texts.comma : texts.near, found);
      });
      if (!known) lines.push(line);
    }
    return lines.length ? lines : [item(texts.together)];
  };
  const answer = () => {
    const query = input.value, found = search(query);
    const results = document.createElement(found.length ? "ol" : "ul");
    results.append(...(found.length ? found.slice(0, 100).map((row) => item(...link(row))) : nothing(query)));
    const count = document.createElement("p");
    count.textContent = texts.count.replace("{n}", found.length);
    page.replaceChildren(...(query.trim() ? [count, results] : []));
  };

  form.addEventListener("focusin", load);
  input.addEventListener("input", () => load().then(page ? answer : suggest, close));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // of itself it would empty the field
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      list.children[active].firstChild.click();
    }
  });
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  const asked = page && new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    load().then(answer);
  }
})();
