//! Files that readers read in two ways, and what is added to a document of which the first bytes are known: written by hand, because
//! no honest program writes them.

use kunye_esign::pdf::changes::Change;
use kunye_esign::pdf::{additions, open};
use kunye_esign::verdict::{Code, Reason};
use std::collections::BTreeMap;

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>";

fn stream(keys: &str, data: &str) -> String {
    format!("<< {keys} /Length {} >>\nstream\n{data}\nendstream", data.len())
}

/// A document of one page with a form, and where its cross-references stand.
struct Paper {
    bytes: Vec<u8>,
    table: usize,
    places: BTreeMap<u32, usize>,
}

impl Paper {
    /// `keys` of the page's contents.
    fn with(keys: &str) -> Self {
        let mut paper = Self { bytes: b"%PDF-1.7\n".to_vec(), table: 0, places: BTreeMap::new() };
        paper.add(&[
            (1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>"),
            (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            (3, &page("6 0 R")),
            (4, &stream(keys, "BT (40) Tj ET")),
            (5, FONT),
            (6, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Ali) /Rect [0 0 9 9] /P 3 0 R >>"),
        ]);
        paper
    }

    fn add(&mut self, objects: &[(u32, &str)]) {
        let mut rows = String::new();
        for (number, object) in objects {
            rows += &format!("{number} 1\n{:010} 00000 n \n", self.bytes.len());
            self.places.insert(*number, self.bytes.len());
            self.bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        self.close(&rows, "");
    }

    fn close(&mut self, rows: &str, keys: &str) {
        let previous = if self.table > 0 { format!("/Prev {}", self.table) } else { String::new() };
        self.table = self.bytes.len();
        let end = format!("trailer\n<< /Size 99 /Root 1 0 R {previous} {keys}>>\nstartxref\n{}\n%%EOF\n", self.table);
        self.bytes.extend(format!("xref\n{rows}{end}").bytes());
    }
}

fn page(annotations: &str) -> String {
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 77 0 R] /Resources << /Font << /F1 5 0 R >> >> /Annots [{annotations}] >>"
    )
}

/// What is said of objects that are added to a good document.
fn added(objects: &[(u32, &str)]) -> Result<Vec<Change>, Reason> {
    let mut paper = Paper::with("");
    let issued = paper.bytes.len();
    paper.add(objects);
    additions(&paper.bytes, issued)
}

fn what(result: Result<Vec<Change>, Reason>) -> String {
    let reason = result.unwrap_err();
    [&[reason.code.text().to_owned()], &reason.args.into_iter().map(|(_, value)| value).collect::<Vec<_>>()[..]]
        .concat()
        .join(" ")
}

/// A new signature field with these keys and this value.
fn with_field(keys: &str, value: &str) -> Result<Vec<Change>, Reason> {
    let value_key = if value.is_empty() { "" } else { "/V 8 0 R" };
    let field = format!("<< /Type /Annot /FT /Sig /T (S) /P 3 0 R {value_key} {keys} >>");
    let page = page("6 0 R 7 0 R");
    let catalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R] /SigFlags 3 >> >>";
    let mut objects = vec![(1, catalog), (3, page.as_str()), (7, field.as_str()), (9, FONT)];
    if !value.is_empty() {
        objects.push((8, value));
    }
    added(&objects)
}

#[test]
fn an_object_that_readers_understand_in_two_ways_makes_the_file_unreadable() {
    assert!(open(&Paper::with("").bytes).is_ok());
    for odd in [
        "/X 4 99999999 R",
        "/X 99999999999999999999999",
        "/X 1.2.3",
        "/X --5",
        "/X 1e5",
        "/X <zz>",
        "/X nul",
        "/X /A#g1",
        "/X#00 1",
        "/X 1 2",
        "/Length -1",
        "/X 1 /X 2",
        "/X << /Y 1 /#59 2 >>",
    ] {
        assert_eq!(open(&Paper::with(odd).bytes).err(), Some(Code::PdfDamaged.into()), "{odd}");
    }
}

#[test]
fn an_entry_without_its_object_makes_the_file_unreadable() {
    let place = |paper: &Paper, number| format!("{:010}", paper.places[&number]);
    for row in [
        // Of another number, of another generation, nowhere, inside another, and two at one place.
        |paper: &Paper, of: &dyn Fn(&Paper, u32) -> String| format!("4 1\n{} 00000 n \n", of(paper, 5)),
        |paper: &Paper, of: &dyn Fn(&Paper, u32) -> String| format!("4 1\n{} 00001 n \n", of(paper, 4)),
        |_: &Paper, _: &dyn Fn(&Paper, u32) -> String| "50 1\n0000000003 00000 n \n".to_owned(),
        |_: &Paper, _: &dyn Fn(&Paper, u32) -> String| "50 1\n4000000000 00000 n \n".to_owned(),
        |paper: &Paper, of: &dyn Fn(&Paper, u32) -> String| format!("40 1\n{} 00000 n \n", of(paper, 4)),
        // One number twice; readers take the first or the last.
        |paper: &Paper, of: &dyn Fn(&Paper, u32) -> String| {
            format!("4 1\n{} 00000 n \n4 1\n{} 00000 n \n", of(paper, 4), of(paper, 4))
        },
    ] {
        let mut paper = Paper::with("");
        let (issued, row) = (paper.bytes.len(), row(&paper, &place));
        paper.close(&row, "");
        assert_eq!(open(&paper.bytes).err(), Some(Code::PdfDamaged.into()), "{row}");
        assert!(additions(&paper.bytes, issued).is_err(), "{row}");
    }
}

#[test]
fn an_older_version_does_not_come_back() {
    let mut paper = Paper::with("");
    let older = paper.places[&4];
    let newer = stream("", "BT (50) Tj ET");
    paper.add(&[(4, &newer)]);
    let issued = paper.bytes.len();
    let rows = |first: usize, last: usize| format!("4 1\n{first:010} 00000 n \n4 1\n{last:010} 00000 n \n");
    for rows in [rows(older, paper.places[&4]), rows(paper.places[&4], older), format!("4 1\n{older:010} 00000 n \n")] {
        let mut file = Paper { bytes: paper.bytes.clone(), table: paper.table, places: BTreeMap::new() };
        file.close(&rows, "");
        assert!(additions(&file.bytes, issued).is_err(), "{rows}");
    }
    let mut file = Paper { bytes: paper.bytes.clone(), table: 9, places: BTreeMap::new() };
    file.close("50 0\n", "");
    assert!(additions(&file.bytes, issued).is_err(), "the table before the last is not the one that was issued");
}

#[test]
fn a_stream_that_calls_itself_structure_is_none() {
    for kind in ["/Type /XRef", "/Type /ObjStm /N 0 /First 0", "/Type /Obj#53tm /N 0 /First 0"] {
        let mut paper = Paper::with(kind);
        let issued = paper.bytes.len();
        paper.add(&[(4, &stream(kind, "BT (900000) Tj ET"))]);
        assert_eq!(what(additions(&paper.bytes, issued)), "changed page 1", "{kind}");
    }
}

#[test]
fn only_what_shows_nothing_or_is_signed_may_be_added() {
    let signature = "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Reason (Upstream onayi, bakiniz 12 0 obj, startxref 5 %%EOF) /ByteRange [0 1 2 3] /Contents <00> >>";
    let stamp = "<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <00> >>";
    let (hidden, visible) = ("/Subtype /Widget /Rect [0 0 0 0]", "/Subtype /Widget /Rect [0 0 595 842] /AP << /N 9 0 R >>");
    let signed = |visible| vec![Change::Signature { field: "S".into(), visible }];
    let harmless = "/NM (x) /H /N /Border [0 0 0] /M (D:2026) /TM (x) /StructParent 1 /DR << >> /Q 0";
    assert_eq!(with_field(&format!("{hidden} {harmless}"), signature).unwrap(), signed(false));
    assert_eq!(with_field(visible, signature).unwrap(), signed(true));
    assert_eq!(with_field(hidden, stamp).unwrap(), [Change::DocumentTimeStamp { field: "S".into() }]);
    assert_eq!(with_field(hidden, "").unwrap(), [Change::EmptySignatureField { field: "S".into() }]);
    assert_eq!(what(with_field(visible, stamp)), "changed time-stamp S");
    for drawing in ["Square", "FreeText", "Link", "Text", "Redact"] {
        let drawn = format!("/Subtype /{drawing} /Rect [50 700 300 780] /BS << /W 5 >>");
        assert_eq!(what(with_field(&drawn, "")), "changed form-field", "{drawing}");
        assert_eq!(what(with_field(&drawn, stamp)), "changed form-field", "{drawing}");
    }
    for acting in ["/A << /S /JavaScript /JS (x) >>", "/AA << >>", "/OC 5 0 R", "/Kids [5 0 R]"] {
        assert!(with_field(&format!("{hidden} {acting}"), signature).is_err(), "{acting}");
    }
}

#[test]
fn an_object_behind_a_line_end_in_a_string_is_still_hidden() {
    let signature = |reason: &str| format!("<< /Type /Sig /Reason ({reason}) /ByteRange [0 1 2 3] /Contents <00> >>");
    let hidden = "/Subtype /Widget /Rect [0 0 0 0]";
    assert!(with_field(hidden, &signature("see 4 0 obj")).is_ok());
    assert_eq!(what(with_field(hidden, &signature("see\n 4 0 obj << >>"))), "hidden");
}

#[test]
fn a_change_is_named_as_its_reader_knows_it() {
    let contents = stream("", "BT (900000) Tj ET");
    assert_eq!(what(added(&[(4, &contents)])), "changed page 1");
    assert_eq!(what(added(&[(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")])), "changed font");
    let filled = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Veli) /Rect [0 0 9 9] /P 3 0 R >>";
    assert_eq!(what(added(&[(6, filled)])), "changed form-field Name");
    assert_eq!(what(added(&[(77, &contents)])), "hidden", "a reference that was left open");
}
