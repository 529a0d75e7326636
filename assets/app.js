// Enhancements only: every page works without this file.
(() => {
  "use strict";

  const enhance = (root) => {
    const each = (selector, act) => root.querySelectorAll(selector).forEach(act);

    // The error summary takes focus, and its links focus the control they name.
    each(".errors", (box) => box.focus());
    each(".errors a", (link) =>
      link.addEventListener("click", (event) => {
        const target = document.getElementById(link.hash.slice(1));
        if (!target) return;
        event.preventDefault();
        target.focus({ preventScroll: true });
        (target.closest(".field") || target).scrollIntoView({ block: "start" });
      }));

    // A second submit of the same form within five seconds is a double click, not a wish.
    each("form[method=post]", (form) => {
      let last = 0;
      form.addEventListener("submit", (event) => {
        const now = Date.now();
        if (now - last < 5000) return event.preventDefault();
        last = now;
        const button = form.querySelector("button[type=submit]");
        if (button) {
          button.setAttribute("aria-disabled", "true");
          setTimeout(() => button.removeAttribute("aria-disabled"), 5000);
        }
      });
    });

    // Copying needs a secure context; where there is none, the button stays hidden.
    each("[data-copy]", (button) => {
      if (!navigator.clipboard) return;
      button.hidden = false;
      const words = button.querySelector("span");
      const before = words.textContent;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        words.textContent = button.dataset.copied;
        setTimeout(() => { words.textContent = before; }, 3000);
      });
    });

    each("[data-print]", (button) => {
      button.hidden = false;
      button.addEventListener("click", () => print());
    });

    // Show and hide what is typed into a password field.
    each("[data-reveal]", (box) => {
      const input = box.querySelector("input");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "reveal";
      const say = (word) => {
        button.textContent = word;
        button.setAttribute("aria-label", `${word}: ${input.labels[0].textContent}`);
      };
      say(box.dataset.reveal);
      button.addEventListener("click", () => {
        const show = input.type === "password";
        input.type = show ? "text" : "password";
        say(show ? box.dataset.conceal : box.dataset.reveal);
      });
      input.form.addEventListener("submit", () => { input.type = "password"; });
      box.append(button);
    });

    // Seconds that are left, from what the server said; the page's own look shows what comes then.
    each("[data-seconds]", (clock) => {
      const end = performance.now() + Number(clock.dataset.seconds) * 1000;
      const timer = setInterval(() => {
        if (!clock.isConnected) return clearInterval(timer);
        clock.textContent = String(Math.max(0, Math.ceil((end - performance.now()) / 1000)));
      }, 250);
    });

    // Seconds left of a one-time code: data-countdown holds its period; the page is asked again when it is over.
    each("[data-countdown]", (clock) => {
      const period = Number(clock.dataset.countdown);
      const left = () => period - (Math.floor(Date.now() / 1000) % period);
      let before = left();
      const tick = () => {
        const now = left();
        if (now > before) return location.reload();
        before = now;
        clock.textContent = String(now);
        if (clock.parentElement.hidden) clock.parentElement.hidden = false;
      };
      tick();
      setInterval(tick, 1000);
    });
  };

  // A page that answers a form is asked for when somebody comes back to it, and the form is not sent again.
  if ("posted" in document.body.dataset) history.replaceState(history.state, "", location.href);

  // What was said of something under way is over with it.
  const settle = () => {
    const done = document.querySelector("[data-done]");
    const said = document.querySelector("main > .note[role=status] p");
    if (said && done) said.textContent = done.textContent;
  };

  enhance(document);
  settle();
  // A form that is only passed on.
  document.querySelector("form[data-send]")?.requestSubmit();
  addEventListener("pageshow", () => document.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled")));

  // Marks that a phone still keeps would be lost with the session's data: that is asked first. What is left is then cleared.
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("yoklama."));
  document.querySelectorAll("form[data-unsent]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const unsent = kept().some((key) => JSON.parse(localStorage.getItem(key)).some((one) => !one.why));
      if (unsent && !confirm(form.dataset.unsent)) event.preventDefault();
    });
  });
  if (document.querySelector("[data-signed-out]")) {
    kept().forEach((key) => localStorage.removeItem(key));
    globalThis.caches?.delete("yoklama");
  }

  // An open menu closes on Escape and on a click elsewhere.
  document.querySelectorAll("details.menu").forEach((menu) => {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  // What is under way: `data-live` holds the seconds between two looks. The contents are replaced only when they differ and
  // nobody is in them, so that neither focus nor a half-written answer is lost. It gives up, lest a session live for ever.
  document.querySelectorAll("main[data-live]").forEach((main) => {
    // What somebody shows to a room may say itself how often it is looked at.
    const wall = main.querySelector("[data-looks]");
    let looks = Number(wall?.dataset.looks ?? 100);
    const later = () => { if (looks-- > 0) setTimeout(look, Number(main.dataset.live) * 1000); };
    const look = async () => {
      const inside = main.contains(document.activeElement) && document.activeElement !== main;
      // What hangs on a wall stays true whoever touched it last.
      if ((inside && !wall) || document.hidden) return later();
      const response = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
      if (!response?.ok) return later();
      if (response.redirected) return location.assign(response.url);
      const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
      main.dataset.live = next.dataset.live ?? "";
      if (next.innerHTML !== before) {
        before = next.innerHTML;
        const said = main.querySelector(":scope > .note[role=status]");
        main.innerHTML = before;
        if (said) main.prepend(said);
        settle();
        enhance(main);
        if (inside) main.querySelector("button")?.focus({ preventScroll: true });
      }
      if (next.dataset.live) later();
    };
    let before = main.innerHTML;
    later();
  });
})();
