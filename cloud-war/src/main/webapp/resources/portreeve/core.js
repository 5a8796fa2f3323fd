// What every other script needs: texts, places, numbers and times as people read them.
(() => {
  const root = document.documentElement;
  const texts = JSON.parse(document.getElementById("texts")?.textContent || "{}");
  const zone = root.dataset.zone || "UTC";
  const base = root.dataset.base || "";

  const text = (key, ...values) =>
    (texts[key] ?? key).replace(/\{(\d)\}/g, (all, index) => values[Number(index)] ?? "");

  const significant = (value) => {
    if (value === 0) return "0";
    if (Math.abs(value) >= 100) return String(Math.round(value));
    return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
  };

  const binary = (value, suffix) => {
    const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let index = 0;
    let rest = value;
    while (Math.abs(rest) >= 1023.5 && index < units.length - 1) {
      rest /= 1024;
      index += 1;
    }
    const digits = index === 0 ? String(Math.round(rest)) : significant(rest);
    return `${digits} ${units[index]}${suffix}`;
  };

  const formats = {
    cores: (value) => (value > 0 && value < 0.1 ? value.toFixed(3) : value.toFixed(2)),
    bytes: (value) => binary(value, ""),
    rate: (value) => binary(value, "/s"),
    percent: (value) => `${significant(value * 100)} %`,
    often: (value) => `${significant(value)} /s`,
    count: (value) => (Number.isInteger(value) ? String(value) : significant(value)),
  };

  const format = (unit, value) =>
    value === null || value === undefined || Number.isNaN(value) ? "–" : formats[unit](value);

  const withUnit = (unit, value) => {
    const shown = format(unit, value);
    return unit === "cores" && shown !== "–" ? text("js.cores", shown) : shown;
  };

  const clocks = {
    second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    day: { day: "numeric", month: "short" },
    full: {
      day: "numeric", month: "short", year: "numeric",
      hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short",
    },
  };
  const formatters = {};
  const clock = (kind, millis) => {
    formatters[kind] ??= new Intl.DateTimeFormat("en-GB", { ...clocks[kind], timeZone: zone });
    return formatters[kind].format(millis);
  };

  const ago = (millis) => {
    const seconds = Math.max(0, Math.round((Date.now() - millis) / 1000));
    if (seconds < 10) return text("js.ago.now");
    if (seconds < 90) return text("js.ago.seconds", seconds);
    if (seconds < 5400) return text("js.ago.minutes", Math.round(seconds / 60));
    if (seconds < 129600) return text("js.ago.hours", Math.round(seconds / 3600));
    return text("js.ago.days", Math.round(seconds / 86400));
  };

  const element = (name, className, content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (content !== undefined) made.textContent = content;
    return made;
  };

  const signal = (name, detail) => document.dispatchEvent(new CustomEvent(`portreeve:${name}`, { detail }));

  window.portreeve = { base, zone, text, format, withUnit, clock, ago, element, signal };
})();
