//! What programs call.

use super::*;

async fn userinfo(product: &Product, token: &str) -> Reply {
    let mut program = product.browser();
    let request = program.request(Method::GET, "/oidc/userinfo").header(header::AUTHORIZATION, format!("Bearer {token}"));
    program.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_description_names_addresses_that_answer() {
    let product = Product::new();
    let mut program = product.browser();
    let told = program.get("/.well-known/openid-configuration").await.json();
    assert_eq!(told["issuer"], "http://kunye.test");
    let routes = kunye_web::routes::table();
    let addresses: Vec<&str> = told
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri")
        .map(|(_, value)| value.as_str().unwrap())
        .collect();
    assert_eq!(addresses.len(), 7);
    for address in addresses {
        let path = address.strip_prefix("http://kunye.test").unwrap();
        assert!(routes.iter().any(|route| route.path == path), "{path}");
    }
    assert_eq!(told["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    let keys = program.get("/oidc/jwks").await.json();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn from_the_request_to_the_person() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let mut browser = product.browser();
    let asked = authorize(&registered.client, &[]);
    let to_sign_in = browser.get(&asked).await;
    assert!(to_sign_in.to().starts_with("/giris?sonra=/oidc/authorize%3F"), "{}", to_sign_in.to());
    let page = browser.get(to_sign_in.to()).await.body;
    let next = page.split("name=\"next\" value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let user_name = product.kit.member("applicant").user_name.clone();
    let signed_in =
        browser.post("/giris", &[("user_name", &user_name), ("password", kunye_testkit::PASSWORD), ("next", &next)]).await;
    let left = browser.get(signed_in.to()).await;
    let arrived = brought(&leaves_to(&left));
    assert_eq!((arrived["state"].as_str(), arrived["iss"].as_str()), ("s&1", "http://kunye.test"));
    let reply = exchange(&product, &registered, &arrived["code"]).await;
    assert_eq!((reply.status, reply.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    assert_eq!(reply.header(header::PRAGMA), "no-cache");
    let tokens = reply.json();
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&"Bearer".into(), &600.into()));
    let person = userinfo(&product, tokens["access_token"].as_str().unwrap()).await.json();
    assert_eq!(person["preferred_username"], user_name);
    // Whoever is signed in is not asked again.
    assert!(brought(browser.get(&asked).await.to()).contains_key("code"));
}

#[tokio::test]
async fn clients_prove_themselves_in_their_own_way_and_in_one() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let (id, secret) = (registered.client.id.to_string(), registered.secret.clone());
    let grant = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    let mut program = product.browser();
    let mut with = async |basic: Option<(&str, &str)>, more: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> = grant.iter().chain(more).copied().collect();
        let reply = call(&mut program, "/oidc/token", basic, &fields).await;
        (
            reply.status.as_u16(),
            reply.json()["error"].as_str().unwrap().to_owned(),
            reply.header(header::WWW_AUTHENTICATE).to_owned(),
        )
    };
    let proved = (400, "invalid_grant".to_owned(), String::new());
    assert_eq!(with(Some((&id, &secret)), &[]).await, proved);
    assert_eq!(with(None, &[("client_id", &id), ("client_secret", &secret)]).await, proved);
    let (status, error, asked) = with(Some((&id, "wrong")), &[]).await;
    assert_eq!((status, error.as_str()), (401, "invalid_client"));
    assert!(asked.starts_with("Basic "));
    assert_eq!(with(None, &[("client_id", &id)]).await.1, "invalid_client");
    assert_eq!(with(None, &[]).await.1, "invalid_client");
    assert_eq!(with(Some(("01ARYZ6S410000000000000000", &secret)), &[]).await.1, "invalid_client");
    assert_eq!(with(Some((&id, &secret)), &[("client_secret", &secret)]).await.1, "invalid_request");
    assert_eq!(with(Some((&id, &secret)), &[("client_id", "another")]).await.1, "invalid_request");
    assert_eq!(with(Some((&id, &secret)), &[("grant_type", "password")]).await.1, "invalid_request", "given twice");
    let reply = call(&mut product.browser(), "/oidc/token", Some((&id, &secret)), &[("grant_type", "password")]).await;
    assert_eq!(reply.json()["error"], "unsupported_grant_type");
}

#[tokio::test]
async fn a_public_client_needs_no_secret_and_its_browser_is_let_in() {
    let product = Product::new();
    let spa = Described { redirects: vec![BACK.into(), "http://127.0.0.1/geri".into()], ..described() };
    let registered = register(&product, ClientAuth::None, &spa);
    let mut browser = product.signed_in("applicant").await;
    let native = "http://127.0.0.1:49152/geri";
    let reply = browser.get(&authorize(&registered.client, &[("redirect_uri", native)])).await;
    assert!(reply.to().starts_with("http://127.0.0.1:49152/geri?code="), "{}", reply.to());
    let code = brought(browser.get(&authorize(&registered.client, &[])).await.to())["code"].clone();

    let origin = "https://pys.example.gov.tr";
    let ask = async |method: Method, origin: &'static str, path: &str, body: String| {
        let mut program = product.browser();
        let request = program
            .request(method, path)
            .header(header::ORIGIN, origin)
            .header("sec-fetch-site", "cross-site")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        program.send(request.body(Body::from(body)).unwrap()).await
    };
    let preflight = ask(Method::OPTIONS, origin, "/oidc/token", String::new()).await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert_eq!(preflight.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), origin);
    assert_eq!(preflight.header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), "");
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", registered.client.id.as_str()),
        ("code", &code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ];
    let tokens = ask(Method::POST, origin, "/oidc/token", form(&fields)).await;
    assert_eq!((tokens.status, tokens.header(header::ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::OK, origin), "{}", tokens.body);
    for (origin, path) in [
        ("https://evil.example", "/oidc/token"),
        ("https://pys.example.gov.tr", "/oidc/introspect"),
        ("https://pys.example.gov.tr", "/hesabim"),
        ("null", "/oidc/userinfo"),
    ] {
        let reply = ask(Method::OPTIONS, origin, path, String::new()).await;
        assert_eq!(reply.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "", "{origin} {path}");
    }
    let introspect =
        call(&mut product.browser(), "/oidc/introspect", None, &[("client_id", registered.client.id.as_str()), ("token", "x")])
            .await;
    assert_eq!(introspect.status, StatusCode::UNAUTHORIZED, "who has no secret asks about no tokens");
}

#[tokio::test]
async fn a_token_opens_the_person_until_it_is_revoked() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let (_, tokens) = enter(&product, &registered, "applicant").await;
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(userinfo(&product, access).await.status, StatusCode::OK);
    let refused = userinfo(&product, "made-up").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.header(header::WWW_AUTHENTICATE).contains("error=\"invalid_token\""));
    let mut program = product.browser();
    let bare = program.get("/oidc/userinfo").await;
    assert_eq!((bare.status, bare.header(header::WWW_AUTHENTICATE)), (StatusCode::UNAUTHORIZED, "Bearer realm=\"kunye\""));
    assert!(bare.body.is_empty(), "no page for a program");
    let in_the_address = program.get(&format!("/oidc/userinfo?access_token={access}")).await;
    assert_eq!(in_the_address.status, StatusCode::UNAUTHORIZED);
    // A refresh token is not an access token, and neither is the token of a session.
    assert_eq!(userinfo(&product, tokens["refresh_token"].as_str().unwrap()).await.status, StatusCode::UNAUTHORIZED);
    let basic = Some((registered.client.id.as_str(), registered.secret.as_str()));
    let told = call(&mut program, "/oidc/introspect", basic, &[("token", access)]).await;
    assert_eq!(told.json()["active"], true);
    let unknown = call(&mut program, "/oidc/revoke", basic, &[("token", "made-up")]).await;
    assert_eq!(unknown.status, StatusCode::OK);
    call(&mut program, "/oidc/revoke", basic, &[("token", tokens["refresh_token"].as_str().unwrap())]).await;
    assert_eq!(userinfo(&product, access).await.status, StatusCode::UNAUTHORIZED);
    // What opens applications opens no page and no interface of ours.
    let request = program.request(Method::GET, "/api/v1/me").header(header::AUTHORIZATION, format!("Bearer {access}"));
    assert_eq!(program.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn forms_of_other_sites_still_reach_nothing_else() {
    let product = Product::new();
    for path in ["/oidc/consent", "/oidc/logout/confirm", "/hesabim/uygulamalar/01ARYZ6S410000000000000000/kaldir", "/cikis"] {
        let mut browser = product.signed_in("applicant").await;
        let reply = call(&mut browser, path, None, &[("request", ""), ("answer", "yes")]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_a_form_is_an_error_of_the_protocol() {
    let product = Product::new();
    let mut program = product.browser();
    for (kind, body) in [
        ("application/json", "{}"),
        ("application/x-www-form-urlencoded", "%00=1"),
        ("application/x-www-form-urlencoded", "grant_type=a&grant_type=b"),
        ("application/x-www-form-urlencoded", "&&&=;"),
        ("text/plain", ""),
    ] {
        for path in ["/oidc/token", "/oidc/introspect", "/oidc/revoke"] {
            let request = program.request(Method::POST, path).header(header::CONTENT_TYPE, kind);
            let reply = program.send(request.body(Body::from(body)).unwrap()).await;
            assert!(
                reply.status == StatusCode::BAD_REQUEST || reply.status == StatusCode::UNAUTHORIZED,
                "{path} {body}: {}",
                reply.status
            );
            assert!(reply.json()["error"].is_string());
        }
    }
}
