// An application with OpenID Connect: its callback and the place where it hears of ended sessions, on loopback.

import { createServer } from "node:http";
import { Client } from "./client.mjs";
import { signIn } from "./office.mjs";

/** Takes what a browser or the provider brings, and keeps it. */
export class Application {
  /** Addresses at which somebody arrived, with what a form brought. */
  arrivals = [];
  /** Logout tokens that were brought. */
  farewells = [];
  answer = 200;

  static async start() {
    const application = new Application();
    application.server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      if (request.url === "/farewell") {
        application.farewells.push(new URLSearchParams(body).get("logout_token"));
        response.writeHead(application.answer).end();
        return;
      }
      application.arrivals.push({ url: new URL(request.url, application.url), body: new URLSearchParams(body) });
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<!doctype html><title>Uygulama</title><h1>Uygulama</h1>");
    });
    await new Promise((resolve) => application.server.listen(0, "127.0.0.1", resolve));
    application.url = `http://127.0.0.1:${application.server.address().port}`;
    application.callback = `${application.url}/geri`;
    return application;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** Registers an application and a client of it with the command line; gives id and secret. */
export async function register(kunye, slug, name, ...flags) {
  const printed = await kunye.command("oidc", "client", "add", "--application", slug, "--name", name, ...flags);
  return Object.fromEntries(printed.trim().split("\n").map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

/** A browser that signs in where it is asked to, and stops where it is sent to another place. Gives that place. */
export async function follow(kunye, url, who, browser = new Client(kunye.url)) {
  let at = new URL(url);
  for (let hops = 0; hops < 12; hops++) {
    if (at.origin !== kunye.url) return { at, browser };
    const answer = await browser.get(at.pathname + at.search);
    let to = answer.location ?? /^0; url=(.*)$/.exec(answer.headers.get("refresh") ?? "")?.[1];
    if (!to && at.pathname === "/giris") {
      const next = at.searchParams.get("sonra") ?? "";
      to = (await browser.post("/giris", { user_name: who.user_name, password: who.password, next })).location;
    } else if (!to && at.pathname === "/giris/kod") {
      to = (await browser.post("/giris/kod", { mode: "code", code: await who.app.code() })).location;
    }
    if (!to) return { at, browser, answer };
    at = new URL(to, kunye.url);
  }
  throw new Error(`no end of redirections at ${at}`);
}

export { signIn };
