//! Counts from certificates, on the files of the test corpus, up to the tier that they decide.

use super::evaluation::live;
use super::*;
use crate::testing::in_every_world;
use crate::training::ledger;
use crate::training::users::{
    Bundle, CountSource, Why, count, decide, decisions, evidence, preview_signers, set_aside, take_aside, take_signers, waiting,
};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::Material;
use kunye_esign::x509::Certificate;
use kunye_kernel::time::{Clock, MINUTE, Time};
use std::sync::Arc;

fn corpus(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../esign/tests/corpus/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The signer's certificate of a signed file of the corpus: always the same person, 10000000146.
fn signer(name: &str) -> Vec<u8> {
    let file = corpus(&format!("{name}.pdf"));
    let text = String::from_utf8_lossy(&file).into_owned();
    let digits = text.split("/Contents <").nth(1).unwrap().split('>').next().unwrap();
    let der = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).unwrap();
    let data = kunye_esign::cms::read(&der).unwrap();
    data.signer.find(&data.certificates).unwrap().der.clone()
}

fn trusted() -> Material {
    let root = Certificate::read(&corpus("root.der")).unwrap();
    Material { anchors: vec![Arc::new(Anchor::new(root))], ..Material::default() }
}

fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> =
        ["b-b-p256", "b-b-p384", "expired", "seal-of-an-institution"].map(|name| (format!("{name}.cer"), signer(name))).into();
    files.extend(["ca.der", "root.crl", "ca.crl"].map(|name| (name.to_owned(), corpus(name))));
    files.push(("10000000146.txt".into(), b"nothing".to_vec()));
    files
}

/// B2: the count is frozen with what it rests on, and takes the same way to a decision as an imported one.
#[test]
fn certificates_are_counted_where_their_people_work() {
    in_every_world(|world| {
        // When the corpus's authorities have current lists.
        world.clock.advance(Time::parse("2026-11-22T12:00:00Z").unwrap().since(world.clock.now()));
        let stage = stage(world, 2);
        let bundle = Bundle::of(files(), &trusted()).unwrap();
        assert_eq!((bundle.inputs.files, bundle.inputs.lists, bundle.inputs.authorities), (8, 2, 1));
        assert_eq!(bundle.inputs.unreadable, ["10•••••••46.txt"]);
        let today = world.today();

        // Nobody in the register has that number yet.
        let told = preview_signers(world, &stage.planner, &stage.programme, today, &bundle).unwrap();
        assert_eq!((told.evidence.count.people, told.evidence.count.good, told.evidence.unplaced), (1, 2, 1));
        assert_eq!(told.evidence.without_place[0].why, Why::NotInRegister);
        assert!(told.institutions.is_empty());
        let none = take_signers(world, &stage.planner, &stage.programme, today, "a.zip", &bundle).unwrap_err();
        assert_eq!(none.fields()[0].text, "training-signers-none");

        let people = format!(
            "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n10000000146;I1;Ali;Öz;Memur;{};0502 100 10 10;01.02.2020\n",
            stage.customers[1].detsis
        );
        bring(world, ImportKind::People, &people);
        let coordinator = &stage.customers[0].coordinator;
        let refused = take_signers(world, coordinator, &stage.programme, today, "a.zip", &bundle).unwrap_err();
        assert_eq!(refused.kind, kunye_kernel::error::Kind::Forbidden);
        let taken = take_signers(world, &stage.planner, &stage.programme, today, "a.zip", &bundle).unwrap();
        assert_eq!((taken.counts.len(), taken.evidence.placed_by_register, taken.evidence.unplaced), (1, 1, 0));
        assert_eq!(taken.institutions[0].institution.id, stage.customers[1].id);
        assert_eq!(taken.institutions[0].total, 1);

        let kept = world.db.read(|conn| count(conn, &taken.counts[0])).unwrap().unwrap();
        assert_eq!((kept.source, kept.total, kept.counted_on), (CountSource::Certificates, 1, today));
        let (_, bytes) = evidence(world, &stage.planner, &stage.programme, &kept.id).unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(!text.contains("10000000146"), "nobody's number: {text}");
        for told in ["\"expired\": 1", "\"seal\": 1", &bundle.inputs.sha256] {
            assert!(text.contains(told), "{told} in {text}");
        }

        // The same way to a decision.
        let programme = world.db.read(|conn| programme::find(conn, &stage.programme)).unwrap().unwrap();
        let waits = world.db.read(|conn| waiting(conn, &programme)).unwrap();
        assert_eq!(waits.iter().map(|one| &one.id).collect::<Vec<_>>(), [&kept.id]);
        decide(world, &stage.planner, &stage.programme, &taken.counts).unwrap();
        let decided = world.db.read(|conn| decisions(conn, &stage.programme, &stage.customers[1].id)).unwrap();
        assert_eq!((decided[0].users, decided[0].hours, &decided[0].count_id), (1, 4, &kept.id));
        let balance = world.db.read(|conn| ledger::statement(conn, &stage.programme, &stage.customers[1].id)).unwrap().balance;
        assert_eq!(balance.available(), 4);
    });
}

/// Looked at first, and then taken exactly so, once; or forgotten, and then not taken at all.
#[test]
fn a_count_is_looked_at_before_it_is_taken() {
    in_every_world(|world| {
        world.clock.advance(Time::parse("2026-11-22T12:00:00Z").unwrap().since(world.clock.now()));
        let stage = stage(world, 1);
        let (planner, today) = (&stage.planner, world.today());
        let bundle = Bundle::of(files(), &trusted()).unwrap();
        let look = || set_aside(world, planner, &stage.programme, today, "a.zip", &bundle);
        assert_eq!(look().unwrap_err().fields()[0].text, "training-signers-none");
        let people = format!(
            "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n10000000146;I1;Ali;Öz;Memur;{};0502 100 10 10;01.02.2020\n",
            stage.customers[0].detsis
        );
        bring(world, ImportKind::People, &people);
        let programme = world.db.read(|conn| programme::find(conn, &stage.programme)).unwrap().unwrap();
        let waits = || world.db.read(|conn| waiting(conn, &programme)).unwrap().len();
        let (told, name) = look().unwrap();
        assert_eq!((told.institutions[0].total, told.counts.len(), waits()), (1, 0, 0), "nothing is taken");
        let take = |actor: &Actor, name: &str| take_aside(world, actor, &stage.programme, name);
        let refused = take(&stage.customers[0].coordinator, &name).unwrap_err();
        assert_eq!(refused.kind, kunye_kernel::error::Kind::Forbidden);
        world.clock.advance(30 * MINUTE);
        let taken = take(planner, &name).unwrap();
        assert_eq!((take(planner, &name).unwrap(), waits()), (taken.clone(), 1), "said twice");
        let (kept, bytes) = evidence(world, planner, &stage.programme, &taken[0]).unwrap();
        assert_eq!((kept.source, kept.total, kept.file_name.as_str()), (CountSource::Certificates, 1, "a.zip"));
        assert!(String::from_utf8(bytes.to_vec()).unwrap().contains("2026-11-22T12:00:00Z"), "as of when it was counted");

        // After an hour nothing is left of what was only looked at.
        let (_, name) = look().unwrap();
        live(world, 1);
        for gone in [name.as_str(), "../../etc/passwd"] {
            assert_eq!(take(planner, gone).unwrap_err().text, "training-signers-gone");
        }
        assert_eq!(waits(), 1);
    });
}

#[test]
fn nothing_is_trusted_because_it_was_handed_over() {
    let nobody = Bundle::of(files(), &Material::default()).err().unwrap();
    assert_eq!(nobody.text, "training-signers-no-anchor");
    in_every_world(|world| {
        world.clock.advance(Time::parse("2026-11-22T12:00:00Z").unwrap().since(world.clock.now()));
        let stage = stage(world, 1);
        // The authority is in the bundle, its root is not among the anchors.
        let other = Certificate::read(&corpus("tsa-ca.der")).unwrap();
        let material = Material { anchors: vec![Arc::new(Anchor::new(other))], ..Material::default() };
        let bundle = Bundle::of(files(), &material).unwrap();
        let told = preview_signers(world, &stage.planner, &stage.programme, world.today(), &bundle).unwrap();
        assert_eq!((told.evidence.count.people, told.evidence.count.good), (0, 0));
    });
}
