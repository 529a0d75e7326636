// Keeps the trainer's list on the phone, so that it opens without a connection. It keeps nothing else, for half a day at most;
// signing out clears it.
"use strict";
const KEPT = "yoklama";
const LIST = /^\/egitmen\/seans\/[^/]+$/;
const KEPT_FOR = 12 * 3_600_000;
const PATIENCE = 5_000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  const opens = event.request.mode === "navigate" && event.request.method === "GET";
  if (opens && LIST.test(pathname)) event.respondWith(list(event.request, pathname));
});

async function list(request, path) {
  const kept = await caches.open(KEPT);
  const old = await kept.match(path, { ignoreVary: true });
  const fresh = Date.now() - Date.parse(old?.headers.get("date")) < KEPT_FOR ? old : undefined;
  if (old && !fresh) await kept.delete(path);
  const asked = fetch(request).then(async (response) => {
    if (response.ok) await kept.put(path, response.clone());
    // The session is over: whoever signs in next begins with nothing.
    else if (response.type === "opaqueredirect") await caches.delete(KEPT);
    return response;
  });
  if (!fresh) return asked;
  // A connection that is there and says nothing is as good as none.
  const tired = new Promise((resolve) => { setTimeout(resolve, PATIENCE, fresh); });
  return Promise.race([asked, tired]).catch(() => fresh);
}
