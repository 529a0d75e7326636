//! Forms that are signed electronically (A5, A6).

use crate::SCAN;
use diesel::prelude::*;
use kunye_core::archive;
use kunye_core::db::{Conn, IntoResult};
use kunye_core::issued::{self, verify};
use kunye_core::requests::view::{self, Seen};
use kunye_core::requests::{self, RequestState, SignerRole, Way, approve, attest, carry_out, file, follow, lists, paper, sign};
use kunye_core::schema::requests as rows;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::DAY;
use kunye_testkit::{Kit, PlainPapers, source, world};

fn anybody() -> Actor {
    Actor::Public { source: source() }
}

/// The form as it was issued.
fn issued(kit: &Kit, reference: &str) -> Vec<u8> {
    paper::issue(&kit.world, &kit.texts, &PlainPapers, &kit.request(reference), Language::Tr).unwrap()
}

fn signed_by(kit: &Kit, who: &str, pdf: &[u8], field: &str) -> Vec<u8> {
    kit.authority.qualified(kit.member(who)).sign(pdf, field, kit.world.now())
}

fn take(kit: &Kit, reference: &str, pdf: &[u8]) -> Result<requests::SignedForm> {
    sign::take(&kit.world, &anybody(), reference, pdf)
}

/// What is said at the field.
fn said(error: Error) -> &'static str {
    error.fields().first().map_or(error.text, |field| field.text)
}

fn read<T>(kit: &Kit, of: impl FnMut(&mut Conn) -> Result<T>) -> T {
    kit.world.db.read(of).unwrap()
}

#[test]
fn a_form_signed_by_both_needs_no_paper() {
    let kit = world();
    let reference = kit.request_of("applicant");
    let once = signed_by(&kit, "applicant", &issued(&kit, &reference), "Applicant");
    let form = take(&kit, &reference, &once).unwrap();
    assert_eq!(form.signers().iter().map(|signer| signer.role).collect::<Vec<_>>(), [SignerRole::Applicant]);
    assert_eq!(kit.request(&reference).state, RequestState::AwaitingApproval);

    let twice = signed_by(&kit, "head", &once, "Supervisor");
    sign::take(&kit.world, &kit.actor("head"), &reference, &twice).unwrap();
    let request = kit.request(&reference);
    assert_eq!(request.state, RequestState::Approved);
    let officer = kit.actor("officer");
    let Seen::Whole(seen) = view::for_officer(&kit.world, &officer, &reference).unwrap() else {
        panic!("the officer deals with it")
    };
    assert_eq!(seen.missing, Vec::<&str>::new());
    assert_eq!(seen.approval.unwrap().0.way, Way::Signature);
    assert_eq!(seen.signed.unwrap().signers().len(), 2);
    carry_out::carry_out(&kit.world, &officer, &reference, true).unwrap();

    // What the archive keeps are the very bytes that were signed.
    let item = read(&kit, |conn| archive::current(conn, request.id.as_str(), file::SIGNED)).unwrap();
    assert_eq!(archive::open(&kit.world, &officer, &item.id).unwrap().bytes.as_slice(), twice);
    // A second click finds it done.
    carry_out::carry_out(&kit.world, &officer, &reference, true).unwrap();
}

#[test]
fn paper_and_electronic_signatures_mix() {
    let kit = world();
    let officer = kit.actor("officer");
    // Signed by the applicant, approved signed in.
    let reference = kit.request_of("applicant");
    take(&kit, &reference, &signed_by(&kit, "applicant", &issued(&kit, &reference), "A")).unwrap();
    approve::decide(&kit.world, &kit.actor("head"), &reference, &approve::Verdict::Approve).unwrap();
    carry_out::carry_out(&kit.world, &officer, &reference, true).unwrap();

    // Signed by the applicant, printed and signed by the supervisor: the paper is needed.
    let reference = kit.request_of("colleague");
    take(&kit, &reference, &signed_by(&kit, "colleague", &issued(&kit, &reference), "A")).unwrap();
    attest::approval(&kit.world, &officer, &reference, &kit.member("head").id, kit.world.today()).unwrap();
    assert_eq!(carry_out::carry_out(&kit.world, &officer, &reference, true).unwrap_err().text, "request-missing-scan");
    file::file(&kit.world, &officer, &reference, "form.pdf", SCAN).unwrap();
    carry_out::carry_out(&kit.world, &officer, &reference, true).unwrap();
    let request = kit.request(&reference);
    assert_eq!(read(&kit, |conn| archive::of_subject(conn, request.id.as_str())).len(), 2);
}

#[test]
fn what_is_not_the_form_signed_by_the_right_people_is_refused() {
    let kit = world();
    let reference = kit.request_of("applicant");
    let form = issued(&kit, &reference);
    let refused = |pdf: &[u8]| said(take(&kit, &reference, pdf).unwrap_err());
    assert_eq!(refused(b""), "signed-none");
    assert_eq!(refused(b"PK\x03\x04"), "signed-not-pdf");
    assert_eq!(refused(&form), "signed-unsigned");
    assert_eq!(refused(&signed_by(&kit, "colleague", &form, "A")), "signed-not-applicant");
    assert_eq!(refused(&kit.authority.plain(kit.member("applicant")).sign(&form, "A", kit.world.now())), "signed-not-qualified");
    // The form of somebody else, and one that a program wrote anew.
    let other = issued(&kit, &kit.request_of("colleague"));
    assert_eq!(refused(&signed_by(&kit, "applicant", &other, "A")), "signed-not-ours");
    let rewritten = kunye_testkit::pdf("rewritten").unwrap();
    assert_eq!(refused(&signed_by(&kit, "applicant", &rewritten, "A")), "signed-not-ours");
    kit.pass(20 * 60_000);

    let good = signed_by(&kit, "applicant", &form, "A");
    let mut broken = good.clone();
    let at = broken.len() - 60;
    broken[at] ^= 1;
    assert!(["signed-changed", "signed-not-passed"].contains(&refused(&broken)));
    // The supervisor of another unit, and the supervisor before the applicant.
    assert_eq!(refused(&signed_by(&kit, "neighbour_head", &good, "B")), "signed-not-supervisor");
    assert_eq!(refused(&signed_by(&kit, "applicant", &signed_by(&kit, "head", &form, "B"), "A")), "signed-not-applicant");
    let three = signed_by(&kit, "deputy", &signed_by(&kit, "head", &good, "B"), "C");
    assert_eq!(refused(&three), "signed-too-many");
    assert_eq!(kit.request(&reference).state, RequestState::AwaitingApproval, "nothing of it changed anything");
    assert!(read(&kit, |conn| requests::signed_form(conn, &kit.request(&reference).id)).is_none());
}

#[test]
fn a_form_whose_contents_were_changed_before_signing_is_refused() {
    use lopdf::{Document, IncrementalDocument, Object};
    let kit = world();
    let reference = kit.request_of("applicant");
    let form = issued(&kit, &reference);
    // Begins with the issued bytes, and shows something else.
    let before = Document::load_mem(&form).unwrap();
    let page = before.page_iter().next().unwrap();
    let mut update = IncrementalDocument::create_from(form, before);
    update.opt_clone_object_to_new_document(page).unwrap();
    let media_box: Vec<Object> = [0, 0, 100, 100].map(Object::Integer).to_vec();
    update.new_document.get_dictionary_mut(page).unwrap().set("MediaBox", media_box);
    let mut changed = Vec::new();
    update.save_to(&mut changed).unwrap();
    assert_eq!(said(take(&kit, &reference, &signed_by(&kit, "applicant", &changed, "A")).unwrap_err()), "signed-changed");
}

#[test]
fn the_deputy_signs_and_nobody_takes_a_signature_back() {
    let kit = world();
    let reference = kit.request_of("applicant");
    let once = signed_by(&kit, "applicant", &issued(&kit, &reference), "A");
    let twice = signed_by(&kit, "deputy", &once, "B");
    // Anybody who holds the file may bring it; whose signature it is counts.
    assert_eq!(said(sign::take(&kit.world, &kit.actor("head"), &reference, &twice).unwrap_err()), "signed-not-yours");
    assert!(sign::take(&kit.world, &kit.actor("neighbour_head"), &reference, &twice).is_err());
    let form = take(&kit, &reference, &twice).unwrap();
    assert_eq!(take(&kit, &reference, &twice).unwrap().id, form.id, "a second click");
    assert_eq!(said(take(&kit, &reference, &once).unwrap_err()), "signed-fewer");
    let Seen::Whole(seen) = view::for_officer(&kit.world, &kit.actor("officer"), &reference).unwrap() else { panic!() };
    assert!(seen.approval.unwrap().0.as_deputy);
}

#[test]
fn a_document_is_known_again_by_code_and_by_file() {
    let kit = world();
    let reference = kit.request_of("applicant");
    let form = issued(&kit, &reference);
    assert_eq!(issued(&kit, &reference), form, "the same request gives the same bytes");
    let document = read(&kit, |conn| issued::of_subject(conn, kit.request(&reference).id.as_str())).pop().unwrap();
    assert_eq!(document.seal_level.as_deref(), Some("B-B"));
    let found = verify::by_code(&kit.world, &source(), &document.code.to_lowercase()).unwrap();
    let facts = found.facts();
    assert!(facts.contains(&("documents-reference".into(), reference.clone())));
    assert!(!found.facts.contains(kit.member("applicant").national_id.digits()), "masked");
    assert_eq!(said(verify::by_code(&kit.world, &source(), "KKKK-KKKK-KKKK-KKKK").unwrap_err()), "document-code-unknown");

    let looked_at = verify::by_file(&kit.world, &source(), &form).unwrap();
    assert!(looked_at.is_genuine() && looked_at.later.is_none());
    assert_eq!(looked_at.report.indication.name(), "TOTAL_PASSED");
    let signed = verify::by_file(&kit.world, &source(), &signed_by(&kit, "applicant", &form, "A")).unwrap();
    assert!(signed.is_genuine() && signed.report.signatures.len() == 2);
    let mut edited = form.clone();
    let at = edited.windows(4).position(|four| four == b"Ay\xc5\x9f").unwrap();
    edited[at] = b'E';
    let edited = verify::by_file(&kit.world, &source(), &edited).unwrap();
    assert!(!edited.is_genuine() && edited.report.indication.name() == "TOTAL_FAILED");
}

#[test]
fn papers_are_destroyed_when_policy_says_so_and_the_record_tells() {
    let kit = world();
    let officer = kit.actor("officer");
    let reference = kit.request_of("applicant");
    let form = issued(&kit, &reference);
    let twice = signed_by(&kit, "head", &signed_by(&kit, "applicant", &form, "A"), "B");
    take(&kit, &reference, &twice).unwrap();
    carry_out::carry_out(&kit.world, &officer, &reference, true).unwrap();
    kit.run_jobs();
    let request = kit.request(&reference);
    let item = read(&kit, |conn| archive::current(conn, request.id.as_str(), file::SIGNED)).unwrap();
    let blobs = |kit: &Kit| kit.files();
    assert_eq!(blobs(&kit), 3, "issued, signed, filed");

    kit.clock.advance(5 * 365 * DAY);
    kunye_core::tick(&kit.world).unwrap();
    kit.run_jobs();
    assert_eq!(blobs(&kit), 3, "two leap days early");
    kit.clock.advance(3 * DAY);
    kunye_core::tick(&kit.world).unwrap();
    kit.run_jobs();
    assert_eq!(blobs(&kit), 0);
    assert_eq!(archive::open(&kit.world, &officer, &item.id).err().unwrap().text, "document-destroyed");
    let story = read(&kit, |conn| kunye_core::audit::story(conn, request.id.as_str()));
    let told: Vec<&str> = story.iter().map(|line| line.action.as_str()).filter(|action| action.ends_with("destroyed")).collect();
    assert_eq!(told, ["archive.destroyed", "document.destroyed", "document.destroyed"]);
    let left: Vec<String> = read(&kit, |conn| {
        let person = rows::person_id.is_null();
        let texts = (rows::national_id, rows::given_names, rows::surname, rows::staff_no, rows::mobile, rows::search_key);
        let (nobody, texts): (bool, (String, String, String, String, String, String)) =
            rows::table.find(&request.id).select((person, texts)).first(conn).or_fail()?;
        let (a, b, c, d, e, f) = texts;
        Ok(if nobody { vec![a, b, c, d, e, f] } else { vec!["somebody".to_owned()] })
    });
    assert!(left.iter().all(String::is_empty), "{left:?}");
    assert_eq!(story.last().unwrap().action, "request.forgotten");
    assert_eq!(follow::follow(&kit.world, &source(), &reference).err().unwrap().kind, Kind::NotFound);
    let listed = read(&kit, |conn| lists::archived(conn, &officer, kit.world.today(), "", PageRequest::new(None, None)));
    let [(line, about)] = listed.items.as_slice() else { panic!("the archive's line stays") };
    assert!(line.destroyed_at.is_some() && about.reference == reference && about.surname.is_empty());
    assert_eq!(read(&kit, |conn| requests::id_of(conn, &reference)), Some(request.id.clone()), "for the record");
    let document = read(&kit, |conn| issued::of_subject(conn, request.id.as_str())).pop().unwrap();
    assert!(document.facts().is_empty() && document.destroyed_at.is_some());
    let known = verify::by_file(&kit.world, &source(), &form).unwrap();
    assert!(known.document.is_some(), "that it was ours is still known");
}
