// Ctrl-K: jump to a page, a host or a container.
(() => {
  const { base, text, element } = window.portreeve;
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const pages = JSON.parse(document.getElementById("palette-pages").textContent);
  let entries = [];
  let chosen = 0;
  let asking = null;
  let typing = 0;

  const show = () => {
    list.replaceChildren(...entries.map((entry, index) => {
      const item = element("li");
      item.id = `palette-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === chosen));
      item.append(element("span", "truncate", entry.name), element("span", "hint", entry.hint));
      item.addEventListener("click", () => go(entry));
      return item;
    }));
    input.setAttribute("aria-activedescendant", entries.length ? `palette-${chosen}` : "");
    if (!entries.length) list.replaceChildren(element("li", "muted", text("js.palette.none")));
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };

  const go = (entry) => {
    location.href = base + entry.path;
  };

  const look = async () => {
    const words = input.value.trim().toLowerCase();
    const matching = pages.filter((page) => page.name.toLowerCase().includes(words));
    asking?.abort();
    asking = new AbortController();
    let found = [];
    try {
      const answer = await fetch(`${base}/live/palette?q=${encodeURIComponent(words)}`, { signal: asking.signal, cache: "no-store" });
      if (answer.ok) found = (await answer.json()).items;
    } catch (failure) {
      if (failure.name === "AbortError") return;
    }
    entries = [...matching, ...found];
    chosen = 0;
    show();
  };

  document.addEventListener("portreeve:palette", () => {
    if (dialog.open) return;
    input.value = "";
    entries = pages;
    chosen = 0;
    show();
    dialog.showModal();
    look();
  });
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(look, 120);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length) {
      event.preventDefault();
      chosen = (chosen + step + entries.length) % entries.length;
      show();
    }
    if (event.key === "Enter" && entries[chosen]) {
      event.preventDefault();
      go(entries[chosen]);
    }
  });
})();
