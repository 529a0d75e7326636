//! Our reading beside that of another library, and beside nonsense.

use kunye_directory::ber::{Reader, Writer, frame};
use kunye_directory::filter::Filter;
use kunye_directory::matching::Matcher;
use kunye_directory::message::{Message, Request, read};
use ldap3_proto::proto::{LdapFilter, LdapMsg, LdapOp, LdapSearchRequest, LdapSearchScope};
use proptest::prelude::*;

/// What a fuzzer does, too: whatever the bytes are, they are read or refused.
fn digest(bytes: &[u8]) {
    let _ = frame(bytes, 1 << 16);
    if let Ok(Message { request: Request::Search(search), .. }) = read(bytes) {
        let _ = Matcher::new(&search.filter);
    }
    if let Ok(filter) = Filter::read(&mut Reader::new(bytes)) {
        let _ = Matcher::new(&filter);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(dn) = kunye_directory::dn::Dn::parse(text)
    {
        let normal = dn.normal();
        assert_eq!(kunye_directory::dn::Dn::parse(&normal).map(|dn| dn.normal()), Some(normal), "one name stays itself");
    }
}

fn filter() -> impl Strategy<Value = LdapFilter> {
    let word = "[a-zA-Zçğıöşü0-9 *()]{1,8}";
    let leaf = prop_oneof![
        ("[a-z]{1,8}", word).prop_map(|(a, v)| LdapFilter::Equality(a, v)),
        "[a-z]{1,8}".prop_map(LdapFilter::Present),
        ("[a-z]{1,8}", word).prop_map(|(a, v)| LdapFilter::GreaterOrEqual(a, v)),
        ("[a-z]{1,8}", word).prop_map(|(a, v)| LdapFilter::Approx(a, v)),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5).prop_map(LdapFilter::And),
            prop::collection::vec(inner.clone(), 1..5).prop_map(LdapFilter::Or),
            inner.prop_map(|it| LdapFilter::Not(Box::new(it))),
        ]
    })
}

/// The shape of a filter, in the words of both libraries.
fn theirs(filter: &LdapFilter) -> String {
    let all = |list: &[LdapFilter]| list.iter().map(theirs).collect::<String>();
    match filter {
        LdapFilter::And(list) => format!("(&{})", all(list)),
        LdapFilter::Or(list) => format!("(|{})", all(list)),
        LdapFilter::Not(one) => format!("(!{})", theirs(one)),
        LdapFilter::Equality(a, v) => format!("({a}={v})"),
        LdapFilter::Present(a) => format!("({a}=*)"),
        LdapFilter::GreaterOrEqual(a, v) => format!("({a}>={v})"),
        LdapFilter::Approx(a, v) => format!("({a}~={v})"),
        other => panic!("{other:?}"),
    }
}

fn ours(filter: &Filter<'_>) -> String {
    let all = |list: &[Filter<'_>]| list.iter().map(ours).collect::<String>();
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().to_owned();
    match filter {
        Filter::And(list) => format!("(&{})", all(list)),
        Filter::Or(list) => format!("(|{})", all(list)),
        Filter::Not(one) => format!("(!{})", ours(one)),
        Filter::Equal(a, v) => format!("({a}={})", text(v)),
        Filter::Present(a) => format!("({a}=*)"),
        Filter::AtLeast(a, v) => format!("({a}>={})", text(v)),
        Filter::Approx(a, v) => format!("({a}~={})", text(v)),
        other => panic!("{other:?}"),
    }
}

fn written(message: LdapMsg) -> Vec<u8> {
    let mut bytes = bytes::BytesMut::new();
    let mut codec = ldap3_proto::LdapCodec::default();
    tokio_util::codec::Encoder::encode(&mut codec, message, &mut bytes).unwrap();
    bytes.to_vec()
}

fn search(filter: LdapFilter) -> LdapMsg {
    LdapMsg::new(
        1,
        LdapOp::SearchRequest(LdapSearchRequest {
            base: "ou=people,dc=example,dc=org".into(),
            scope: LdapSearchScope::Subtree,
            aliases: ldap3_proto::proto::LdapDerefAliases::Never,
            sizelimit: 0,
            timelimit: 0,
            typesonly: false,
            filter,
            attrs: vec!["cn".into(), "mail".into()],
        }),
    )
}

proptest! {
    #[test]
    fn nonsense_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        digest(&bytes);
    }

    #[test]
    fn what_another_library_writes_is_read_alike(filter in filter()) {
        let bytes = written(search(filter.clone()));
        let message = read(&bytes).expect("a message");
        let Request::Search(found) = message.request else { panic!() };
        prop_assert_eq!(ours(&found.filter), theirs(&filter));
        prop_assert_eq!(found.base, "ou=people,dc=example,dc=org");
        prop_assert_eq!(found.attributes, ["cn", "mail"]);
    }

    #[test]
    fn a_message_with_bytes_changed_is_read_or_refused(filter in filter(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = written(search(filter));
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        digest(&bytes);
    }

    #[test]
    fn names_are_escaped_and_read_back(value in "\\PC{1,20}") {
        let mut writer = Writer::default();
        writer.octets(value.as_bytes());
        prop_assert_eq!(Reader::new(writer.bytes()).text(), Ok(value.as_str()));
        digest(format!("cn={value},dc=org").as_bytes());
    }
}

/// Reading one search, ours beside the library's: the figure of ADR 7. `cargo nextest run --release -- --ignored reading`
#[test]
#[ignore = "a measurement"]
fn reading_a_search_is_quicker_than_the_library() {
    let bytes = written(search(LdapFilter::Equality("uid".into(), "u000001".into())));
    let rounds = 200_000;
    let start = std::time::Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(read(std::hint::black_box(&bytes)).unwrap());
    }
    let ours = start.elapsed() / rounds;
    let start = std::time::Instant::now();
    for _ in 0..rounds {
        let mut codec = ldap3_proto::LdapCodec::default();
        let mut buffer = bytes::BytesMut::from(std::hint::black_box(&bytes[..]));
        std::hint::black_box(tokio_util::codec::Decoder::decode(&mut codec, &mut buffer).unwrap().unwrap());
    }
    println!("ours {ours:?}, the library's {:?}", start.elapsed() / rounds);
}
