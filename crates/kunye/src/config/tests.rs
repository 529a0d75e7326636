use super::*;
use kunye_core::texts::Texts;
use kunye_kernel::language::Language;
use std::path::PathBuf;

fn layers(file: &str, variables: &[(&str, &str)], flags: Vec<Override>) -> Layers {
    let given = variables.iter().map(|(name, value)| Override::variable((*name).into(), (*value).into()).unwrap());
    Layers::of(Some((PathBuf::from("k.toml"), file.into())), given.chain(flags).collect())
}

fn wrong(file: &str, variables: &[(&str, &str)]) -> String {
    let error = layers(file, variables, Vec::new()).config().unwrap_err();
    Texts::load().unwrap().error(Language::En, &error)
}

#[test]
fn the_documented_example_is_the_defaults() {
    let config = layers("", &[], Vec::new()).config().unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!((config.sms.gateway, config.log.format), (Gateway::None, LogFormat::Text));
    assert!(config.server.secure_cookies && config.mail.smtp.is_none());
    assert_eq!(config.public_url().unwrap_err().text, "config-missing");
    assert_eq!(config.database_url().unwrap(), "sqlite:/var/lib/kunye/kunye.sqlite");
}

/// Lines that are commented out are settings too: each must be one the program knows.
#[test]
fn what_the_example_only_mentions_is_right_as_well() {
    let is_setting = |line: &str| {
        let key = line.split_once(" = ").map(|(key, _)| key);
        line.starts_with('[') || key.is_some_and(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
    };
    let all: Vec<&str> =
        DEFAULTS.lines().map(|line| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line)).collect();
    assert!(all.contains(&"[sms.smpp]") && all.contains(&"[sms.https]") && all.contains(&"[mail.smtp]"));
    let text = all.join("\n").replace("gateway = \"none\"", "gateway = \"smpp\"");
    let config = layers(&text, &[], Vec::new()).config().unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(config.public_url().unwrap(), "https://hesap.example.gov.tr");
    assert!(config.sms.smpp.is_some() && config.sms.https.is_some() && config.mail.smtp.is_some());
}

#[test]
fn a_flag_beats_a_variable_beats_the_file_beats_the_default() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\npublic_url = \"https://a.example/\"\n[log]\nlevel = \"warn\"";
    let variables = [("KUNYE_SERVER__LISTEN", "127.0.0.1:2"), ("KUNYE_LOG__LEVEL", "debug")];
    let mut layers = layers(file, &variables, vec![Override::flag("--listen", "server.listen", "127.0.0.1:3")]);
    let config = layers.config().unwrap();
    assert_eq!((config.server.listen.port(), config.log.level.as_str()), (3, "debug"));
    assert_eq!(config.public_url().unwrap(), "https://a.example");

    let origins = layers.list().unwrap();
    let of = |key: &str| &origins.iter().find(|setting| setting.key == key).unwrap().origin;
    assert_eq!(*of("server.listen"), Origin::Given("--listen".into()));
    assert_eq!(*of("log.level"), Origin::Given("KUNYE_LOG__LEVEL".into()));
    assert_eq!(*of("server.public_url"), Origin::File { path: "k.toml".into(), line: 3 });
    assert_eq!(*of("workers.threads"), Origin::Default);
}

#[test]
fn variables_become_the_type_that_is_needed() {
    let variables = [
        ("KUNYE_WORKERS__THREADS", "7"),
        ("KUNYE_SERVER__SECURE_COOKIES", "false"),
        ("KUNYE_SERVER__TRUSTED_PROXIES", "[\"10.0.0.1\", \"::1\"]"),
        ("KUNYE_SERVER__HELP_DESK", "4440123"),
        ("KUNYE_SMS__GATEWAY", "smpp"),
        ("KUNYE_SMS__SMPP__HOST", "smsc.example"),
        ("KUNYE_SMS__SMPP__SYSTEM_ID", "kurum"),
        ("KUNYE_SMS__SMPP__PASSWORD", "123456"),
        ("KUNYE_SMS__SMPP__SENDER", "KURUM"),
    ];
    let config = layers("", &variables, Vec::new()).config().unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!((config.workers.threads, config.server.secure_cookies), (7, false));
    assert_eq!(config.server.trusted_proxies.len(), 2);
    assert_eq!(config.server.help_desk, "4440123");
    assert_eq!(config.sms.smpp.unwrap().password.unwrap().expose(), "123456");
}

#[test]
fn errors_say_where() {
    assert!(wrong("[server]\n\nlisten = 5", &[]).contains("k.toml:3"));
    assert!(wrong("[server]\nlisten = \"x\"", &[]).contains("k.toml:2"));
    let unknown = wrong("[log]\nlevel = \"info\"\ncolour = true", &[]);
    assert!(unknown.contains("k.toml:3") && unknown.contains("colour"), "{unknown}");
    assert!(wrong("[server\nlisten", &[]).contains("k.toml:1"));
    let variable = wrong("", &[("KUNYE_SERVER__LISTEN", "x"), ("KUNYE_LOG__LEVEL", "info")]);
    assert!(variable.contains("KUNYE_SERVER__LISTEN"), "{variable}");
    let list = wrong("", &[("KUNYE_LOG__LEVEL", "info"), ("KUNYE_SERVER__TRUSTED_PROXIES", "[\"10.0.0.1\", \"x\"]")]);
    assert!(list.contains("KUNYE_SERVER__TRUSTED_PROXIES"), "{list}");
    assert!(wrong("", &[("KUNYE_SERVER__LISTNE", "x")]).contains("KUNYE_SERVER__LISTNE"));
    let smpp = wrong("[sms]\ngateway = \"smpp\"\n[sms.smpp]\nhost = \"x\"", &[]);
    assert!(smpp.contains("k.toml:3") && smpp.contains("system_id"), "{smpp}");
    let section = wrong("[sms]\ngateway = \"https\"", &[]);
    assert!(section.contains("sms.https") && section.contains("KUNYE_SMS__HTTPS"), "{section}");
}

#[test]
fn secrets_are_neither_read_from_the_file_nor_shown() {
    let said = wrong("[sms.smpp]\npassword = \"hunter22\"", &[]);
    assert!(said.contains("k.toml:2") && !said.contains("hunter22"), "{said}");
    let address = wrong("[database]\nurl = \"postgres://kunye:hunter22@db/kunye\"", &[]);
    assert!(address.contains("k.toml:2") && !address.contains("hunter22"), "{address}");

    let variables = [("KUNYE_DATABASE__URL", "postgres://kunye:hunter22@db/kunye"), ("KUNYE_SMS__SMPP__PASSWORD", "hunter22")];
    let shown = format!("{:?}", layers("", &variables, Vec::new()).list().unwrap());
    assert!(shown.contains("KUNYE_SMS__SMPP__PASSWORD") && !shown.contains("hunter22"), "{shown}");
}

#[test]
fn receipts_over_https_need_a_token_of_some_length() {
    let https = "[sms]\ngateway = \"https\"\n[sms.https]\nurl = \"https://x.example\"\nsender = \"K\"\n[sms.https.body.form]\nt = \"{text}\"\n";
    let receipts = "[sms.https.receipts]\nreference = \"/id\"\nstate = \"/s\"\nstates = {}\n";
    let token = |file: &str, token: &str| {
        layers(file, &[("KUNYE_SMS__RECEIPT_TOKEN", token)], Vec::new()).config().unwrap().receipt_token()
    };
    assert!(token(https, "").unwrap().is_none(), "no receipts, no token");
    let with_receipts = format!("{https}{receipts}");
    assert_eq!(token(&with_receipts, "short").unwrap_err().text, "config-missing");
    assert_eq!(token(&with_receipts, "0123456789abcdef0123").unwrap().unwrap().expose().len(), 20);
}
