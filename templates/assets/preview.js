// Loads a previewed page again when the survey folder has changed.
"use strict";
(() => {
  let known = null;
  const look = async () => {
    try {
      const response = await fetch("/preview/digest", { credentials: "same-origin" });
      const digest = await response.text();
      if (response.ok && known !== null && digest !== known) {
        window.location.reload();
        return;
      }
      if (response.ok) known = digest;
    } catch {
      // The preview was stopped; it may be started again.
    }
    setTimeout(look, 1000);
  };
  look();
})();
