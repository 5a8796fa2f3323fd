// Time series of one page: they share the time axis, the crosshair and the zoom. A board's come from one source.
window.portreeve.charts = [...document.querySelectorAll("[data-charts]")].flatMap((board) => {
  const { base, zone, text, format, withUnit, clock, element, signal } = window.portreeve;
  const source = board.dataset.charts;
  const subject = { kind: board.dataset.kind, id: board.dataset.id };
  const figures = [...board.querySelectorAll("[data-chart]")];
  const charts = [];
  let store = JSON.parse(document.getElementById(board.dataset.series ?? "series")?.textContent || "null");
  let seconds = Number(board.dataset.seconds);
  let zoom = null;
  let paused = false;
  let failed = false;
  let newestFetch = 0;
  let marks = [];
  const NEAR = 7;
  let refetching = 0;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const faded = (name, alpha) => {
    const value = colour(name);
    return /^#[0-9a-f]{6}$/i.test(value) ? value + alpha : value;
  };

  const tenths = [1, 2, 2.5, 5];
  const decimal = [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6].flatMap((power) => tenths.map((digit) => digit * 10 ** power));
  const binary = Array.from({ length: 50 }, (unused, power) => 2 ** power);

  const tones = { ok: "--ok", warning: "--warning", critical: "--critical", neutral: "--muted" };
  const increments = { bytes: binary, rate: binary, count: decimal.filter(Number.isInteger) };

  const hasData = (names) => store && names.some((name) => store.series[name]?.avg.some((value) => value !== null));
  const last = (values) => {
    for (let index = values.length - 1; index >= 0; index -= 1) {
      if (values[index] !== null && values[index] !== undefined) return values[index];
    }
    return null;
  };

  const plain = (shown) => shown.replace(/\.0+(?=\D|$)|(\.\d*?)0+(?=\D|$)/, "$1");

  const tickTexts = (self, splits, axis, space, increment) =>
    splits.map((split, index) => {
      const millis = split * 1000;
      const midnight = clock("minute", millis) === "00:00";
      if (increment >= 86400 || (midnight && (index > 0 || seconds > 86400))) return clock("day", millis);
      return clock(increment >= 60 ? "minute" : "second", millis);
    });

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.title = figure.dataset.title;
      this.unit = figure.dataset.unit;
      this.plot = figure.querySelector(".plot");
      this.now = figure.querySelector(".now");
      this.legend = figure.querySelector(".legend");
      this.spoken = figure.querySelector("[aria-live]");
      this.lines = figure.dataset.chart.split(";").map((part, index) => {
        const [name, label, kind] = part.split(":");
        const percentile = kind === "percentile";
        return { name, label, percentile, limit: kind === "limit", extra: Boolean(kind), colour: `--series-${index + 1}`, shown: true };
      });
      this.tip = element("div", "chart-tip");
      this.tip.hidden = true;
      this.buildLegend();
      this.plot.addEventListener("keydown", (event) => this.key(event));
      new ResizeObserver(() => this.resize()).observe(this.plot);
    }

    measured() {
      return this.lines.filter((line) => !line.extra);
    }

    /** What has any values; percentiles are told of long ranges only. */
    told() {
      return this.lines.filter((line) => !line.percentile || hasData([line.name]));
    }

    values(line) {
      return store.series[line.name];
    }

    buildLegend() {
      const asTable = this.legend.querySelector(".as-table");
      for (const line of this.lines) {
        const toggle = element("button");
        toggle.type = "button";
        toggle.setAttribute("aria-pressed", "true");
        toggle.append(element("span", `swatch ${line.limit ? "limit" : line.colour.slice(2)}`), line.label);
        line.note = element("span", "number");
        if (line.limit) toggle.append(line.note);
        line.toggle = toggle;
        toggle.hidden = line.percentile;
        toggle.addEventListener("click", () => {
          line.shown = !line.shown;
          toggle.setAttribute("aria-pressed", String(line.shown));
          this.rebuild();
        });
        this.legend.insertBefore(toggle, asTable);
      }
      asTable.addEventListener("click", () => {
        const open = asTable.getAttribute("aria-expanded") !== "true";
        asTable.setAttribute("aria-expanded", String(open));
        this.table(open);
      });
      this.asTable = asTable;
    }

    table(open) {
      this.figure.querySelector(".data")?.remove();
      if (!open || !store) return;
      const box = element("div", "data");
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", text("js.chart.table", this.title));
      const table = element("table", "table");
      const head = element("tr");
      head.append(element("th", "", text("js.chart.time")));
      const lines = this.told();
      for (const line of lines) head.append(element("th", "", line.label));
      for (const cell of head.children) cell.scope = "col";
      const body = element("tbody");
      for (let index = store.at.length - 1; index >= 0; index -= 1) {
        const row = element("tr");
        row.append(element("td", "", clock("full", store.at[index])));
        for (const line of lines) {
          row.append(element("td", "number", withUnit(this.unit, this.values(line)?.avg[index] ?? null)));
        }
        body.append(row);
      }
      const thead = element("thead");
      thead.append(head);
      table.append(thead, body);
      box.append(table);
      this.figure.append(box);
    }

    data() {
      const columns = [store.at.map((millis) => millis / 1000)];
      for (const line of this.lines) {
        const values = this.values(line);
        const none = () => store.at.map(() => null);
        columns.push(values?.avg ?? none());
        if (!line.extra) columns.push(values?.max ?? none(), values?.min ?? none());
      }
      return columns;
    }

    highest() {
      let top = 0;
      for (const line of this.lines) {
        if (line.limit || !line.shown) continue;
        const values = this.values(line);
        for (const value of values?.max ?? values?.avg ?? []) if (value > top) top = value;
      }
      const limit = this.lines.find((line) => line.limit && line.shown);
      const bound = limit ? last(this.values(limit)?.avg ?? []) : null;
      if (bound !== null && bound <= top * 4) top = Math.max(top, bound);
      return top;
    }

    options() {
      const series = [{}];
      const bands = [];
      const alone = this.measured().length === 1;
      for (const line of this.lines) {
        const index = series.length;
        series.push({
          label: line.label,
          show: line.shown,
          stroke: () => colour(line.limit ? "--critical" : line.colour),
          width: line.extra ? 1 : 1.5,
          fill: alone && !line.extra ? () => faded(line.colour, "1c") : undefined,
          dash: line.limit ? [6, 4] : undefined,
          points: { show: (self, at) => !line.extra && lonely(self.data[at]) , size: 4 },
        });
        if (line.extra) continue;
        const edge = () => ({ show: line.shown, stroke: "transparent", width: 0, points: { show: false } });
        series.push(edge(), edge());
        bands.push({ series: [index + 1, index + 2], fill: () => faded(line.colour, "38") });
      }
      const font = "11px Inter, system-ui, sans-serif";
      const axis = { stroke: () => colour("--muted"), font, ticks: { show: false } };
      return {
        width: Math.max(160, this.plot.clientWidth),
        height: this.plot.clientHeight,
        padding: [8, 10, 0, 0],
        legend: { show: false },
        tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), zone),
        scales: {
          x: { time: true, range: () => bounds() },
          y: { range: () => [0, (this.highest() || this.floor()) * 1.1] },
        },
        axes: [
          { ...axis, grid: { show: false }, values: tickTexts, space: 64, size: 26, gap: 6 },
          {
            ...axis,
            grid: { stroke: () => colour("--grid"), width: 1 },
            incrs: increments[this.unit] ?? decimal,
            values: (self, splits) => splits.map((split) => plain(format(this.unit, split))),
            size: 66,
            gap: 6,
            space: 32,
          },
        ],
        series,
        bands,
        cursor: {
          y: false,
          sync: { key: "page", setSeries: false, filters: { pub: (type) => /^mouse(move|enter|leave)$/.test(type) } },
          drag: { x: true, y: false, setScale: false },
          points: { size: 7 },
          bind: { dblclick: () => () => resetZoom() },
        },
        hooks: { setCursor: [() => this.cursor()], setSelect: [() => this.select()], draw: [(self) => this.drawMarks(self)] },
      };
    }

    drawMarks(self) {
      const { ctx, bbox } = self;
      const [from, to] = bounds();
      const pixel = devicePixelRatio;
      ctx.save();
      ctx.lineWidth = pixel;
      for (const mark of marks) {
        const at = mark.at / 1000;
        const begin = (mark.from ?? mark.at) / 1000;
        if (at < from || begin > to) continue;
        if (begin < at) {
          const left = self.valToPos(Math.max(begin, from), "x", true);
          ctx.fillStyle = faded(tones[mark.tone], "30");
          ctx.fillRect(left, bbox.top, self.valToPos(Math.min(at, to), "x", true) - left, bbox.height);
        }
        if (at > to) continue;
        const x = Math.round(self.valToPos(at, "x", true));
        ctx.strokeStyle = ctx.fillStyle = colour(tones[mark.tone]);
        ctx.setLineDash([3 * pixel, 3 * pixel]);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.beginPath();
        ctx.moveTo(x - 4 * pixel, bbox.top);
        ctx.lineTo(x + 4 * pixel, bbox.top);
        ctx.lineTo(x, bbox.top + 6 * pixel);
        ctx.fill();
      }
      ctx.restore();
    }

    marksNear(left) {
      const place = (millis) => this.uplot.valToPos(millis / 1000, "x");
      return marks.filter((mark) => left >= place(mark.from ?? mark.at) - NEAR && left <= place(mark.at) + NEAR);
    }

    floor() {
      return { cores: 0.01, bytes: 1048576, rate: 1024, percent: 0.01, count: 4, often: 1 }[this.unit];
    }

    rebuild() {
      this.uplot?.destroy();
      this.uplot = null;
      this.draw();
    }

    draw() {
      // A closed part of the page has no size; it is drawn when it is opened.
      if (this.plot.offsetParent === null) {
        this.summary();
        return;
      }
      this.plot.querySelector(".skeleton")?.remove();
      this.plot.querySelector(".message")?.remove();
      const drawn = hasData(this.measured().map((line) => line.name));
      if (!drawn) {
        this.uplot?.destroy();
        this.uplot = null;
        const untold = this.figure.closest("details") && hasData(["pids"]);
        this.message(text(failed ? "js.chart.failed" : untold ? "js.chart.untold" : "js.chart.empty"), failed);
        this.summary();
        return;
      }
      if (this.uplot) {
        this.uplot.setData(this.data());
      } else {
        this.uplot = new uPlot(this.options(), this.data(), this.plot);
        this.uplot.over.append(this.tip);
        this.uplot.over.addEventListener("mouseenter", () => (this.hovered = true));
        this.uplot.over.addEventListener("mouseleave", () => (this.hovered = false));
      }
      this.summary();
    }

    message(words, retry) {
      const box = element("div", "message");
      box.append(element("span", "", words));
      if (retry) {
        const again = element("button", "button", text("js.retry"));
        again.type = "button";
        again.addEventListener("click", () => load());
        box.append(again);
      }
      this.plot.append(box);
    }

    summary() {
      const parts = [];
      let freshest = 0;
      for (const line of this.lines) {
        const values = store ? this.values(line) : null;
        const known = (values?.avg ?? []).filter((value) => value !== null);
        const newest = known.length ? known[known.length - 1] : null;
        if (line.limit) line.note.textContent = newest === null ? "" : format(this.unit, newest);
        line.toggle.hidden = line.percentile && newest === null;
        if (newest === null || line.extra) continue;
        const lowest = (values.min ?? known).reduce((low, value) => (value !== null && value < low ? value : low), newest);
        const highest = (values.max ?? known).reduce((high, value) => (value !== null && value > high ? value : high), newest);
        parts.push(text("js.chart.summary", line.label, ...[newest, lowest, highest].map((value) => withUnit(this.unit, value))));
        freshest = Math.max(freshest, store.at[values.avg.lastIndexOf(newest)]);
      }
      this.figure.dataset.fresh = freshest;
      // History comes a minute at a time; live values are part of raw charts only.
      const late = store?.level === "raw" ? 20000 : 80000;
      this.figure.dataset.freshFor = store ? 2.5 * store.stepSeconds * 1000 + late : 0;
      if (!this.pointed) this.showNow(null);
      this.plot.setAttribute("aria-label", `${this.title}. ${parts.length ? parts.join(" ") : text("js.chart.empty")}`);
      if (this.asTable.getAttribute("aria-expanded") === "true" && !this.figure.querySelector(".data")?.contains(document.activeElement)) {
        this.table(true);
      }
    }

    /** At a point, or what is newest. */
    showNow(index) {
      const lines = this.measured().filter((line) => line.shown);
      this.now.replaceChildren(...lines.map((line) => {
        const known = store ? this.values(line)?.avg ?? [] : [];
        const item = element("span");
        if (lines.length > 1) item.append(element("span", `swatch ${line.colour.slice(2)}`));
        item.append(withUnit(this.unit, index === null ? last(known) : known[index] ?? null));
        return item;
      }));
    }

    cursor() {
      const index = this.uplot?.cursor.idx;
      this.pointed = index !== null && index !== undefined && this.uplot.cursor.left >= 0;
      if (!this.pointed) {
        this.showNow(null);
        this.tip.hidden = true;
        return;
      }
      this.showNow(index);
      this.tip.hidden = !(this.hovered || this.plot === document.activeElement);
      if (!this.tip.hidden) this.fillTip(index);
    }

    fillTip(index) {
      const millis = store.at[index];
      const time = seconds > 86400 ? `${clock("day", millis)} ${clock("minute", millis)}` : clock("second", millis);
      const rows = this.told().filter((line) => line.shown).map((line) => {
        const values = this.values(line);
        const row = element("div", "row");
        const value = values?.avg[index] ?? null;
        row.append(element("span", `swatch ${line.limit ? "limit" : line.colour.slice(2)}`), element("span", "", line.label));
        row.append(element("span", "number", withUnit(this.unit, value)));
        const low = values?.min?.[index] ?? null;
        const high = values?.max?.[index] ?? null;
        if (low === null || high === null || line.extra) return [row];
        return [row, element("div", "muted", `${format(this.unit, low)} … ${format(this.unit, high)}`)];
      });
      const left = this.uplot.cursor.left;
      const near = this.marksNear(left).map((mark) => {
        const row = element("div", "row");
        row.append(element("span", `mark ${mark.tone}`), element("span", "", `${clock("second", mark.at)} ${mark.text}`));
        return row;
      });
      this.tip.replaceChildren(element("div", "label", time), ...rows.flat(), ...near);
      const width = this.tip.offsetWidth;
      const flipped = left + width + 16 > this.uplot.over.clientWidth;
      this.tip.style.left = `${Math.max(0, flipped ? left - width - 12 : left + 12)}px`;
    }

    select() {
      const { left, width } = this.uplot.select;
      if (width < 6) return;
      const from = this.uplot.posToVal(left, "x");
      const to = this.uplot.posToVal(left + width, "x");
      this.uplot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      if (to - from >= 20) zoomTo(from, to);
    }

    key(event) {
      if (!this.uplot || event.target !== this.plot) return;
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (event.key === "Escape") {
        this.uplot.setCursor({ left: -10, top: -10 });
        if (zoom) resetZoom();
        return;
      }
      if (step === undefined) return;
      event.preventDefault();
      const current = this.uplot.cursor.idx ?? store.at.length - 1;
      const next = Math.max(0, Math.min(store.at.length - 1, current + step));
      this.uplot.setCursor({ left: this.uplot.valToPos(store.at[next] / 1000, "x"), top: 20 });
      this.spoken.textContent = `${clock("second", store.at[next])}: ${this.now.textContent}`;
    }

    resize() {
      const width = this.plot.clientWidth;
      if (this.uplot && width > 0 && Math.abs(width - this.uplot.width) > 1) {
        this.uplot.setSize({ width, height: this.plot.clientHeight });
      }
    }
  }

  // A single value between two gaps would be invisible as a line.
  const lonely = (values) => {
    let known = 0;
    for (const value of values) {
      if (value !== null) known += 1;
      if (known > 2) return false;
    }
    return known > 0;
  };

  const bounds = () => {
    if (zoom) return zoom;
    const to = store.to / 1000;
    return [to - seconds, to];
  };

  const drawAll = () => {
    charts.forEach((chart) => chart.draw());
    signal("drawn");
  };

  const load = async () => {
    const ticket = ++newestFetch;
    const range = zoom
      ? `from=${Math.floor(zoom[0] * 1000)}&to=${Math.ceil(zoom[1] * 1000)}`
      : `seconds=${seconds}`;
    board.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${base}/live/series?${source}&${range}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = await answer.json();
      if (ticket !== newestFetch) return;
      store = fresh;
      failed = false;
    } catch {
      if (ticket !== newestFetch) return;
      failed = true;
      if (store) store = { ...store, at: [], series: {} };
    }
    board.removeAttribute("aria-busy");
    drawAll();
    showLevel();
    follow();
    loadMarks();
  };

  const loadMarks = async () => {
    const [from, to] = store ? bounds() : [Date.now() / 1000 - seconds, Date.now() / 1000];
    try {
      const answer = await fetch(`${base}/live/marks?${board.dataset.marks ?? source}&from=${Math.floor(from * 1000)}&to=${Math.ceil(to * 1000) + 60000}`, { cache: "no-store" });
      if (!answer.ok) return;
      marks = (await answer.json()).marks;
      charts.forEach((chart) => chart.uplot?.redraw(false, true));
    } catch {
      // The charts are complete without them, and the list of events below says what it knows.
    }
  };

  const showLevel = () => {
    const level = document.getElementById("chart-level");
    if (subject.kind !== "machine" && level && store) level.textContent = text(`js.level.${store.level}`);
  };

  // Rolled-up levels have no point for each sample: ask again once a step.
  const follow = () => {
    clearTimeout(refetching);
    if (paused || zoom || !store || store.level === "raw") return;
    refetching = setTimeout(load, Math.max(30, store.stepSeconds) * 1000);
  };

  const zoomTo = (from, to) => signal("zoom", { zoom: [from, to] });
  const resetZoom = () => zoom && signal("zoom", { zoom: null });

  document.addEventListener("portreeve:zoom", ({ detail }) => {
    if (!detail.zoom) {
      zoom = null;
      document.getElementById("chart-reset")?.setAttribute("hidden", "");
      load();
      return;
    }
    const [from, to] = detail.zoom;
    zoom = detail.zoom;
    charts.forEach((chart) => chart.uplot?.setScale("x", { min: from, max: to }));
    document.getElementById("chart-reset")?.removeAttribute("hidden");
    load();
  });

  const append = (at, values) => {
    const newest = store.at.length ? store.at[store.at.length - 1] : 0;
    if (at <= newest) return;
    const step = store.stepSeconds * 1000;
    const names = Object.keys(store.series);
    for (const name of Object.keys(values)) {
      if (!store.series[name]) {
        store.series[name] = { avg: store.at.map(() => null) };
        names.push(name);
      }
    }
    const add = (millis, read) => {
      store.at.push(millis);
      for (const name of names) {
        for (const column of Object.values(store.series[name])) column.push(read(name));
      }
    };
    if (newest && at - newest > 2.5 * step) add(newest + step, () => null);
    add(at, (name) => values[name] ?? null);
    store.to = Math.max(store.to, at);
    let old = 0;
    while (store.at[old] < store.to - seconds * 1000) old += 1;
    if (old === 0) return;
    store.at.splice(0, old);
    for (const name of names) {
      for (const column of Object.values(store.series[name])) column.splice(0, old);
    }
  };

  document.addEventListener("portreeve:samples", ({ detail }) => {
    if (paused || zoom || !store || store.level !== "raw") return;
    const values = subject.kind === "host"
      ? (detail.host === subject.id ? detail.totals : null)
      : detail.containers?.[subject.id];
    if (!values) return;
    append(detail.at, values);
    requestAnimationFrame(drawAll);
  });
  document.addEventListener("portreeve:events", () => paused || loadMarks());
  document.addEventListener("portreeve:reconnected", () => paused || load());
  document.addEventListener("portreeve:missed", () => paused || load());
  document.addEventListener("portreeve:theme", () => charts.forEach((chart) => chart.uplot?.redraw(false, true)));

  for (const link of document.querySelectorAll("[data-seconds][data-range]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      for (const other of document.querySelectorAll("[data-range]")) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      history.replaceState(null, "", link.href);
      seconds = Number(link.dataset.seconds);
      zoom = null;
      document.getElementById("chart-reset")?.setAttribute("hidden", "");
      load();
    });
  }

  document.getElementById("chart-reset")?.addEventListener("click", resetZoom);
  const pause = document.getElementById("chart-pause");
  pause?.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.querySelector("[data-when=live]").hidden = paused;
    pause.querySelector("[data-when=paused]").hidden = !paused;
    if (paused) clearTimeout(refetching);
    else load();
  });

  for (const figure of figures) charts.push(new Chart(figure));
  for (const more of board.querySelectorAll("details")) more.addEventListener("toggle", () => store && drawAll());
  if (store) {
    drawAll();
    showLevel();
    follow();
    loadMarks();
  } else {
    load();
  }
  return charts;
});
