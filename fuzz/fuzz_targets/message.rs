//! Everything that reads what strangers send to the directory: frames, messages, filters, names.
//!
//! `fuzz/run message`. The files are taken in by their paths, so that the database and the rest of the
//! product need not be built with a sanitizer.

#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../crates/directory/src/ber/mod.rs"]
mod ber;
#[path = "../../crates/directory/src/dn.rs"]
mod dn;
#[path = "../../crates/directory/src/filter.rs"]
mod filter;
#[path = "../../crates/directory/src/matching.rs"]
mod matching;
#[path = "../../crates/directory/src/message.rs"]
mod message;
#[path = "../../crates/directory/src/schema.rs"]
mod schema;

use libfuzzer_sys::fuzz_target;
use matching::{Matcher, Values};
use schema::Attr;

/// An entry of which every attribute has the same few values.
struct Entry;

impl Values for Entry {
    fn any(&mut self, _: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        ["ayse.ozturk", "Ayşe Nur Öztürk", "+905023001020", "20261122060500Z", "cn=pys-kayit,ou=groups,dc=example,dc=org", ""]
            .into_iter()
            .any(is)
    }

    fn name(&mut self) -> String {
        "uid=ayse.ozturk,ou=people,dc=example,dc=org".to_owned()
    }
}

fuzz_target!(|bytes: &[u8]| {
    let framed = ber::frame(bytes, 1 << 16);
    if let Ok(message) = message::read(bytes) {
        assert_eq!(framed, Ok(Some(bytes.len())), "what is read whole is framed whole");
        if let message::Request::Search(search) = message.request {
            let _ = Matcher::new(&search.filter).test(&mut Entry);
        }
    }
    if let Ok(filter) = filter::Filter::read(&mut ber::Reader::new(bytes)) {
        let _ = Matcher::new(&filter).test(&mut Entry);
    }
    if let Some(dn) = std::str::from_utf8(bytes).ok().and_then(dn::Dn::parse) {
        let normal = dn.normal();
        assert_eq!(dn::Dn::parse(&normal).map(|dn| dn.normal()), Some(normal), "a name stays itself");
    }
});
