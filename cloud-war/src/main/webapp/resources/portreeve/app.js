// Behaviour that every page shares; the pages work without it, only not live.
(() => {
  const { base, text, withUnit, format, clock, ago, signal } = window.portreeve;
  const STALE_AFTER = 45000;
  const REFRESH_EVERY = 30000;
  const main = document.getElementById("main");

  const themeButton = document.getElementById("theme");
  const showTheme = () => {
    if (!themeButton) return;
    const choice = document.documentElement.dataset.themeChoice;
    const label = text(`js.theme.${choice}`);
    themeButton.setAttribute("aria-label", label);
    themeButton.title = label;
    for (const icon of themeButton.querySelectorAll("[data-choice]")) icon.toggleAttribute("hidden", icon.dataset.choice !== choice);
  };
  themeButton?.addEventListener("click", () => window.portreeveTheme.next());
  document.addEventListener("portreeve:theme", showTheme);
  showTheme();

  const clocksNow = () => {
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const millis = Number(time.dataset.ago);
      time.textContent = ago(millis);
      if (!time.title) time.title = clock("full", millis);
    }
    for (const panel of document.querySelectorAll("[data-fresh]")) {
      const millis = Number(panel.dataset.fresh);
      const stale = Date.now() - millis > (Number(panel.dataset.freshFor) || STALE_AFTER);
      panel.classList.toggle("stale", stale && millis > 0);
      for (const note of panel.querySelectorAll(":scope .stale-note")) {
        note.textContent = stale && millis > 0 ? text("js.stale", ago(millis)) : "";
      }
    }
  };
  setInterval(clocksNow, 5000);
  document.addEventListener("portreeve:drawn", clocksNow);

  const put = (target, value) => {
    if (target.tagName === "PROGRESS") {
      const known = value !== null && value !== undefined;
      target.value = known ? Math.min(value, target.max) : 0;
      target.setAttribute("aria-valuetext", withUnit(target.dataset.unit, value));
      return;
    }
    if ("shareOf" in target.dataset) {
      const most = Number(target.dataset.shareOf);
      target.textContent = most && value !== null ? `${Math.round((100 * value) / most)} %` : "";
      return;
    }
    target.textContent = format(target.dataset.unit, value);
  };

  const putAll = (id, values, at) => {
    for (const target of document.querySelectorAll(`[data-live="${CSS.escape(id)}"]`)) {
      if (target.dataset.metric in values) put(target, values[target.dataset.metric]);
    }
    for (const panel of document.querySelectorAll(`[data-fresh-of="${CSS.escape(id)}"]`)) panel.dataset.fresh = at;
  };

  const live = document.getElementById("live-state");
  const showLive = (on) => {
    if (!live) return;
    live.classList.toggle("on", on);
    live.textContent = text(on ? "js.live.on" : "js.live.off");
  };
  document.addEventListener("portreeve:connected", () => showLive(true));
  document.addEventListener("portreeve:disconnected", () => showLive(false));

  document.addEventListener("portreeve:samples", ({ detail }) => {
    putAll(detail.host, detail.totals ?? {}, detail.at);
    for (const [id, values] of Object.entries(detail.containers ?? {})) putAll(id, values, detail.at);
    clocksNow();
    grow(detail);
  });

  // Panels are rendered by the server alone; refreshing one is fetching the page again and taking that piece.
  const showFailure = (failed) => document.getElementById("refresh-banner")?.toggleAttribute("hidden", !failed);
  document.getElementById("refresh-retry")?.addEventListener("click", () => refresh());
  let refreshing = null;
  const refresh = (address = location.href) => {
    if (!document.querySelector("[data-refresh]")) return Promise.resolve();
    refreshing?.abort();
    refreshing = new AbortController();
    return fetch(address, { cache: "no-store", signal: refreshing.signal })
      .then((answer) => {
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        return answer.text();
      })
      .then((html) => {
        const fresh = new DOMParser().parseFromString(html, "text/html");
        for (const panel of document.querySelectorAll("[data-refresh]")) {
          const other = fresh.getElementById(panel.id);
          if (!other || panel.innerHTML === other.innerHTML) continue;
          // A form beside the panel belongs to what was so before.
          if (panel.dataset.form !== other.dataset.form) return location.replace(location.pathname + location.search);
          const focused = panel.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
          panel.replaceChildren(...other.childNodes);
          for (const name of other.getAttributeNames()) panel.setAttribute(name, other.getAttribute(name));
          if (focused) panel.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
        }
        hydrate();
        showFailure(false);
      })
      .catch((failure) => {
        if (failure.name !== "AbortError") showFailure(true);
      });
  };
  window.portreeve.refresh = refresh;
  let soon = 0;
  const refreshSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(refresh, 300);
  };
  for (const event of ["host", "action", "reconnected", "missed"]) document.addEventListener(`portreeve:${event}`, refreshSoon);
  document.addEventListener("portreeve:events", () => document.querySelector("[data-events]") && refreshSoon());
  // An action may have ended between the page and its stream, and nothing would tell.
  document.addEventListener("portreeve:connected", () => document.querySelector("[data-refresh] td.took:empty, #action") && refreshSoon());
  setInterval(() => document.visibilityState === "visible" && refresh(), REFRESH_EVERY);

  const sparks = new Map();
  const drawSpark = (svg) => {
    const points = sparks.get(svg.dataset.spark)?.[svg.dataset.metric];
    if (!points?.length) return;
    const known = points.filter((point) => point[1] !== null);
    if (!known.length) return;
    const to = Math.max(...points.map((point) => point[0]));
    const from = to - 3600000;
    const top = Math.max(...known.map((point) => point[1])) * 1.1 || 1;
    let line = "";
    let area = "";
    let run = [];
    const flush = () => {
      if (run.length) {
        const steps = run.map(([x, y], index) => `${index ? "L" : "M"}${x} ${y}`).join("");
        line += steps;
        area += `${steps}L${run[run.length - 1][0]} 36L${run[0][0]} 36Z`;
      }
      run = [];
    };
    for (const [at, value] of points) {
      if (value === null) flush();
      else run.push([(((at - from) / 3600000) * 100).toFixed(2), (35 - (value / top) * 33).toFixed(2)]);
    }
    flush();
    svg.querySelector(".line").setAttribute("d", line);
    svg.querySelector(".area").setAttribute("d", area);
  };

  const loadSpark = async (id) => {
    sparks.set(id, {});
    try {
      const answer = await fetch(`${base}/live/series?host=${id}&seconds=3600&points=60`, { cache: "no-store" });
      if (!answer.ok) return;
      const series = await answer.json();
      const points = {};
      for (const [name, columns] of Object.entries(series.series)) {
        points[name] = series.at.map((at, index) => [at, columns.avg[index]]);
      }
      sparks.set(id, points);
      document.querySelectorAll(`[data-spark="${CSS.escape(id)}"]`).forEach(drawSpark);
    } catch {
      sparks.delete(id);
    }
  };

  const grow = (detail) => {
    const known = sparks.get(detail.host);
    if (!known || !detail.totals) return;
    for (const [name, points] of Object.entries(known)) {
      const newest = points.length ? points[points.length - 1][0] : 0;
      if (detail.at - newest < 50000) continue;
      points.push([detail.at, detail.totals[name] ?? null]);
      while (points[0][0] < detail.at - 3600000) points.shift();
    }
    document.querySelectorAll(`[data-spark="${CSS.escape(detail.host)}"]`).forEach(drawSpark);
  };

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      if (sparks.has(entry.target.dataset.spark)) drawSpark(entry.target);
      else loadSpark(entry.target.dataset.spark);
    }
  }, { rootMargin: "200px" });

  const hydrate = () => {
    document.querySelectorAll("[data-spark]").forEach((svg) => seen.observe(svg));
    clocksNow();
  };
  hydrate();

  document.addEventListener("click", async (event) => {
    const copier = event.target.closest("[data-copy]");
    if (!copier) return;
    const from = document.getElementById(copier.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.textContent.trim());
    } catch {
      getSelection().selectAllChildren(from);
      document.execCommand("copy");
    }
    const spoken = document.getElementById("spoken");
    spoken.textContent = "";
    spoken.textContent = text("js.copied");
    copier.querySelectorAll(".icon").forEach((icon) => icon.toggleAttribute("hidden"));
    setTimeout(() => copier.querySelectorAll(".icon").forEach((icon) => icon.toggleAttribute("hidden")), 1600);
  });

  const filter = document.querySelector("form[data-filter]");
  let typing = 0;
  filter?.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      const query = new URLSearchParams(new FormData(filter));
      for (const [key, value] of [...query]) if (!value) query.delete(key);
      const address = `${filter.getAttribute("action")}${query.size ? `?${query}` : ""}`;
      history.replaceState(null, "", address);
      refresh(address);
    }, 200);
  });

  const help = document.getElementById("help");
  const typingIn = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  let prefix = 0;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      signal("palette");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typingIn(event.target) || document.querySelector("dialog[open]")) return;
    const places = { o: "/", h: "/hosts", c: "/containers", e: "/events", a: "/actions", s: "/settings" };
    if (Date.now() - prefix < 1200 && places[event.key]) {
      location.href = base + places[event.key];
      return;
    }
    prefix = event.key === "g" ? Date.now() : 0;
    if (event.key === "?") help?.showModal();
    if (event.key === "/") {
      event.preventDefault();
      const search = document.querySelector("[data-search]");
      if (search) search.focus();
      else signal("palette");
    }
  });
  document.querySelectorAll("[data-opens]").forEach((button) =>
    button.addEventListener("click", () => (button.dataset.opens === "palette" ? signal("palette") : help.showModal())));
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
  if (main) main.dataset.ready = "true";
})();
