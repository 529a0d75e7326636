// Three clients that are not ours let people in with the account: openid-client (Node), Authlib (Python), mod_auth_openidc (Apache).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as oidc from "openid-client";
import { follow, Application, register } from "./lib/oidc.mjs";
import { Kunye } from "./lib/kunye.mjs";
import { until } from "./lib/process.mjs";

let kunye, cast, pys;

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.prepare();
  cast = await kunye.cast();
  pys = await Application.start();
  await kunye.query(
    `INSERT OR IGNORE INTO applications (id, slug, name, purpose, open_to_all, created_at) VALUES ('01ARYZ6S410000000000000000', 'sinama', 'Sınama', 'Sınama', 1, 0)`,
  );
  await kunye.serve();
});

after(async () => {
  await kunye?.remove();
  await pys?.stop();
});

const insecure = { execute: [oidc.allowInsecureRequests] };

/** A sign-in as openid-client does it, up to the tokens. */
async function enter(configuration, who, parameters = {}, browser) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: pys.callback,
    scope: "openid profile email roles units",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...parameters,
  });
  const arrived = await follow(kunye, url, who, browser);
  const tokens = await oidc.authorizationCodeGrant(configuration, arrived.at, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
  return { tokens, ...arrived };
}

test("openid-client: signs in, knows the person, renews, is told of the end", async () => {
  const { client_id, client_secret } = await register(kunye, "sinama", "Sınama", "--redirect", pys.callback, "--sign-out", `${pys.url}/`, "--logout-uri", `${pys.url}/farewell`, "--scope", "profile email roles units");
  const configuration = await oidc.discovery(new URL(kunye.url), client_id, client_secret, undefined, insecure);
  const { tokens, browser } = await enter(configuration, cast.supervisor);
  const claims = tokens.claims();
  assert.equal(claims.preferred_username, cast.supervisor.user_name);
  assert.equal(claims.acr, "urn:kunye:acr:password");
  const person = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  assert.equal(person.name, claims.name);
  assert.match(person.unit, /^\d{8}$/);
  assert.ok(!JSON.stringify([claims, person]).match(/\b\d{11}\b/), "no national id");

  const renewed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token);
  assert.equal(renewed.claims().sub, claims.sub);
  await oidc.fetchUserInfo(configuration, renewed.access_token, claims.sub);
  assert.equal((await oidc.tokenIntrospection(configuration, renewed.access_token)).active, true);

  const end = oidc.buildEndSessionUrl(configuration, { id_token_hint: renewed.id_token, post_logout_redirect_uri: `${pys.url}/`, state: "son" });
  const gone = await follow(kunye, end, cast.supervisor, browser);
  assert.equal(gone.at.href, `${pys.url}/?state=son`);
  await until("the back-channel", () => pys.farewells.length === 1);
  const [, payload] = pys.farewells[0].split(".");
  const told = JSON.parse(Buffer.from(payload, "base64url"));
  assert.equal(told.sid, claims.sid);
  assert.equal(told.aud, client_id);
  await assert.rejects(oidc.fetchUserInfo(configuration, renewed.access_token, claims.sub));
  await assert.rejects(oidc.refreshTokenGrant(configuration, renewed.refresh_token));
});
