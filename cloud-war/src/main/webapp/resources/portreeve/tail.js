// A container's log as it is written, whether it is kept or not. The stream is read by hand: an EventSource tells neither
// why it was refused nor lets go of what ended for good.
(() => {
  const { base, text, clock, element, logRows } = window.portreeve;
  const { PER_SECTION, MOST_ROWS } = logRows;
  const NEAR = 40;
  const SILENCE = 20000;
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const NEXT_AT_ONCE = ["time-over", "node-stops"];
  const NEXT_LATER = ["agent-offline", "unavailable"];
  const byId = (id) => document.getElementById(id);
  const lines = byId("tail-lines");
  const card = byId("tail-card");
  const state = byId("tail-state");
  const again = byId("tail-again");
  const signIn = byId("tail-sign-in");
  const lost = byId("tail-lost");
  const follow = byId("tail-follow");
  const pill = byId("tail-new");
  const find = byId("tail-find");
  const found = byId("tail-found");
  const container = card.dataset.container;

  let reading = null;
  let wait = FIRST_WAIT;
  let retry = 0;
  let watchdog = 0;
  let newest = "";
  let repeats = false;
  let rows = 0;
  let missed = 0;
  let following = true;
  let held = [];
  let unheld = 0;
  let fresh = 0;
  let drawing = false;
  let pending = [];
  let marks = [];
  let current = -1;

  const stands = (name, says, more = {}) => {
    card.dataset.state = name;
    state.textContent = says;
    again.hidden = !more.again;
    signIn.hidden = !more.signIn;
  };

  // Lines
  const words = () => find.value.toLowerCase();
  const fill = (into, line) => {
    const wanted = words();
    const lower = line.toLowerCase();
    // Where lower case is of another length the places are others.
    if (!wanted || lower.length !== line.length) {
      into.textContent = line;
      return;
    }
    let from = 0;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
      into.append(line.slice(from, at), element("mark", "", line.slice(at, at + wanted.length)));
      from = at + wanted.length;
    }
    into.append(line.slice(from));
  };

  const row = (entry) => {
    if (entry.gap === undefined) return logRows.line(entry, fill);
    const made = element("div", "log-gap", text(entry.mine ? "js.tail.unheld" : "js.tail.missed", entry.gap));
    made.setAttribute("role", "note");
    return made;
  };

  const isAtEnd = () => lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR;
  const toEnd = () => (lines.scrollTop = lines.scrollHeight);

  const trim = () => {
    const sections = lines.querySelectorAll("section");
    for (let i = 0; rows > MOST_ROWS && i < sections.length - 1; i += 1) {
      rows -= sections[i].childElementCount;
      sections[i].remove();
    }
  };

  const append = (entries) => {
    for (let from = 0; from < entries.length; ) {
      let last = lines.lastElementChild;
      if (last?.tagName !== "SECTION" || last.childElementCount >= PER_SECTION) {
        last = element("section");
        lines.append(last);
      }
      const part = entries.slice(from, from + PER_SECTION - last.childElementCount);
      last.append(...part.map(row));
      from += part.length;
    }
    rows += entries.length;
    trim();
    toEnd();
    if (words()) count();
  };

  const showFresh = () => {
    pill.hidden = fresh === 0;
    pill.textContent = text("js.logs.new", fresh);
  };

  const draw = () => {
    drawing = false;
    const drawn = pending;
    pending = [];
    if (!drawn.length) return;
    byId("tail-silent").hidden = true;
    if (following) {
      append(drawn);
      return;
    }
    held.push(...drawn);
    fresh += drawn.filter((entry) => entry.gap === undefined).length;
    if (held.length > MOST_ROWS) {
      unheld += held.length - MOST_ROWS;
      held = held.slice(-MOST_ROWS);
    }
    showFresh();
  };

  // A page that nobody sees draws nothing: what is too much for it would be gone from it anyway.
  const show = (entries) => {
    pending.push(...entries);
    pending = pending.slice(-MOST_ROWS);
    if (drawing) return;
    drawing = true;
    if (document.hidden) setTimeout(draw, 1000);
    else requestAnimationFrame(draw);
  };

  const arrived = (batch) => {
    const entries = [];
    if (batch.missed) {
      missed += batch.missed;
      lost.hidden = false;
      lost.textContent = text("js.tail.lost", missed);
      entries.push({ gap: batch.missed });
    }
    for (const line of batch.lines) {
      // Whoever comes back is told the last lines again.
      if (repeats && line.at <= newest) continue;
      repeats = false;
      if (line.at > newest) newest = line.at;
      entries.push({ at: Date.parse(line.at), stream: line.stream, text: line.text });
    }
    show(entries);
  };

  // The stream
  const happened = (name, data) => {
    if (name === "lines") {
      arrived(data);
    } else if (name === "state") {
      wait = FIRST_WAIT;
      if (data.state === "waiting") stands("waiting", text("js.tail.waiting"));
      else if (data.state === "stopped") stands("stopped", text("js.tail.stopped"));
      else if (data.state === "unreadable") stands("stopped", text("js.tail.unreadable"));
      else stands("following", text("js.tail.following"));
    } else if (name === "end") {
      ended(data.reason);
    }
  };

  const ended = (reason) => {
    stop();
    if (NEXT_AT_ONCE.includes(reason)) {
      watch();
      return;
    }
    const says = {
      "agent-offline": "js.tail.end.offline", "agent-too-old": "js.tail.end.old", "container-gone": "js.tail.end.gone",
      forbidden: "js.tail.end.forbidden", "opted-out": "js.tail.end.label", "too-many": "js.tail.end.many",
      unavailable: "js.tail.end.unavailable",
    }[reason];
    stands("ended", text(says ?? "js.tail.end.other"), { again: true });
    if (NEXT_LATER.includes(reason)) later();
  };

  const later = () => {
    clearTimeout(retry);
    retry = setTimeout(watch, wait / 2 + Math.random() * (wait / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const stop = () => {
    clearTimeout(retry);
    clearTimeout(watchdog);
    const old = reading;
    reading = null;
    old?.abort();
  };

  const broke = () => {
    stop();
    stands("lost", text("js.tail.broken"), { again: true });
    later();
  };

  const refused = async (answer) => {
    stop();
    if (answer.status === 401) {
      stands("ended", text("js.live.session"), { signIn: true });
    } else if (answer.status === 404) {
      stands("ended", text("js.tail.end.gone"), { again: true });
    } else if (answer.status === 429) {
      const problem = await answer.json().catch(() => ({}));
      stands("ended", problem.detail ?? text("js.tail.end.many"), { again: true });
    } else {
      broke();
    }
  };

  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(broke, SILENCE);
  };

  const read = async (body, mine) => {
    const decoder = new TextDecoder();
    const reader = body.getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (mine !== reading || done) return;
      alive();
      rest += decoder.decode(value, { stream: true });
      for (let end = rest.indexOf("\n\n"); end >= 0 && mine === reading; end = rest.indexOf("\n\n")) {
        const event = Object.fromEntries(rest.slice(0, end).split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
        rest = rest.slice(end + 2);
        happened(event.event, JSON.parse(event.data));
      }
    }
  };

  const watch = async () => {
    stop();
    const mine = new AbortController();
    reading = mine;
    repeats = newest !== "";
    stands("connecting", text("js.tail.connecting"));
    alive();
    try {
      const answer = await fetch(`${base}/live/tail?container=${container}`, {
        cache: "no-store", redirect: "manual", signal: mine.signal, headers: { Accept: "text/event-stream" },
      });
      if (mine !== reading) return;
      if (answer.status !== 200) await refused(answer);
      else await read(answer.body, mine);
      if (mine === reading) broke();
    } catch {
      if (mine === reading) broke();
    }
  };

  // What a person does
  const setFollowing = (on) => {
    following = on;
    follow.setAttribute("aria-pressed", String(on));
    for (const each of follow.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== String(on);
    if (!on) return;
    const waited = unheld ? [{ gap: unheld, mine: true }, ...held] : held;
    held = [];
    unheld = 0;
    fresh = 0;
    showFresh();
    append(waited);
  };

  const clear = () => {
    lines.querySelectorAll("section").forEach((each) => each.remove());
    rows = 0;
    held = [];
    unheld = 0;
    fresh = 0;
    missed = 0;
    lost.hidden = true;
    showFresh();
    count();
    setFollowing(true);
  };

  const count = () => {
    marks = [...lines.querySelectorAll("mark")];
    if (current >= marks.length) current = -1;
    found.textContent = words() ? text("js.tail.found", current + 1, marks.length) : "";
  };

  const search = () => {
    for (const says of lines.querySelectorAll(".says")) {
      const line = says.textContent;
      if (!says.querySelector("mark") && !line.toLowerCase().includes(words())) continue;
      says.textContent = "";
      fill(says, line);
    }
    current = -1;
    count();
  };

  const go = (step) => {
    if (!marks.length) return;
    setFollowing(false);
    marks[current]?.classList.remove("current");
    const from = current < 0 && step < 0 ? 0 : current;
    current = (from + step + marks.length) % marks.length;
    marks[current].classList.add("current");
    marks[current].scrollIntoView({ block: "center" });
    count();
  };

  let typing = 0;
  find.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, 150);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      find.value = "";
      search();
      lines.focus();
    }
  });
  byId("tail-next").addEventListener("click", () => go(1));
  byId("tail-previous").addEventListener("click", () => go(-1));
  again.addEventListener("click", () => {
    wait = FIRST_WAIT;
    watch();
  });
  follow.addEventListener("click", () => setFollowing(!following));
  pill.addEventListener("click", () => setFollowing(true));
  byId("tail-clear").addEventListener("click", clear);
  // A person who scrolls back wants to read: what comes meanwhile waits.
  lines.addEventListener("wheel", () => following && requestAnimationFrame(() => isAtEnd() || setFollowing(false)), { passive: true });
  lines.addEventListener("touchmove", () => following && !isAtEnd() && setFollowing(false), { passive: true });
  lines.addEventListener("keydown", (event) => {
    if (["ArrowUp", "PageUp", "Home"].includes(event.key)) setFollowing(false);
    if (event.key === "End") setFollowing(true);
  });
  const toggleWrap = logRows.wrapping(byId("tail-wrap"), lines);
  document.addEventListener("keydown", (event) => {
    if (!logRows.isKey(event)) return;
    if (event.key === "f") setFollowing(!following);
    if (event.key === "w") toggleWrap();
    if (event.key === "c") clear();
  });
  signIn.href = `${base}/login?from=${encodeURIComponent(location.pathname)}`;
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && watch());
  addEventListener("online", () => card.dataset.state === "lost" && watch());
  watch();
})();
