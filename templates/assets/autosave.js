// Saves a section as one types. The page works without it: this only saves earlier and says so.
"use strict";
(() => {
  const form = document.querySelector("form.autosaves");
  const said = document.getElementById("autosave");
  if (!form || !said) return;

  const PAUSE = 1500; // milliseconds without a key before a save
  const SLOW = 5000; // after which a save that runs is said to
  const TOO_SLOW = 30000; // after which it is given up, and tried again
  const SHORTEST_WAIT = 2000; // between tries that fail, at first and at last
  const LONGEST_WAIT = 60000;
  const before = history.state?.shown ?? {}; // the revisions that the page showed when it was here last
  let changes = 0; // counts up with every change
  let saved = 0; // what it was when the last save that worked began
  let timer = 0;
  let wait = SHORTEST_WAIT;
  let running = false;
  let unanswered = null; // what was sent last, where nobody said what became of it
  let unsettled = false; // whether an answer needs mending, or choosing between two
  let failed = false; // whether the last try failed for a reason that may pass
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

  const fields = (shown) => {
    const colon = shown.value.lastIndexOf(":");
    return [shown.value.slice(0, colon), Number(shown.value.slice(colon + 1))];
  };
  const shownFields = () => [...form.querySelectorAll('input[name="shown"]')];

  // What this page showed goes with its place in the browser's history, as what is typed does.
  const noteShown = () => {
    const shown = Object.fromEntries(shownFields().map(fields));
    history.replaceState({ ...history.state, shown }, "");
  };

  // A field's hidden revision goes up only where the store now says what this page says.
  const agree = (revisions) => {
    for (const shown of shownFields()) {
      const [name] = fields(shown);
      if (Object.hasOwn(revisions, name)) shown.value = `${name}:${revisions[name]}`;
    }
    noteShown();
  };

  const oneLine = (text) => text.replace(/[\r\n]/g, "");
  const isChanged = (field) => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.type === "text") return field.value !== oneLine(field.defaultValue);
    return field.type === "textarea" && field.value !== field.defaultValue;
  };

  // A browser that goes back puts into the page what was typed before, which may never have been saved. It was
  // typed over the answers that the page showed then: somebody may have changed them since.
  const takeUpWhatWasPutBack = () => {
    const changed = [...form.elements].filter(isChanged).map((field) => field.name);
    if (changed.length === 0) return;
    for (const shown of shownFields()) {
      const [name, now] = fields(shown);
      const isPutBack = changed.includes(name) || changed.some((one) => one.startsWith(`${name.replace("q.", "other.")}.`));
      if (isPutBack && before[name] < now) shown.value = `${name}:${before[name]}`;
    }
    changes += 1;
    say("What you typed here is not saved yet. Saving it…", true);
    later(PAUSE);
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

  const refused = (status, attempt) => {
    ended = true;
    if (status === 401) {
      // It is held, and saved when the link is opened again, perhaps in another window.
      unanswered = attempt;
      say("Not saved yet: your time on this computer has ended. Press a Save button, then open your link again; what you typed will be saved then.", true);
    } else {
      say("Not saved. Press a Save button to see why: what you typed is shown there, to be copied.", true);
    }
  };

  // What the server answers; what kept it from answering, in words, where nothing came in time.
  async function send(body) {
    const giveUp = new AbortController();
    const slow = setTimeout(() => say("Still saving… please keep this page open.", true), SLOW);
    const tooSlow = setTimeout(() => giveUp.abort(), TOO_SLOW);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        signal: giveUp.signal,
      });
      if (response.status >= 500) return { trouble: "the server has trouble just now" };
      return { response, answer: response.ok ? await response.json() : null };
    } catch {
      return { trouble: giveUp.signal.aborted ? "the server takes too long to answer" : "the connection failed" };
    } finally {
      clearTimeout(slow);
      clearTimeout(tooSlow);
    }
  }

  async function save() {
    if (running || leaving || ended) return;
    running = true;
    // A save that nobody answered may have been kept all the same: sent again as it was, it is known again, and
    // nobody is in conflict with themselves.
    const attempt = unanswered ?? { body: new URLSearchParams(new FormData(form)), mark: changes };
    unanswered = null;
    const { trouble, response, answer } = await send(attempt.body);
    failed = Boolean(trouble);
    if (trouble) {
      unanswered = attempt;
      say(`Not saved: ${trouble}. Trying again; please keep this page open.`, true);
      later(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    } else if (response.ok) {
      report(answer);
      saved = attempt.mark;
      wait = SHORTEST_WAIT;
    } else {
      refused(response.status, attempt);
    }
    running = false;
    const button = submitter;
    submitter = null;
    if (button && !failed) {
      form.requestSubmit(button === form ? undefined : button);
    } else if (changes !== saved && !failed && !ended) {
      later(PAUSE);
    }
  }

  form.addEventListener("input", () => {
    changes += 1;
    later(PAUSE);
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    // Where the server can't take it, the browser would leave the page, and what was typed with it.
    if (running || failed) {
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

  // Whoever comes back to the page may have opened their link again, or had the return sent back.
  window.addEventListener("focus", () => {
    if (!ended || changes === saved) return;
    ended = false;
    later(0);
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) {
      // By now a browser has put back what it puts back.
      takeUpWhatWasPutBack();
      noteShown();
      return;
    }
    // A page that comes back from the browser's memory may be old: it is loaded afresh, unless that would lose
    // what was typed.
    leaving = false;
    ended = false;
    if (changes === saved && !unsettled) window.location.reload();
    else later(0);
  });
})();
