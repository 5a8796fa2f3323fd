// A container's log: the newest lines at the end, older ones on request, new ones as they come. Everything is put in as text.
(() => {
  const { base, text, clock, element, logRows } = window.portreeve;
  const PAGE = 200;
  const { PER_SECTION, MOST_ROWS } = logRows;
  const NEAR = 40;
  const byId = (id) => document.getElementById(id);
  const card = byId("log-card");
  const lines = byId("log-lines");
  const form = byId("log-filter");
  const follow = byId("log-follow");
  const wrap = byId("log-wrap");
  const pill = byId("log-new");
  const older = byId("log-older");
  const container = card.dataset.container;

  let known = new Set();
  let oldest = null;
  let rows = 0;
  let following = true;
  let fresh = 0;
  let waiting = [];
  let asked = 0;
  let catching = null;

  // The address says which lines, so that it can be kept and shared.
  const fields = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const given = new URLSearchParams(location.search);
  for (const control of form.elements) {
    if (!control.name || !given.has(control.name)) continue;
    if (control.type === "checkbox") control.checked = given.get(control.name) === control.value;
    else control.value = given.get(control.name);
  }

  const question = (path, more = {}) => {
    const wanted = fields();
    const range = Number(wanted.get("range"));
    wanted.delete("range");
    wanted.set("container", container);
    if (range) wanted.set("from", new Date(Date.now() - range * 1000).toISOString());
    for (const [key, value] of Object.entries(more)) wanted.set(key, value);
    return `${base}${path}?${wanted}`;
  };

  const ask = async (more) => {
    const answer = await fetch(question("/live/logs", { limit: PAGE, ...more }), { cache: "no-store" });
    const body = await answer.json();
    if (answer.status === 400) return { entries: [], problem: body.detail };
    if (!answer.ok) throw new Error(String(answer.status));
    return body;
  };

  const marked = (into, line) => {
    const words = form.elements.regex.checked ? "" : form.elements.q.value.toLowerCase();
    const lower = line.toLowerCase();
    // Where lower case is of another length the places are others.
    if (!words || lower.length !== line.length) {
      into.textContent = line;
      return;
    }
    let from = 0;
    for (let at = lower.indexOf(words); at >= 0; at = lower.indexOf(words, from)) {
      into.append(line.slice(from, at), element("mark", "", line.slice(at, at + words.length)));
      from = at + words.length;
    }
    into.append(line.slice(from));
  };

  const gap = (entry) => {
    const key = { rotated: "js.logs.gap.rotated", rate: "js.logs.gap.rate", "too-old": "js.logs.gap.old", removed: "js.logs.gap.removed", unwanted: "js.logs.gap.unwanted" }[entry.text];
    const span = `${clock("full", entry.from)} – ${logRows.stamp(entry.at)}`;
    const many = entry.missed ? ` ${text("js.logs.gap.missed", entry.missed)}` : "";
    const row = element("div", "log-gap", `${text(key ?? "js.logs.gap.other")}${many} (${span})`);
    row.setAttribute("role", "note");
    return row;
  };

  const row = (entry) => (entry.stream === "gap" ? gap(entry) : logRows.line(entry, marked));

  const section = (entries) => {
    const made = element("section");
    let day = "";
    for (const entry of entries) {
      const today = clock("day", entry.at);
      if (entry.stream !== "gap" && today !== day && today !== clock("day", Date.now())) made.append(element("div", "log-day", today));
      day = today;
      made.append(row(entry));
    }
    return made;
  };

  const isAtEnd = () => lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR;
  const toEnd = () => (lines.scrollTop = lines.scrollHeight);
  const news = (entries) => entries.filter((entry) => !known.has(entry.id) && known.add(entry.id));

  const trim = () => {
    const sections = lines.querySelectorAll("section");
    for (let i = 0; rows > MOST_ROWS && i < sections.length - 1; i += 1) {
      rows -= sections[i].childElementCount;
      sections[i].remove();
      oldest = null;
      older.hidden = true;
      byId("log-begin").hidden = true;
    }
  };

  const append = (entries) => {
    for (let from = 0; from < entries.length; ) {
      const last = lines.lastElementChild;
      const room = last.tagName === "SECTION" ? PER_SECTION - last.childElementCount : 0;
      const part = entries.slice(from, from + (room > 0 ? room : PER_SECTION));
      if (room > 0) last.append(...part.map(row));
      else lines.append(section(part));
      from += part.length;
    }
    rows += entries.length;
    if (following) {
      trim();
      toEnd();
    }
  };

  const show = (state) => {
    for (const id of ["log-none", "log-off", "log-failed"]) byId(id).hidden = id !== state;
    lines.hidden = Boolean(state);
    byId("log-loading").hidden = true;
    lines.setAttribute("aria-busy", "false");
  };

  const paging = (next) => {
    oldest = next ?? null;
    older.hidden = !oldest;
    byId("log-begin").hidden = Boolean(oldest);
  };

  const load = async () => {
    const mine = ++asked;
    const wanted = fields();
    history.replaceState(null, "", `${location.pathname}${wanted.size ? `?${wanted}` : ""}`);
    byId("log-download").href = question("/live/logs.txt");
    lines.setAttribute("aria-busy", "true");
    try {
      let page = await ask();
      // A rare word may be far back: look on for a while before saying that there is nothing.
      for (let more = 0; more < 5 && !page.entries.length && page.next && mine === asked; more += 1) page = await ask({ cursor: page.next });
      if (mine !== asked) return;
      byId("log-problem").textContent = page.problem ?? "";
      form.elements.q.setAttribute("aria-invalid", String(Boolean(page.problem)));
      lines.querySelectorAll("section").forEach((each) => each.remove());
      known = new Set();
      rows = 0;
      fresh = 0;
      waiting = [];
      showFresh();
      paging(page.next);
      show(page.entries.length || page.next ? null : wanted.size ? "log-none" : "log-off");
      append(news(page.entries).reverse());
      toEnd();
    } catch {
      if (mine === asked) show("log-failed");
    }
  };

  const loadOlder = async () => {
    if (!oldest) return;
    const mine = asked;
    older.disabled = true;
    try {
      const page = await ask({ cursor: oldest });
      if (mine !== asked) return;
      const before = lines.scrollHeight - lines.scrollTop;
      const found = news(page.entries).reverse();
      if (found.length) lines.querySelector(".log-older").after(section(found));
      rows += found.length;
      paging(page.next);
      lines.scrollTop = lines.scrollHeight - before;
    } catch {
      show("log-failed");
    } finally {
      older.disabled = false;
    }
  };

  const showFresh = () => {
    pill.hidden = fresh === 0;
    pill.textContent = text("js.logs.new", fresh);
  };

  const setFollowing = (on) => {
    following = on;
    follow.setAttribute("aria-pressed", String(on));
    for (const each of follow.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== String(on);
    if (!on) return;
    const held = waiting;
    waiting = [];
    fresh = 0;
    showFresh();
    append(held);
    toEnd();
  };

  const arrived = (entries) => {
    const found = news(entries);
    if (!found.length) return;
    show(null);
    if (following) {
      append(found);
      return;
    }
    fresh += found.length;
    waiting.push(...found);
    waiting = waiting.slice(-MOST_ROWS);
    showFresh();
  };

  // With something to look for, or where more came than is told, the server is asked, once a second at most.
  const catchUp = () => {
    catching ??= setTimeout(async () => {
      const mine = asked;
      try {
        const page = await ask();
        if (mine === asked && !page.problem) arrived(page.entries.reverse());
      } catch {
        // The next lines bring the next attempt.
      } finally {
        catching = null;
      }
    }, 1000);
  };

  document.addEventListener("portreeve:lines", ({ detail }) => {
    if (detail.container !== container) return;
    const stream = form.elements.stream.value;
    if (detail.cut || form.elements.q.value) catchUp();
    else arrived(detail.entries.filter((entry) => !stream || entry.stream === "gap" || entry.stream === stream));
  });
  for (const name of ["reconnected", "missed"]) document.addEventListener(`portreeve:${name}`, catchUp);

  let typing = 0;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(load, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    load();
  });
  byId("log-clear").addEventListener("click", () => {
    for (const control of form.elements) {
      if (control.type === "checkbox") control.checked = false;
      else control.value = "";
    }
    load();
  });
  byId("log-retry").addEventListener("click", load);
  older.addEventListener("click", loadOlder);
  follow.addEventListener("click", () => setFollowing(!following));
  pill.addEventListener("click", () => setFollowing(true));
  // A person who scrolls back wants to read: what comes meanwhile waits.
  lines.addEventListener("wheel", () => following && requestAnimationFrame(() => isAtEnd() || setFollowing(false)), { passive: true });
  lines.addEventListener("touchmove", () => following && !isAtEnd() && setFollowing(false), { passive: true });
  lines.addEventListener("keydown", (event) => {
    if (["ArrowUp", "PageUp", "Home"].includes(event.key)) setFollowing(false);
    if (event.key === "End") setFollowing(true);
  });

  const toggleWrap = logRows.wrapping(wrap, lines);

  document.addEventListener("keydown", (event) => {
    if (!logRows.isKey(event)) return;
    if (event.key === "f") setFollowing(!following);
    if (event.key === "w") toggleWrap();
  });

  load();
})();
