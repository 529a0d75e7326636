# Signing in to applications with one account (OpenID Connect).

oidc-stopped-title = You cannot be signed in to this application
oidc-stopped-do = Nothing is wrong with your account. Open the application again at its own address; if it happens again, tell the application's administrator.
oidc-client-unknown = The application that sent you here is not known, or its registration has ended.
oidc-redirect-unknown = { $name } wanted to bring you to an address that is not registered for it. For your safety you were not sent there.
oidc-request-wrong = The application's request could not be read, or is too long.

oidc-consent-title = Allow { $application }
oidc-consent-who = You are signed in as { $user }. This application does not belong to your institution; if you allow it, you go on to { $host }.
oidc-consent-what = The application will be able to:
oidc-consent-later = Your password is not given to the application. You can take this back on your account page at any time.
oidc-consent-yes = Allow
oidc-consent-no = Cancel

oidc-scope-sign-in = Recognise you by a number that only it knows
oidc-scope-profile = Learn your name and user name
oidc-scope-email = Learn your e-mail address
oidc-scope-roles = Learn your roles in this application
oidc-scope-units = Learn the unit where you work
oidc-scope-offline-access = Have access to this while you are away

oidc-knows-profile = name and user name
oidc-knows-email = e-mail
oidc-knows-roles = roles
oidc-knows-units = unit
oidc-knows-offline-access = access without a session

oidc-leave-title = Going to the application
oidc-leave-text = You are being sent to { $host }.

oidc-logout-title = Sign out?
oidc-logout-by = { $client } asks for this.
oidc-logout-text = If you sign out, you leave the other applications that you opened with this account as well.
oidc-logout-stay = Stay signed in

oidc-connections-title = Connected applications
oidc-connections-text = Applications that you have entered with your account, and those you have allowed something. Disconnecting ends your session there; next time you are asked again where that is needed.
oidc-connections-none = No connected applications
oidc-connections-none-text = When you enter an application with this account, it appears here.
oidc-outside = Not the institution's
oidc-entered = Last entered: { $at }
oidc-allowed = Allowed: { $at }
oidc-disconnect = Disconnect
oidc-disconnected = The application was disconnected.

oidc-clients-title = OpenID Connect clients
oidc-clients-text = Programs that sign people in to { $application } with the accounts of this service.
oidc-clients-none = No clients
oidc-clients-none-text = Add a client if the application is to sign people in over OpenID Connect.
oidc-client-new = Add a client
oidc-client-change = Change the client
oidc-client-save = Save
oidc-client-added = The client was added.
oidc-client-changed = The client was changed.
oidc-client-ended-flash = The client was ended, and every session that was opened with it.
oidc-name = Name
oidc-name-hint = What people will read, such as “PYS web interface”
oidc-since = Added
oidc-state = State
oidc-live = In use
oidc-ended-on = Ended on { $date }
oidc-issuer = Provider (issuer)
oidc-client-id = Client id (client_id)
oidc-auth = How it proves itself
oidc-auth-secret = Secret
oidc-auth-secret-hint = For applications on a server. This service makes the secret and shows it once.
oidc-auth-private-key-jwt = Its own key pair (private_key_jwt)
oidc-auth-private-key-jwt-hint = For applications on a server. Only its public key is kept here.
oidc-auth-none = No secret (PKCE)
oidc-auth-none-hint = For applications in the browser or on a person's device, which cannot keep a secret.
oidc-redirects = Addresses after signing in
oidc-redirects-hint = One a line. Compared letter by letter; they begin with https://.
oidc-sign-outs = Addresses after signing out
oidc-sign-outs-hint = One a line.
oidc-logout-uri = Address to tell of ended sessions
oidc-logout-uri-hint = Told from server to server when a session ends (back-channel logout).
oidc-scopes = What it may learn
oidc-scopes-hint = Choose only what the application really uses. The national id is given to no client.
oidc-own = Is it the institution's own?
oidc-own-hint = If not, people are asked for consent, and the application knows each of them by a number of its own.
oidc-second-factor = Is a second factor required?
oidc-second-factor-hint = If so, a password alone does not open it; whoever has no second factor sets one up on the way.
oidc-algorithm = Signature algorithm
oidc-algorithm-rs256 = Every client understands it.
oidc-algorithm-es256 = Shorter and faster, if the application supports it.
oidc-jwks = Public keys (JWK set)
oidc-jwks-hint = Only for clients with a key pair of their own. Do not put the private key here.

oidc-secret = Secret (client_secret)
oidc-secret-title = The client's secret
oidc-secret-once = This secret is not shown again. Put it into the application's settings now; do not send it by mail or message.
oidc-secret-kept = I have kept it
oidc-secret-renew = Renew the secret
oidc-secret-renew-text = The old secret stops at once; the application signs nobody in until it has the new one.
oidc-end = End the client
oidc-end-title = End this client?
oidc-end-text = Nobody can sign in with this client any more, and every session opened with it ends. This cannot be undone; you can add a new client.

oidc-name-wrong = Give the client a name of at most 100 characters.
oidc-auth-none-chosen = Choose how the client proves itself.
oidc-algorithm-none = Choose a signature algorithm.
oidc-uri-none = Give at least one address.
oidc-uri-many = At most 20 addresses can be given.
oidc-uri-wrong = This address is not accepted: { $uri } It must begin with https:// and hold no *, no # and no user name. http:// is for this machine alone (127.0.0.1, [::1], localhost).
oidc-jwks-wrong = Give public keys as a JWK set: public RSA or EC keys only. Leave the field empty for clients that prove themselves in another way.
oidc-client-ended = This client has ended.
oidc-client-no-secret = This client has no secret.
