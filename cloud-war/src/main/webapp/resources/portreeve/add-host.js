// Asks every two seconds what became of the token, while there is something to wait for.
setInterval(() => {
  if (document.getElementById("waiting-for-agent") && document.visibilityState === "visible") window.portreeveProgress();
}, 2000);
