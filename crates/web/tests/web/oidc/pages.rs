//! What people see on their way to an application and back, and what administrators do.

use super::*;
use kunye_kernel::time::SECOND;

#[tokio::test]
async fn strangers_are_not_sent_anywhere() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let mut browser = product.signed_in("applicant").await;
    for wrong in [
        [("client_id", "01ARYZ6S410000000000000000")],
        [("client_id", "<script>")],
        [("redirect_uri", "https://evil.example/")],
        [("redirect_uri", "https://pys.example.gov.tr/geri/..")],
        [("redirect_uri", "javascript:alert(1)")],
    ] {
        let reply = browser.get(&authorize(&registered.client, &wrong)).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong:?}");
        assert_eq!((reply.header(header::LOCATION), reply.header(header::REFRESH)), ("", ""), "{wrong:?}");
        assert!(reply.body.contains("<h1>Uygulamaya giriş yapılamıyor</h1>"), "{}", reply.body);
    }
    let long = "x".repeat(3_000);
    assert_eq!(browser.get(&authorize(&registered.client, &[("claims", &long)])).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn refusals_go_back_with_state_and_issuer() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let mut browser = product.browser();
    let silent = brought(browser.get(&authorize(&registered.client, &[("prompt", "none")])).await.to());
    assert_eq!(silent["error"], "login_required");
    assert_eq!((silent["state"].as_str(), silent["iss"].as_str()), ("s&1", "http://kunye.test"));
    let plain = brought(browser.get(&authorize(&registered.client, &[("code_challenge_method", "plain")])).await.to());
    assert_eq!(plain["error"], "invalid_request");
    assert!(!plain.contains_key("code"));
}

#[tokio::test]
async fn a_form_carries_the_answer_where_the_client_wants_one() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let mut browser = product.signed_in("applicant").await;
    let reply = browser.get(&authorize(&registered.client, &[("response_mode", "form_post"), ("state", "\"><script>")])).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body.contains(&format!("action=\"{BACK}\"")) && reply.body.contains("name=\"code\""));
    assert!(!reply.body.contains("\"><script>"));
    let policy = reply.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("form-action 'self' https://pys.example.gov.tr;"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
}

#[tokio::test]
async fn a_long_request_may_be_posted() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let mut browser = product.browser();
    let asked = authorize(&registered.client, &[]);
    let (path, query) = asked.split_once('?').unwrap();
    let request = browser.request(Method::POST, path).header("sec-fetch-site", "cross-site");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let reply = browser.send(request.body(Body::from(query.to_owned())).unwrap()).await;
    assert_eq!(reply.to(), asked);
}

#[tokio::test]
async fn a_client_that_demands_a_second_factor_gets_it_set_up() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &Described { second_factor: true, ..described() });
    let mut browser = product.signed_in("applicant").await;
    let asked = authorize(&registered.client, &[]);
    assert_eq!(browser.get(&asked).await.to(), "/giris/kurulum");
    let page = browser.get("/giris/kurulum").await.body;
    let key: String = page
        .split("<p class=\"key\"")
        .nth(1)
        .unwrap()
        .split("</p>")
        .next()
        .unwrap()
        .split("<span>")
        .skip(1)
        .map(|part| part.split('<').next().unwrap())
        .collect();
    let secret = data_encoding::BASE32_NOPAD.decode(key.as_bytes()).unwrap();
    product.kit.clock.advance(30 * SECOND);
    let code = kunye_core::accounts::second_factor::code_for_demo(&secret, product.kit.world.now()).unwrap().0;
    let codes = browser.post("/giris/kurulum", &[("code", &code)]).await;
    assert_eq!(codes.status, StatusCode::OK, "{}", codes.body);
    let on = browser.post("/giris/kurtarma", &[]).await;
    assert!(on.to().starts_with("/oidc/authorize?"));
    let arrived = brought(&leaves_to(&browser.get(on.to()).await));
    let tokens = exchange(&product, &registered, &arrived["code"]).await.json();
    let payload = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap().to_owned();
    let claims: serde_json::Value =
        serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap()).unwrap();
    assert_eq!(claims["acr"], "urn:kunye:acr:second_factor");
    assert_eq!(claims["amr"], serde_json::json!(["pwd", "otp", "mfa"]));
}

#[tokio::test]
async fn who_has_a_second_factor_gives_it_on_the_way() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let mut half = product.half_signed_in("officer").await;
    let to_sign_in = half.get(&authorize(&registered.client, &[])).await.to().to_owned();
    let to_code = half.get(&to_sign_in).await;
    assert_eq!(to_code.to(), "/giris/kod");
    let code = product.kit.code();
    let on = half.post("/giris/kod", &[("mode", "code"), ("code", &code)]).await;
    assert!(brought(&leaves_to(&half.get(on.to()).await)).contains_key("code"));
}

#[tokio::test]
async fn prompt_login_asks_again_and_keeps_what_was_open() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let (mut browser, tokens) = enter(&product, &registered, "applicant").await;
    product.kit.clock.advance(SECOND);
    let asked = browser.get(&authorize(&registered.client, &[("prompt", "login"), ("login_hint", "ayse")])).await;
    assert!(asked.to().contains("&yeniden=1&ad=ayse"), "{}", asked.to());
    let page = browser.get(asked.to()).await.body;
    assert!(page.contains("value=\"ayse\""));
    let next = page.split("name=\"next\" value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    // Not by coming back without a password.
    assert!(browser.get(&next).await.to().starts_with("/giris?"));
    product.kit.clock.advance(SECOND);
    let user_name = product.kit.member("applicant").user_name.clone();
    let signed_in =
        browser.post("/giris", &[("user_name", &user_name), ("password", kunye_testkit::PASSWORD), ("next", &next)]).await;
    assert!(brought(&leaves_to(&browser.get(signed_in.to()).await)).contains_key("code"));
    let program = &mut product.browser();
    let request = program
        .request(Method::GET, "/oidc/userinfo")
        .header(header::AUTHORIZATION, format!("Bearer {}", tokens["access_token"].as_str().unwrap()));
    assert_eq!(program.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::OK, "the application goes on");
    let sessions = browser.get("/hesabim").await.body.matches("/hesabim/oturum/").count();
    assert_eq!(sessions, 0, "and no second session is left behind");
}

#[tokio::test]
async fn outside_applications_are_allowed_listed_and_disconnected() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &Described { own: false, ..described() });
    let mut browser = product.signed_in("applicant").await;
    let asked = authorize(&registered.client, &[]);
    let page = browser.get(&asked).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Personel Yönetim Sistemi uygulamasına izin verin") && page.body.contains("pys.example.gov.tr"));
    let request = asked.split_once('?').unwrap().1;
    let no = browser.post("/oidc/consent", &[("request", request), ("answer", "no")]).await;
    assert_eq!(brought(&leaves_to(&no))["error"], "access_denied");
    let yes = browser.post("/oidc/consent", &[("request", request), ("answer", "yes")]).await;
    let tokens = exchange(&product, &registered, &brought(&leaves_to(&yes))["code"]).await.json();
    assert!(brought(browser.get(&asked).await.to()).contains_key("code"), "remembered");
    let list = browser.get("/hesabim/uygulamalar").await.body;
    assert!(list.contains("Personel Yönetim Sistemi") && list.contains("Kurum dışı"));
    let mut other = product.signed_in("colleague").await;
    let href = format!("/hesabim/uygulamalar/{}/kaldir", registered.client.id);
    other.post(&href, &[]).await;
    assert!(browser.get("/hesabim/uygulamalar").await.body.contains("Kurum dışı"), "not another person's to end");
    assert_eq!(browser.post(&href, &[]).await.to(), "/hesabim/uygulamalar");
    assert!(browser.get("/hesabim/uygulamalar").await.body.contains("Bağlı uygulama yok"));
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let basic = Some((registered.client.id.as_str(), registered.secret.as_str()));
    assert_eq!(call(&mut product.browser(), "/oidc/token", basic, &refresh).await.json()["error"], "invalid_grant");
    assert_eq!(browser.get(&asked).await.status, StatusCode::OK, "asked again");
}

#[tokio::test]
async fn goodbyes_are_believed_with_a_hint_and_asked_about_without() {
    let product = Product::new();
    let registered = register(&product, ClientAuth::Secret, &described());
    let (mut browser, tokens) = enter(&product, &registered, "applicant").await;
    let hint = tokens["id_token"].as_str().unwrap();
    let address = |more: &[(&str, &str)]| format!("/oidc/logout?{}", form(more));
    let bare = browser.get("/oidc/logout").await;
    assert!(bare.status == StatusCode::OK && bare.body.contains("Oturumunuz kapatılsın mı?"));
    let made_up =
        browser.get(&address(&[("id_token_hint", "a.b.c"), ("post_logout_redirect_uri", "https://evil.example/")])).await;
    assert!(made_up.status == StatusCode::OK && made_up.header(header::REFRESH).is_empty());
    let mut other = product.signed_in("colleague").await;
    let others = other.get(&address(&[("id_token_hint", hint)])).await;
    assert_eq!(others.status, StatusCode::OK, "somebody else's hint ends nothing here");
    assert_eq!(other.get("/hesabim").await.status, StatusCode::OK);
    let elsewhere = [("id_token_hint", hint), ("post_logout_redirect_uri", "https://evil.example/")];
    let gone = browser.get(&address(&elsewhere)).await;
    assert_eq!(gone.to(), "/cikis", "signed out, and sent nowhere");
    assert!(browser.get("/hesabim").await.to().starts_with("/giris"));

    let (mut browser, tokens) = enter(&product, &registered, "applicant").await;
    let known = [
        ("id_token_hint", tokens["id_token"].as_str().unwrap()),
        ("post_logout_redirect_uri", "https://pys.example.gov.tr/"),
        ("state", "a b"),
    ];
    assert_eq!(browser.get(&address(&known)).await.to(), "https://pys.example.gov.tr/?state=a+b");

    let (mut browser, _) = enter(&product, &registered, "applicant").await;
    let named =
        form(&[("client_id", registered.client.id.as_str()), ("post_logout_redirect_uri", "https://pys.example.gov.tr/")]);
    let page = browser.get(&format!("/oidc/logout?{named}")).await;
    assert!(page.body.contains("PYS web"));
    let confirmed = browser.post("/oidc/logout/confirm", &[("request", &named)]).await;
    assert_eq!(leaves_to(&confirmed), "https://pys.example.gov.tr/");
    assert!(browser.get("/hesabim").await.to().starts_with("/giris"));
}

#[tokio::test]
async fn administrators_register_a_client_and_see_its_secret_once() {
    let product = Product::new();
    register(&product, ClientAuth::Secret, &described());
    let mut browser = product.signed_in("administrator").await;
    let base = "/kayit/uygulamalar/pys/istemciler";
    assert!(browser.get(base).await.body.contains("PYS web"));
    let fields = |name: &'static str, redirects: &'static str| {
        [
            ("name", name),
            ("auth", "secret"),
            ("redirects", redirects),
            ("own", "yes"),
            ("second_factor", "no"),
            ("algorithm", "RS256"),
            ("scope_profile", "yes"),
        ]
    };
    let wrong = browser.post(&format!("{base}/yeni"), &fields("", "http://pys.example.gov.tr/")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = browser.post(&format!("{base}/yeni"), &fields("Raporlar", "http://pys.example.gov.tr/")).await;
    assert!(wrong.body.contains("Adres kabul edilmiyor: http://pys.example.gov.tr/"), "{}", wrong.body);
    let made = browser.post(&format!("{base}/yeni"), &fields("Raporlar", "https://rapor.example.gov.tr/geri")).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let codes: Vec<&str> = made.body.split("translate=\"no\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    let [.., id, secret] = codes.as_slice() else { panic!("{codes:?}") };
    assert_eq!((id.len(), secret.len()), (26, 43));
    let show = format!("{base}/{id}");
    let page = browser.get(&show).await.body;
    assert!(page.contains("https://rapor.example.gov.tr/geri") && !page.contains(secret));
    let basic = async |secret: &str| {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", "x")];
        call(&mut product.browser(), "/oidc/token", Some((id, secret)), &fields).await.json()["error"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(basic(secret).await, "invalid_grant");
    browser.post(&format!("{show}/gizli-anahtar"), &[]).await;
    assert_eq!(basic(secret).await, "invalid_client");
    let changed = browser.post(&format!("{show}/duzenle"), &fields("Rapor sunucusu", "https://rapor.example.gov.tr/donus")).await;
    assert_eq!(changed.to(), show);
    assert!(browser.get(&show).await.body.contains("https://rapor.example.gov.tr/donus"));
    assert_eq!(browser.get("/kayit/uygulamalar/baska/istemciler").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post(&format!("{show}/sonlandir"), &[]).await.to(), base);
    assert!(browser.get(&show).await.body.contains("sonlandırıldı"));
}
