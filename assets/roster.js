// The list of an hour with a bad connection: what is saved is kept on the phone, each mark with an id of its own, and sent when the
// connection is back. The rule for marks that meet is the server's (docs/training/attendance.md). Without this file the list is a form.
(() => {
  "use strict";
  const form = document.querySelector("form[data-roster]");
  if (!form) return;
  const { owner, reference, hour: first, sheet } = JSON.parse(form.dataset.roster);
  const begins = sheet.hours.map(Date.parse);
  const words = form.dataset;
  const key = `yoklama.${owner}.${reference}`;
  const address = `/api/v1/training/sessions/${reference}/attendance`;
  const status = document.querySelector("[data-sync]");
  const reason = form.querySelector("[name=reason]");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const tabs = [...document.querySelectorAll("a[data-hour]")];

  /** Marks in force as the server last told them, marks that it has not told of yet, ticks that were not saved. */
  const stands = new Map();
  const sent = new Set();
  const draft = new Map();
  let queue = JSON.parse(localStorage.getItem(key) ?? "[]");
  let hour = Number(new URLSearchParams(location.search).get("saat")) || first;
  let sending = false;
  let again = false;
  let looks = 480;

  const at = (participant, of = hour) => `${participant}/${of}`;
  const learn = ({ people }) => {
    stands.clear();
    for (const { participant, marks } of people) for (const mark of marks) stands.set(at(participant, mark.hour), mark);
  };
  const keep = () => {
    if (queue.length) localStorage.setItem(key, JSON.stringify(queue));
    else localStorage.removeItem(key);
  };
  const own = (participant) => queue.filter((one) => one.participant === participant && one.hour === hour);
  /** What is in force before the trainer's eyes: the last mark that waits, or the one the server told of. */
  const before = (participant) => {
    const waiting = own(participant).findLast((one) => !one.why);
    if (waiting) return { mark: waiting.mark, seen: waiting.id, doubt: false };
    const told = stands.get(at(participant));
    return told && { mark: told.mark, seen: String(told.seq), doubt: Boolean(told.doubt) };
  };

  /** When a mark was made: the time alone on the day of the hour, as the server writes it. */
  const zone = { timeZone: "Europe/Istanbul" };
  const date = (time) => new Date(time).toLocaleDateString("tr-TR", { ...zone, day: "2-digit", month: "2-digit", year: "numeric" });
  const moment = (at) => {
    const clock = new Date(at).toLocaleTimeString("tr-TR", { ...zone, hour: "2-digit", minute: "2-digit" });
    return date(at) === date(begins[hour - 1]) ? clock : `${date(at)} ${clock}`;
  };

  /** The state of a row in words, and how it looks. */
  const state = (participant) => {
    const waits = own(participant);
    if (waits.some((one) => !one.why)) return [words.waiting, "waiting"];
    const told = stands.get(at(participant));
    const said = (mark) => (mark === "present" ? words.present : words.absent);
    const doubt = told?.doubt === "device" ? words.device : told?.doubt === "heads" ? words.heads : "";
    const from = told && (sent.has(at(participant)) ? words.sent : words[told.source]);
    const refused = waits.length ? `${words.refused} ${said(waits.at(-1).mark)}; ${waits.at(-1).why}` : "";
    const when = told?.at ? `, ${moment(told.at)}` : "";
    const parts = [told && `${said(told.mark)}: ${from}${when}`, doubt, refused];
    return [parts.filter(Boolean).join(" · "), doubt || refused ? "refused" : ""];
  };

  const show = () => {
    const begun = Date.now() >= begins[hour - 1];
    form.hidden = !begun;
    document.querySelector("[data-later]").hidden = begun;
    document.querySelector("[data-now]").hidden = !(begun && Date.now() < begins[hour - 1] + 3_600_000);
    form.elements.hour.value = hour;
    document.querySelectorAll("[data-hour-only]").forEach((part) => { part.hidden = Number(part.dataset.hourOnly) !== hour; });
    document.getElementById("hour-title").textContent = tabs[hour - 1].dataset.title;
    tabs.forEach((tab) => (Number(tab.dataset.hour) === hour ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current")));
    let marked = false;
    for (const box of boxes) {
      const known = before(box.name);
      marked ||= Boolean(known);
      box.checked = draft.get(at(box.name)) ?? known?.mark === "present";
      const [text, look] = state(box.name);
      const line = box.closest(".choice").querySelector("[data-state]");
      if (line.textContent !== text) line.textContent = text;
      line.className = `hint mark-state ${look}`;
    }
    form.querySelector("[data-reason]").hidden = !marked;
    const waiting = queue.filter((one) => !one.why).length;
    const refused = queue.length - waiting;
    const lines = [];
    if (waiting) lines.push(words.keeps.replace("#", waiting));
    if (refused) lines.push(words.refusals.replace("#", refused));
    say(lines.join(" "), waiting || refused ? "warning" : "");
  };

  const say = (text, kind) => {
    if (status.textContent !== text) status.textContent = text;
    status.hidden = !text;
    status.className = `sync ${kind}`;
  };

  const id = () => [...crypto.getRandomValues(new Uint8Array(26))].map((byte) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte & 31]).join("");

  const save = () => {
    const why = reason.value.trim();
    const made = [];
    let corrections = 0;
    for (const box of boxes) {
      const known = before(box.name);
      const mark = box.checked ? "present" : "absent";
      if (known?.mark === mark && !known.doubt) continue;
      if (known && known.mark !== mark) corrections += 1;
      made.push({ id: id(), participant: box.name, hour, mark, reason: known && known.mark !== mark ? why : "", seen: known?.seen ?? "", made_at: Date.now() });
    }
    if (corrections && !why) {
      form.querySelector("[data-reason]").hidden = false;
      say(words.reasonMissing, "warning");
      return reason.focus();
    }
    // Decided anew: what was refused before is settled with it.
    const anew = new Set(boxes.map((box) => box.name));
    queue = queue.filter((one) => !(one.why && one.hour === hour && anew.has(one.participant))).concat(made);
    boxes.forEach((box) => draft.delete(at(box.name)));
    reason.value = "";
    keep();
    show();
    looks = 480;
    send();
  };

  const ask = async (init) => {
    const response = await fetch(address, { ...init, headers: { "content-type": "application/json" }, signal: AbortSignal.timeout(15_000) });
    if (response.status === 401) throw new Error(words.signIn);
    if (!response.ok) throw new Error((await response.json().catch(() => null))?.detail ?? words.failed);
    return response.json();
  };

  /** Sends what waits, and asks what stands. Wanted while it is under way, it is done once more: the connection may have come meanwhile. */
  const send = async () => {
    again = sending;
    if (sending) return;
    sending = true;
    try {
      for (let some; (some = queue.filter((one) => !one.why).slice(0, 100)).length;) {
        const told = await ask({ method: "POST", body: JSON.stringify({ marks: some }) });
        const verdicts = new Map(told.map((one) => [one.id, one]));
        for (const one of some) {
          const { verdict, why } = verdicts.get(one.id);
          if (verdict === "refused") one.why = why;
          else sent.add(at(one.participant, one.hour));
        }
        queue = queue.filter((one) => one.why || verdicts.get(one.id)?.verdict !== "kept");
        keep();
      }
      learn(await ask({}));
      show();
    } catch (cause) {
      show();
      // No connection is no error: the words at the rows say what waits.
      const told = cause instanceof TypeError || cause.name === "TimeoutError" ? words.offline : cause.message;
      if (queue.some((one) => !one.why)) say(`${status.textContent} ${told}`, "warning");
    } finally {
      sending = false;
      if (again) send();
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox") draft.set(at(target.name), target.checked);
  });
  tabs.forEach((tab) => tab.addEventListener("click", (event) => {
    event.preventDefault();
    hour = Number(tab.dataset.hour);
    history.replaceState(null, "", tab.href);
    show();
  }));
  addEventListener("online", send);
  setInterval(() => { if (looks-- > 0 && !document.hidden) send(); }, 15_000);

  learn(sheet);
  show();
  send();

  // Opens without a connection from now on. The first time nobody has kept the page yet.
  navigator.serviceWorker?.register("/egitmen/cevrimdisi.js", { scope: "/egitmen/" }).then(async () => {
    const kept = await caches.open("yoklama");
    if (!(await kept.match(location.pathname, { ignoreVary: true }))) {
      const page = await fetch(location.pathname);
      if (page.ok && !page.redirected) await kept.put(location.pathname, page);
    }
    form.dataset.kept = "yes";
  }).catch(() => {});
})();
