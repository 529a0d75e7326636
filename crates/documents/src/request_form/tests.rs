use super::*;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Stream, String as PdfString};
use std::collections::BTreeSet;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};

/// Left, top, right and bottom, in points from the top left corner of the page.
#[derive(Debug, Clone, Copy)]
struct Area(f64, f64, f64, f64);

/// One run of text and the area its letters cover, from the height of a capital to the baseline.
#[derive(Debug)]
struct Run {
    text: String,
    area: Area,
    size: f64,
}

fn runs(form: &RequestForm) -> Vec<Run> {
    let document = engine::lay_out(job(form, Language::Turkish).unwrap()).unwrap();
    assert_eq!(document.pages().len(), 1);
    let mut runs = Vec::new();
    collect(&document.pages()[0].frame, Transform::identity(), &mut runs);
    runs
}

fn collect(frame: &Frame, outer: Transform, runs: &mut Vec<Run>) {
    for (place, item) in frame.items() {
        let here = outer.pre_concat(Transform::translate(place.x, place.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), runs),
            FrameItem::Text(text) => {
                let start = Point::zero().transform(here);
                let (x, y, size) = (start.x.to_pt(), start.y.to_pt(), text.size.to_pt());
                let area = Area(x, y - 0.7 * size, x + text.width().to_pt(), y);
                runs.push(Run { text: text.text.to_string(), area, size });
            }
            _ => {}
        }
    }
}

/// The words of the page, in the order they are read.
fn words(runs: &[Run]) -> String {
    let words: Vec<&str> = runs.iter().flat_map(|run| run.text.split_whitespace()).collect();
    words.join(" ")
}

fn assert_neat(runs: &[Run]) {
    let (left, right) = (Abs::mm(20.0).to_pt(), Abs::mm(210.0 - 18.0).to_pt());
    let (top, bottom) = (Abs::mm(15.0).to_pt(), Abs::mm(297.0 - 5.0).to_pt());
    for (index, run) in runs.iter().enumerate() {
        let Area(l, t, r, b) = run.area;
        assert!(l > left - 0.5 && r < right + 0.5 && t > top - 3.0 && b < bottom, "outside the page's frame: {run:?}");
        for other in &runs[index + 1..] {
            let Area(ol, ot, or, ob) = other.area;
            let apart = r <= ol + 0.5 || or <= l + 0.5 || b <= ot + 0.1 || ob <= t + 0.1;
            assert!(apart || run.text.trim().is_empty() || other.text.trim().is_empty(), "{run:?} meets {other:?}");
        }
    }
}

fn some(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}

fn ordinary() -> RequestForm {
    RequestForm {
        institution: "Örnek Kamu Kurumu".into(),
        unit: IssuingUnit { name: "Çankaya İlçe Müdürlüğü".into(), detsis: "24681357".into(), province: "Ankara".into() },
        reference: "KT7M-2QX4".into(),
        follow_url: "https://kunye.example/talep/KT7M-2QX4".into(),
        requested_on: "22.11.2026".into(),
        kind: "Parola yenileme".into(),
        applicant: ApplicantBlock {
            national_id: some("100••••••46"),
            given_names: some("Gülşah İpek"),
            surname: some("Işıkoğlu"),
            staff_no: some("A-20417"),
            title: some("Veri Hazırlama ve Kontrol İşletmeni"),
            mobile: some("+90 5XX XXX 12 34"),
        },
        compromised: Some(false),
        commitments: vec!["Bilgilerimin doğru olduğunu beyan ederim.".into(), "Parolamı kimseyle paylaşmam.".into()],
        privacy_notice: some("Aydınlatma metni (sürüm 3) okundu."),
        code: "KT7M-2QX4-BN8R-5ZPA".into(),
        verify_url: "https://hesap.example.gov.tr/dogrula/KT7M-2QX4-BN8R-5ZPA".into(),
        created_at: 1_795_327_200_000,
        ..RequestForm::default()
    }
}

/// Every field filled with `text`, repeated up to about `length` characters.
fn filled(text: &str, length: usize) -> RequestForm {
    let value: String = text.chars().cycle().take(length).collect();
    let field = || some(value.clone());
    RequestForm {
        institution: value.clone(),
        unit: IssuingUnit { name: value.clone(), detsis: "24681357".into(), province: "Afyonkarahisar".into() },
        kind: value.clone(),
        applicant: ApplicantBlock {
            given_names: field(),
            surname: field(),
            staff_no: field(),
            title: field(),
            ..ordinary().applicant
        },
        supervisor: SupervisorBlock {
            full_name: field(),
            title: field(),
            approval: Some(ElectronicApproval { full_name: value.clone(), date: "23.11.2026 10:42".into() }),
        },
        officer: OfficerBlock { full_name: field(), date: some("23.11.2026"), papers_complete: true, identity_checked: true },
        archive_no: some("2026/0147"),
        ..ordinary()
    }
}

#[test]
fn an_ordinary_form_is_one_neat_page_with_every_value_on_it() {
    let runs = runs(&ordinary());
    assert_neat(&runs);
    let words = words(&runs);
    for value in [
        "Örnek Kamu Kurumu",
        "Çankaya İlçe Müdürlüğü",
        "DETSİS 24681357 · Ankara",
        "KT7M-2QX4",
        "22.11.2026",
        "Parola yenileme",
        "100••••••46",
        "A-20417",
        "Gülşah İpek",
        "Işıkoğlu",
        "+90 5XX XXX 12 34",
        "1. Bilgilerimin doğru olduğunu beyan ederim.",
        "2. Parolamı kimseyle paylaşmam.",
        "Aydınlatma metni (sürüm 3) okundu.",
        "Adı soyadı Gülşah İpek Işıkoğlu",
        "Evet ✓ Hayır",
        "Bu form yalnızca birimin PYS yetkilisine teslim edilir ve arşivinde saklanır; başka yere gönderilmez.",
        "Sayfa 1 / 1",
    ] {
        assert!(words.contains(value), "{value:?} is not in {words:?}");
    }
}

#[test]
fn an_empty_form_is_one_neat_page_to_fill_by_hand() {
    let runs = runs(&RequestForm::default());
    assert_neat(&runs);
    assert!(!words(&runs).contains('✓'), "no box is ticked by itself");
}

#[test]
fn an_electronic_approval_stands_in_place_of_the_signature() {
    let mut form = ordinary();
    form.supervisor.approval = Some(ElectronicApproval { full_name: "Çağrı Öztürk".into(), date: "23.11.2026".into() });
    let words = words(&runs(&form));
    assert!(words.contains("✓ Onaylıyorum"), "{words}");
    assert!(words.contains("Elektronik ortamda onaylandı Çağrı Öztürk 23.11.2026"), "{words}");
    assert_eq!(words.matches("İmza").count(), 3, "two signatures and the heading: {words}");
}

#[test]
fn roles_stand_in_place_of_the_question_about_the_password() {
    let change = |act: &str, role: &str| RoleChange { act: act.into(), role: role.into() };
    let mut form = RequestForm {
        kind: "Yetki değişikliği".into(),
        account: some("cankaya.ilce"),
        application: some("Personel Yönetim Sistemi"),
        changes: vec![change("Kaldırılsın", "Okuyucu"), change("Verilsin", "Veri girişi")],
        why: some("Yeni görevim gereği personel hareketlerini işleyeceğim."),
        ..ordinary()
    };
    let runs_of_it = runs(&form);
    assert_neat(&runs_of_it);
    let text = words(&runs_of_it);
    for said in
        ["Personel Yönetim Sistemi", "Kaldırılsın : Okuyucu", "Verilsin : Veri girişi", "cankaya.ilce", "Yeni görevim gereği"]
    {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    assert!(!text.contains("Parolayı başka biri"), "{text}");
    form.changes = (0..12).map(|at| change("Verilsin", &format!("İl müdürlüğü {at}. düzey onaylayan"))).collect();
    form.why = some("Gerekçe ".repeat(60).trim());
    assert_neat(&runs(&form));
}

#[test]
fn names_of_eighty_characters_wrap() {
    assert_neat(&runs(&filled("İlköğretim Şube Müdürlüğü ", 80)));
}

#[test]
fn a_word_without_end_is_broken() {
    assert_neat(&runs(&filled("İŞĞÜWM", 80)));
}

/// What the documentation of `request_form` promises, to the letter.
#[test]
fn long_commitments_are_set_smaller_and_stay_readable() {
    let commitment = format!("{} taahhüt ederim.", "Hesabımla yapılan işlemlerden sorumlu olduğumu ".repeat(4).trim());
    assert_eq!(commitment.chars().count(), 203);
    for (form, count) in [(ordinary(), 12), (filled("Şükrü Gökçeoğulları ", 80), 6)] {
        let runs = runs(&RequestForm { commitments: vec![commitment.clone(); count], ..form });
        assert_neat(&runs);
        let smallest = runs.iter().map(|run| run.size).fold(f64::MAX, f64::min);
        assert!(smallest >= 5.5, "{smallest} pt");
        assert_eq!(words(&runs).matches("taahhüt ederim.").count(), count, "nothing is cut off");
    }
}

#[test]
fn what_cannot_fit_is_refused_not_cut() {
    for repeat in [800, 100_000] {
        let form = RequestForm { commitments: vec!["sorumluyum ".repeat(repeat)], ..ordinary() };
        assert!(request_form(&form, Language::Turkish).unwrap_err().is_too_long());
    }
}

#[test]
fn what_a_person_types_is_never_markup() {
    let typed = r##"#panic("x") $ * _ ` ] } \ // <l> @r = - + 1. ~ "q" #import "/etc/passwd" \u{41} -> (c)"##;
    let form = RequestForm {
        reference: "*KT7M* #x".into(),
        commitments: vec![typed.into()],
        applicant: ApplicantBlock { given_names: some("#{1+1}"), surname: some("$\u{0}\u{7}]*"), ..Default::default() },
        ..ordinary()
    };
    let words = words(&runs(&form));
    for value in [typed, "#{1+1}", "$ ]*", "*KT7M* #x"] {
        assert!(words.contains(value), "{value:?} is not in {words:?}");
    }
    request_form(&form, Language::English).unwrap();
}

#[test]
fn characters_no_font_has_still_make_a_valid_file() {
    let form = filled("Ali 好😀\u{E000}\u{202E}\u{FFFE}\u{10FFFF}ا\u{0}e\u{301}\u{301}\u{301}\u{301} ", 60);
    assert_neat(&runs(&form));
    assert_eq!(read(&form, Language::Turkish).pages().len(), 1);
}

fn read(form: &RequestForm, language: Language) -> Pdf {
    Pdf::new(request_form(form, language).unwrap()).unwrap()
}

#[test]
fn the_file_is_pdf_a_2b_tagged_and_in_its_language() {
    for (language, tag) in [(Language::Turkish, "tr"), (Language::English, "en")] {
        let pdf = read(&ordinary(), language);
        assert_eq!(pdf.pages().len(), 1);
        let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
        assert_eq!(catalog.get::<PdfString<'_>>(b"Lang").unwrap().as_bytes(), tag.as_bytes());
        assert_eq!(catalog.get::<Dict<'_>>(b"MarkInfo").unwrap().get::<bool>(b"Marked"), Some(true));
        let tree: Dict<'_> = catalog.get(b"StructTreeRoot").unwrap();
        assert_eq!(tree.get::<Name<'_>>(b"Type").as_deref(), Some(b"StructTreeRoot".as_slice()));
        let metadata: Stream<'_> = catalog.get(b"Metadata").unwrap();
        let xmp = String::from_utf8(metadata.decoded().unwrap().into_owned()).unwrap();
        for claim in
            ["<pdfaid:part>2<", "<pdfaid:conformance>B<", "<pdfuaid:part>1<", "KT7M-2QX4", "2026-11-22T06:00:00", "Künye"]
        {
            assert!(xmp.contains(claim), "{claim} is not in {xmp}");
        }
    }
}

#[test]
fn the_same_form_is_the_same_file() {
    let first = request_form(&ordinary(), Language::Turkish).unwrap();
    request_form(&filled("Başka biri ", 40), Language::English).unwrap();
    assert_eq!(first, request_form(&ordinary(), Language::Turkish).unwrap());
    let later = RequestForm { created_at: ordinary().created_at + 1_000, ..ordinary() };
    assert_ne!(first, request_form(&later, Language::Turkish).unwrap());
}

#[test]
fn renderings_at_the_same_time_do_not_disturb_each_other() {
    let expected = request_form(&ordinary(), Language::Turkish).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(request_form(&ordinary(), Language::Turkish).unwrap(), expected));
        }
    });
}

#[test]
fn both_languages_have_exactly_the_words_the_papers_use() {
    let keys = |fluent: &'static str| -> BTreeSet<&str> {
        fluent.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect()
    };
    let sources = [
        TEMPLATE,
        include_str!("mod.rs"),
        include_str!("../certificate/certificate.typ"),
        include_str!("../certificate/mod.rs"),
        include_str!("../signature_sheet/sheet.typ"),
        include_str!("../signature_sheet/mod.rs"),
    ];
    let used: BTreeSet<&str> =
        sources.into_iter().flat_map(|source| source.split('"')).filter(|piece| piece.starts_with("documents-")).collect();
    assert_eq!(keys(include_str!("../../../../locales/tr/documents.ftl")), used);
    assert_eq!(keys(include_str!("../../../../locales/en/documents.ftl")), used);
}

#[test]
fn whoever_signs_finds_a_field() {
    use lopdf::{Document, Object};
    let fields = |form: &RequestForm| -> Vec<(String, bool)> {
        let document = Document::load_mem(&request_form(form, Language::Turkish).unwrap()).unwrap();
        let form = document.catalog().unwrap().get_deref(b"AcroForm", &document).unwrap().as_dict().unwrap();
        let fields = form.get(b"Fields").and_then(Object::as_array).unwrap().iter();
        let field = |field: &Object| {
            let id = field.as_reference().unwrap();
            let widget = document.get_dictionary(id).unwrap();
            let size = widget.get(b"Rect").and_then(Object::as_array).unwrap();
            let size: Vec<f32> = size.iter().map(|side| side.as_float().unwrap()).collect();
            assert!(size[2] - size[0] > 100.0 && size[3] - size[1] > 25.0, "{size:?}");
            assert!(widget.get(b"A").is_err() && widget.get(b"AP").is_ok() && widget.get(b"TU").is_ok());
            let tagged = document.objects.values().filter_map(|object| object.as_dict().ok()).any(|element| {
                element.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
                    && element.get(b"K").is_ok_and(|kids| format!("{kids:?}").contains(&format!("{} {} R", id.0, id.1)))
            });
            (String::from_utf8_lossy(widget.get(b"T").unwrap().as_str().unwrap()).into_owned(), tagged)
        };
        fields.map(field).collect()
    };
    assert_eq!(fields(&ordinary()), [("Applicant".to_owned(), true), ("Supervisor".to_owned(), true)]);
    let approval = some_approval();
    assert_eq!(fields(&RequestForm { supervisor: approval, ..ordinary() }), [("Applicant".to_owned(), true)]);
}

fn some_approval() -> SupervisorBlock {
    let approval = ElectronicApproval { full_name: "Mehmet Şükrü Çağlar".into(), date: "22.11.2026".into() };
    SupervisorBlock { approval: Some(approval), ..SupervisorBlock::default() }
}

#[test]
fn the_code_stands_at_the_foot() {
    let code = "KT7M-2QX4-BN8R-5ZPA";
    let said = words(&runs(&ordinary()));
    assert!(said.contains(&format!("Doğrulama kodu {code} · hesap.example.gov.tr/dogrula")), "{said}");
    assert!(said.contains("Belgeyi doğrulamak için"), "{said}");
}
