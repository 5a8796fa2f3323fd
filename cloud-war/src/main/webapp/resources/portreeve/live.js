// One multiplexed stream a page. Browsers do not tell scripts about comments, so the server's beat is an event as well.
(() => {
  const { base, text, signal } = window.portreeve;
  const main = document.getElementById("main");
  const query = main?.dataset.stream;
  if (!query) return;

  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const SILENCE = 40000;
  const banner = document.getElementById("live-banner");
  const bannerText = document.getElementById("live-banner-text");
  const bannerLink = document.getElementById("live-banner-link");
  let source = null;
  let wait = FIRST_WAIT;
  let broken = false;
  let retry = 0;
  let watchdog = 0;

  const say = (message, signIn) => {
    bannerText.textContent = message;
    bannerLink.hidden = !signIn;
    bannerLink.href = `${base}/login?from=${encodeURIComponent(location.pathname + location.search)}`;
    banner.hidden = false;
  };

  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(lost, SILENCE);
  };

  const opened = () => {
    alive();
    wait = FIRST_WAIT;
    banner.hidden = true;
    signal("connected");
    if (broken) {
      broken = false;
      signal("reconnected");
    }
  };

  const lost = async () => {
    source?.close();
    source = null;
    clearTimeout(watchdog);
    clearTimeout(retry);
    if (!broken) {
      broken = true;
      signal("disconnected");
    }
    if (await sessionEnded()) {
      say(text("js.live.session"), true);
      return;
    }
    say(text("js.live.disconnected"), false);
    retry = setTimeout(connect, wait / 2 + Math.random() * (wait / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const sessionEnded = async () => {
    try {
      const answer = await fetch(`${base}/live/session`, { redirect: "manual", cache: "no-store" });
      return answer.status === 401 || answer.type === "opaqueredirect";
    } catch {
      return false;
    }
  };

  const connect = () => {
    clearTimeout(retry);
    if (source) return;
    source = new EventSource(`${base}/live/stream${query}`);
    source.onopen = opened;
    source.onerror = lost;
    source.addEventListener("beat", alive);
    source.addEventListener("bye", () => {
      source.close();
      source = null;
      connect();
    });
    for (const name of ["samples", "host", "events", "lines", "action", "missed"]) {
      source.addEventListener(name, (event) => {
        alive();
        signal(name, event.data ? JSON.parse(event.data) : null);
      });
    }
  };

  addEventListener("online", connect);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) lost();
  });
  connect();
})();
