// How lines of logs look, stored or live. Everything is put in as text.
(() => {
  const { clock, element, zone } = window.portreeve;
  const escapes = /[\u001b\u009b](?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])?/g;
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
  const WRAP = "portreeve.logs.wrap";

  const format = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23",
    timeZone: zone,
  });
  const stamp = (millis) => format.format(millis);
  const readable = (line) => line.replace(escapes, "").replace(controls, "\uFFFD");

  // A row of a line; fill puts its text into an element.
  const line = (entry, fill) => {
    const made = element("div", `log-line ${entry.stream}`);
    const time = element("time", "", stamp(entry.at));
    time.dateTime = new Date(entry.at).toISOString();
    time.title = clock("full", entry.at);
    const says = element("span", "says");
    fill(says, readable(entry.text));
    made.append(time, element("span", "of", entry.stream === "stderr" ? "err" : "out"), says);
    return made;
  };

  // Lets a button wrap long lines or not, and remembers it; gives what the button does.
  const wrapping = (button, lines) => {
    const set = (on) => {
      button.setAttribute("aria-pressed", String(on));
      lines.classList.toggle("plain", !on);
      try {
        localStorage.setItem(WRAP, String(on));
      } catch {
        // A browser that keeps nothing wraps lines.
      }
    };
    const toggle = () => set(button.getAttribute("aria-pressed") !== "true");
    button.addEventListener("click", toggle);
    try {
      set(localStorage.getItem(WRAP) !== "false");
    } catch {
      set(true);
    }
    return toggle;
  };

  // Whether a key was meant for the page as a whole.
  const isKey = (event) => {
    const typingIn = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    return !typingIn && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]");
  };

  window.portreeve.logRows = { PER_SECTION: 100, MOST_ROWS: 2000, stamp, readable, line, wrapping, isKey };
})();
