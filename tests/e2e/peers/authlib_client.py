"""A client made with Authlib, told what to do line by line: each line of input is one JSON list, each answer one line of JSON.

["begin"] gives the address to send the browser to; ["arrived", address] exchanges the code and checks the ID token; ["userinfo"],
["refresh"], ["introspect"], ["revoke"]; ["leave", back, state] gives the address to sign out at, ["told", token] checks a logout token.
"""

import json
import sys
from urllib.parse import urlencode

from authlib.integrations.requests_client import OAuth2Session
from authlib.common.security import generate_token
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.oidc.discovery import OpenIDProviderMetadata
from joserfc import jwt
from joserfc.jwk import KeySet


def main():
    settings = json.loads(sys.argv[1])
    secret = settings.get("client_secret")
    method = "client_secret_post" if secret else "private_key_jwt"
    session = OAuth2Session(
        settings["client_id"],
        secret or settings["private_key"],
        scope=settings["scope"],
        redirect_uri=settings["redirect_uri"],
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
        code_challenge_method="S256",
    )
    provider = session.request("GET", settings["issuer"] + "/.well-known/openid-configuration", withhold_token=True).json()
    assert provider["issuer"] == settings["issuer"]
    # Everything that OpenID Connect Discovery and RFC 8414 ask of the document, as Authlib understands them.
    OpenIDProviderMetadata(provider).validate()
    AuthorizationServerMetadata(provider).validate()
    if not secret:
        alg = settings["alg"]
        session.register_client_auth_method(PrivateKeyJWT(provider["token_endpoint"], alg=alg))
    state = {}

    def checked(token):
        keys = KeySet.import_key_set(session.request("GET", provider["jwks_uri"], withhold_token=True).json())
        claims = jwt.decode(token["id_token"], keys, algorithms=["RS256", "ES256"]).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": provider["issuer"]},
            aud={"essential": True, "value": settings["client_id"]},
            exp={"essential": True},
        ).validate(claims)
        return dict(claims)

    def begin():
        state["verifier"], state["nonce"] = generate_token(48), generate_token(16)
        url, state["state"] = session.create_authorization_url(
            provider["authorization_endpoint"], code_verifier=state["verifier"], nonce=state["nonce"])
        return url

    def arrived(address):
        token = session.fetch_token(
            provider["token_endpoint"], authorization_response=address, code_verifier=state["verifier"], state=state["state"])
        claims = checked(token)
        assert claims["nonce"] == state["nonce"]
        return {"claims": claims, "id_token": token["id_token"]}

    def userinfo():
        answer = session.get(provider["userinfo_endpoint"])
        return {"status": answer.status_code, "body": answer.json()}

    def refresh():
        return checked(session.refresh_token(provider["token_endpoint"], refresh_token=session.token["refresh_token"]))

    def introspect():
        return session.introspect_token(provider["introspection_endpoint"], token=session.token["access_token"]).json()

    def revoke():
        return session.revoke_token(provider["revocation_endpoint"], token=session.token["refresh_token"]).status_code

    def leave(back, state):
        """The address that ends the session (OpenID Connect RP-Initiated Logout 1.0)."""
        query = {"id_token_hint": session.token["id_token"], "post_logout_redirect_uri": back, "state": state}
        return provider["end_session_endpoint"] + "?" + urlencode(query)

    def told(logout_token):
        """What the provider says of the end, if its word is good (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
        keys = KeySet.import_key_set(session.request("GET", provider["jwks_uri"], withhold_token=True).json())
        decoded = jwt.decode(logout_token, keys, algorithms=["RS256", "ES256"])
        assert decoded.header["typ"] == "logout+jwt"
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": provider["issuer"]},
            aud={"essential": True, "value": settings["client_id"]},
            iat={"essential": True}, exp={"essential": True}, jti={"essential": True},
        ).validate(decoded.claims)
        assert "nonce" not in decoded.claims
        assert decoded.claims["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
        return dict(decoded.claims)

    verbs = {verb.__name__: verb for verb in (begin, arrived, userinfo, refresh, introspect, revoke, leave, told)}
    for line in sys.stdin:
        verb, *rest = json.loads(line)
        try:
            answer = {"ok": verbs[verb](*rest)}
        except Exception as error:  # told to whoever asked
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
