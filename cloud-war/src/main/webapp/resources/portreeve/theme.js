// Runs before the first paint, so that a remembered theme never flashes. Also tells the server the browser's time zone.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("portreeve.theme") || "system";
    } catch {
      return "system";
    }
  };
  const apply = () => {
    const choice = read();
    const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.themeChoice = choice;
    document.dispatchEvent(new CustomEvent("portreeve:theme", { detail: { theme, choice } }));
  };
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  window.portreeveTheme = {
    next() {
      const order = ["system", "light", "dark"];
      const choice = order[(order.indexOf(read()) + 1) % order.length];
      try {
        localStorage.setItem("portreeve.theme", choice);
      } catch {
        // Without storage the choice cannot be kept; the page keeps the system's.
      }
      apply();
      return choice;
    },
  };
  apply();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) {
    const path = document.documentElement.dataset.base || "/";
    document.cookie = `portreeve_zone=${encodeURIComponent(zone)}; Path=${path}; Max-Age=31536000; SameSite=Lax`;
  }
})();
