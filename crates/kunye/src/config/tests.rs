use super::*;
use kunye_kernel::language::Language;
use std::path::PathBuf;

fn layers(file: &str, variables: &[(&str, &str)], flags: Vec<Override>) -> Layers {
    let given = variables.iter().map(|(name, value)| Override::variable((*name).into(), (*value).into()).unwrap());
    Layers::of(Some((PathBuf::from("k.toml"), file.into())), given.chain(flags).collect())
}

/// Everything that is told of a wrong configuration, in a language.
fn told(language: Language, error: &kunye_kernel::error::Error) -> Vec<String> {
    let terminal = crate::terminal::Terminal::new(Some(language), |_| None).unwrap();
    let Faults(faults) = error.cause().and_then(|cause| cause.downcast_ref()).unwrap();
    faults.iter().map(|fault| terminal.fault(fault)).collect()
}

fn wrong(file: &str, variables: &[(&str, &str)]) -> String {
    told(Language::En, &layers(file, variables, Vec::new()).config().unwrap_err()).join("\n")
}

/// The documented example with everything that it only mentions.
fn whole_example() -> String {
    let is_setting = |line: &str| {
        let key = line.split_once(" = ").map(|(key, _)| key);
        line.starts_with('[') || key.is_some_and(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
    };
    let all: Vec<&str> =
        DEFAULTS.lines().map(|line| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line)).collect();
    assert!(all.contains(&"[sms.smpp]") && all.contains(&"[sms.https]") && all.contains(&"[mail.smtp]"));
    all.join("\n")
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
    let text = whole_example().replace("gateway = \"none\"", "gateway = \"smpp\"");
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

    let origins = layers.list();
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
    let shown = format!("{:?}", layers("", &variables, Vec::new()).list());
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
    assert_eq!(token(&with_receipts, "short").unwrap_err().text, "config-receipt-token");
    assert_eq!(token(&with_receipts, "0123456789abcdef0123").unwrap().unwrap().expose().len(), 20);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let file = r#"
[server]
listen = "here"
secure_cookies = "maybe"
trusted_proxies = ["10.0.0.1", "x", "::1", "y"]
colour = "red"
public_url = "hesap.example"
[workers]
threads = -1
[sms]
gateway = "https"
[sms.https]
pasword = "hunter22"
refusals = [{ status = 500, reason = "tired" }, { status = 70000 }]
[mail.smtp]
timeout_seconds = -3
password = "hunter22"
[ldap]
base = "ou=people"
[papers]
size = "A4"
"#;
    let variables = [
        ("KUNYE_SERVER__LISTEN", "there"),
        ("KUNYE_LOG__LEVEL", "loud=very"),
        ("KUNYE_LDAP__THREADS", "many"),
        ("KUNYE_MAIL__SMTP__PORT", "100000"),
        ("KUNYE_DATABASE__URL", "mysql://kunye:hunter22@db/kunye"),
    ];
    let mut layers = layers(file, &variables, vec![Override::flag("--listen", "server.listen", "elsewhere")]);
    let error = layers.service_config().unwrap_err();
    let expected = [
        "k.toml:3: server.listen = \"here\"",
        "k.toml:4: server.secure_cookies = \"maybe\"",
        "k.toml:5: server.trusted_proxies[1] = \"x\"",
        "k.toml:5: server.trusted_proxies[3] = \"y\"",
        "k.toml:6: server.colour = …",
        "k.toml:7: server.public_url = \"hesap.example\"",
        "k.toml:9: workers.threads = -1",
        "k.toml:13: sms.https.pasword = …",
        "k.toml:14: sms.https.refusals[0].reason = \"tired\"",
        "k.toml:14: sms.https.refusals[1].status = 70000",
        "k.toml:16: mail.smtp.timeout_seconds = -3",
        "k.toml:17: mail.smtp.password = •••",
        "k.toml:19: ldap.base = \"ou=people\"",
        "k.toml:20: papers = …",
        "KUNYE_DATABASE__URL: database.url = •••",
        "KUNYE_LDAP__THREADS: ldap.threads = \"many\"",
        "KUNYE_LOG__LEVEL: log.level = \"loud=very\"",
        "KUNYE_MAIL__SMTP__PORT: mail.smtp.port = 100000",
        "KUNYE_SERVER__LISTEN: server.listen = \"there\"",
        "--listen: server.listen = \"elsewhere\"",
        // What is missing, where its section stands.
        "k.toml:15: mail.smtp.from",
        "k.toml:15: mail.smtp.host",
        "mail.smtp.user",
        "k.toml:12: sms.https.body",
        "k.toml:12: sms.https.sender",
        "k.toml:12: sms.https.url",
        "k.toml:14: sms.https.refusals[1].reason",
    ];
    for language in Language::ALL {
        let told = told(language, &error);
        let heads: Vec<&str> = told.iter().map(|one| one.lines().next().unwrap().trim_start_matches("  – ")).collect();
        let (mut heads_sorted, mut expected_sorted) = (heads.clone(), expected.to_vec());
        heads_sorted.sort_unstable();
        expected_sorted.sort_unstable();
        assert_eq!(heads_sorted, expected_sorted, "{language:?}");
        let line = |head: &&str| head.strip_prefix("k.toml:")?.split(':').next()?.parse::<u32>().ok();
        let lines: Vec<u32> = heads.iter().filter_map(line).collect();
        assert!(lines.is_sorted() && heads[..lines.len()].iter().all(|head| line(head).is_some()), "{heads:#?}");
        assert!(told.iter().all(|one| one.lines().count() > 1), "each says what is allowed: {told:#?}");
        assert!(!told.concat().contains("hunter22"));
    }
}

/// What is allowed is said in the reader's language for every setting there is, not in the words of the reader of TOML.
#[test]
fn every_setting_has_words_for_what_it_may_be() {
    let whole = layers(&whole_example(), &[], Vec::new());
    for (number, setting) in whole.list().into_iter().enumerate() {
        // Free inside: a provider's own headers and body.
        if setting.key.starts_with("sms.https.body") {
            continue;
        }
        for value in ["{ a = [[]] }", "[[[]]]", "\"\\u0000\"", "-1.5", "1979-05-27"] {
            let (section, name) = setting.key.rsplit_once('.').unwrap();
            let file = format!("[{section}]\n{name} = {value}\n");
            let Err(error) = layers(&file, &[], Vec::new()).service_config() else { continue };
            let Faults(faults) = error.cause().and_then(|cause| cause.downcast_ref()).unwrap();
            let raw: Vec<_> = faults.iter().filter(|fault| fault.text == "config-wrong").collect();
            assert!(raw.is_empty(), "{number}: {file}{raw:?}");
        }
    }
}

#[test]
fn a_file_that_is_no_toml_is_told_with_every_line_and_what_else_is_wrong() {
    let file = "[server]\nlisten = 127.0.0.1:80\n[log]\nlevel = info\n[sms]\ngateway = \"smpp\"";
    let mut layers = layers(file, &[("KUNYE_WORKERS__THREADS", "many")], Vec::new());
    let told = told(Language::Tr, &layers.service_config().unwrap_err());
    let heads: Vec<&str> = told.iter().map(|one| one.lines().next().unwrap().trim_start_matches("  – ")).collect();
    assert_eq!(heads, ["k.toml:2", "k.toml:4", "KUNYE_WORKERS__THREADS: workers.threads = \"many\""], "{told:#?}");
}

/// Existing files keep their mailboxes; what says two things is told.
#[test]
fn mailboxes_are_where_either_name_says_or_the_tree() {
    let domain = |file: &str| {
        let config = layers(file, &[], Vec::new()).config().unwrap_or_else(|error| panic!("{error:?}"));
        config.mail_domain().unwrap().map(|domain| (domain.as_str().to_owned(), domain.is_stated()))
    };
    let stated = Some(("example.gov.tr".to_owned(), true));
    assert_eq!(domain(""), None, "the tree of the defaults, and nothing listens");
    assert_eq!(domain("[mail]\ndomain = \"Example.gov.tr\""), stated);
    assert_eq!(domain("[ldap]\nmail_domain = \"example.gov.tr\""), stated, "the former name");
    assert_eq!(domain("[mail]\ndomain = \"example.gov.tr\"\n[ldap]\nmail_domain = \"EXAMPLE.gov.tr\""), stated);
    let tree = "[ldap]\nlisten = \"127.0.0.1:389\"\nbase = \"dc=kurum,dc=gov,dc=tr\"\n";
    assert_eq!(domain(tree), Some(("kurum.gov.tr".to_owned(), false)));
    assert_eq!(domain(&format!("{tree}mail_domain = \"example.gov.tr\"")), stated);
    let two = wrong("[mail]\ndomain = \"example.gov.tr\"\n[ldap]\nmail_domain = \"kurum.gov.tr\"", &[]);
    assert!(two.contains("k.toml:4: ldap.mail_domain = \"kurum.gov.tr\"") && two.contains("Leave one"), "{two}");
    for bad in ["@example.gov.tr", "örnek.gov.tr", "example gov"] {
        let told = wrong(&format!("[mail]\ndomain = \"{bad}\""), &[]);
        assert!(told.contains("k.toml:2: mail.domain"), "{told}");
    }
}
