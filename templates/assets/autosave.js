// Saves a section as one types. The page works without it: this only saves earlier and says so.
"use strict";
(() => {
  const form = document.querySelector("form.autosaves");
  const said = document.getElementById("autosave");
  if (!form || !said) return;

  const PAUSE = 1500; // milliseconds without a key before a save
  const LONGEST_WAIT = 60000; // between tries that fail
  let changes = 0; // counts up with every change
  let saved = 0; // what it was when the last save that worked began
  let timer = 0;
  let wait = 2000;
  let running = false;
  let unsettled = false; // whether an answer needs mending, or choosing between two
  let cutOff = false; // whether the last try did not reach the server
  let ended = false;
  let leaving = false;
  let submitter = null; // the button that was pressed while a save was running

  const say = (text, isTrouble) => {
    if (said.textContent !== text) said.textContent = text;
    said.classList.toggle("unsaved", Boolean(isTrouble));
  };

  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  };

  // A field's hidden revision goes up only where the store now says what this page says.
  const agree = (revisions) => {
    for (const shown of form.querySelectorAll('input[name="shown"]')) {
      const name = shown.value.slice(0, shown.value.lastIndexOf(":"));
      if (Object.hasOwn(revisions, name)) shown.value = `${name}:${revisions[name]}`;
    }
  };

  const report = (answer) => {
    agree(answer.revisions);
    unsettled = answer.conflicts.length > 0 || answer.problems.length > 0;
    if (answer.conflicts.length > 0) {
      say("Somebody else changed an answer on this page. Press a Save button to choose between the two.", true);
    } else if (answer.problems.length > 0) {
      say(`Saved at ${answer.at}, but for what needs mending. Press a Save button to see what.`, true);
    } else {
      say(`Saved at ${answer.at}`);
    }
  };

  const refused = (status) => {
    ended = true;
    if (status === 401) {
      say("Not saved yet: your time on this computer has ended. Press a Save button, then open your link again; what you typed will be saved then.", true);
    } else {
      say("Not saved. Press a Save button to see why.", true);
    }
  };

  async function save() {
    if (running || leaving || ended) return;
    running = true;
    const mark = changes;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      }).catch(() => null);
      cutOff = !response;
      if (cutOff) throw new Error("the server was not reached");
      if (response.ok) {
        report(await response.json());
        saved = mark;
        wait = 2000;
      } else if (response.status >= 500) {
        throw new Error("the server could not");
      } else {
        refused(response.status);
      }
    } catch {
      say("Not saved: the connection failed. Trying again; please keep this page open.", true);
      later(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    running = false;
    const button = submitter;
    submitter = null;
    if (button && !cutOff) {
      form.requestSubmit(button === form ? undefined : button);
    } else if (changes !== saved && wait === 2000 && !ended) {
      later(PAUSE);
    }
  }

  form.addEventListener("input", () => {
    changes += 1;
    later(PAUSE);
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    // Without a connection the browser would leave the page, and what was typed with it.
    if (running || cutOff) {
      event.preventDefault();
      submitter = event.submitter ?? form;
      say("Saving…");
      save();
      return;
    }
    leaving = true;
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (changes !== saved || unsettled)) event.preventDefault();
  });

  // A page that comes back from the browser's memory may be old: load it afresh.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
