//! Runs a Typst template over data. The compiler's whole world is here: one template, its data, its words and our fonts; no
//! disk, no network, no packages, no clock.

use crate::{Language, RenderError, text};
use fluent_syntax::ast::{Entry, Message, Pattern, PatternElement};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How many further renderings a memoised result outlives without being used. What depends on the template alone is used by
/// every one of them; what depends on a person's data is gone soon after.
const MEMORY: usize = 1;

/// More characters than a page holds at the smallest size we set. Refusing more at once keeps a text that was never going to
/// fit from keeping the compiler busy.
const MOST_TEXT: usize = 10_000;

/// What is to become a PDF.
pub(crate) struct Job {
    /// The Typst program; reads `/data.json`, `/texts.json` and the pictures.
    pub template: &'static str,
    pub data: Value,
    /// SVG by path, as `/verify.svg`.
    pub pictures: Vec<(&'static str, String)>,
    pub language: Language,
    /// Names the document through all its versions; hashed into the file's identifier.
    pub identity: String,
    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub created_at: i64,
}

/// Renders a document of exactly one page.
pub(crate) fn one_page(job: Job) -> Result<Vec<u8>, RenderError> {
    pages(job, 1)
}

/// Renders a document of exactly so many pages.
pub(crate) fn pages(job: Job, expected: usize) -> Result<Vec<u8>, RenderError> {
    let length = text::length(&job.data);
    if length > MOST_TEXT.saturating_mul(expected) {
        return Err(RenderError::too_long(format!("{length} characters")));
    }
    let options = options(&job)?;
    let result = lay_out(job).and_then(|document| match document.pages().len() {
        pages if pages == expected => typst_pdf::pdf(&document, &options).map_err(broken),
        pages => Err(RenderError::too_long(format!("{pages} pages"))),
    });
    typst::comemo::evict(MEMORY);
    result
}

pub(crate) fn lay_out(mut job: Job) -> Result<PagedDocument, RenderError> {
    let fonts = &SHELF.fonts;
    text::clean_all(&mut job.data, &|c| fonts.iter().all(|font| font.info().coverage.contains(u32::from(c))));
    typst::compile(&Stage::new(&job)?).output.map_err(broken)
}

fn options(job: &Job) -> Result<PdfOptions, RenderError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2b, PdfStandard::Ua_1])
        .map_err(|error| RenderError::broken(error.message().to_string()))?;
    let moment = Timestamp::from_millisecond(job.created_at).map_err(RenderError::broken)?.to_zoned(TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let created = Datetime::from_ymd_hms(
        moment.year().into(),
        part(moment.month()),
        part(moment.day()),
        part(moment.hour()),
        part(moment.minute()),
        part(moment.second()),
    );
    Ok(PdfOptions {
        ident: Smart::Custom(job.identity.clone()),
        creator: Smart::Custom(Some("Künye".into())),
        timestamp: created.map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

fn broken(diagnostics: impl IntoIterator<Item = SourceDiagnostic>) -> RenderError {
    let messages: Vec<String> = diagnostics.into_iter().map(|d| d.message.to_string()).collect();
    RenderError::broken(messages.join("; "))
}

/// What all renderings share, loaded once.
struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let files: [&'static [u8]; 2] =
        [include_bytes!("../../../assets/fonts/Inter-Regular.otf"), include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")];
    let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    Shelf { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// The compiler's view of one job.
struct Stage {
    main: Source,
    files: Vec<(FileId, Bytes)>,
}

impl Stage {
    fn new(job: &Job) -> Result<Self, RenderError> {
        let data = serde_json::to_vec(&job.data).map_err(RenderError::broken)?;
        let mut files = vec![(file_id("/data.json")?, Bytes::new(data)), (file_id("/texts.json")?, texts(job.language)?)];
        for (path, svg) in &job.pictures {
            files.push((file_id(path)?, Bytes::from_string(svg.clone())));
        }
        Ok(Self { main: Source::new(file_id("/main.typ")?, job.template.to_owned()), files })
    }
}

fn file_id(path: &str) -> Result<FileId, RenderError> {
    let path = VirtualPath::new(path).map_err(|error| RenderError::broken(format!("{path}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Stage {
    fn library(&self) -> &LazyHash<Library> {
        &SHELF.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHELF.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(known, _)| *known == id);
        file.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHELF.fonts.get(index).cloned()
    }

    /// No date: a document says only what its data says.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The words of our documents in one language, as JSON from key to text.
pub(crate) fn texts(language: Language) -> Result<Bytes, RenderError> {
    type Texts = LazyLock<Result<Bytes, String>>;
    static TURKISH: Texts = LazyLock::new(|| read_texts(include_str!("../../../locales/tr/documents.ftl")));
    static ENGLISH: Texts = LazyLock::new(|| read_texts(include_str!("../../../locales/en/documents.ftl")));
    let texts: &Texts = match language {
        Language::Turkish => &TURKISH,
        Language::English => &ENGLISH,
    };
    texts.as_ref().cloned().map_err(|cause| RenderError::broken(cause.clone()))
}

/// Our words take no arguments, so a text is all there is to a message.
fn read_texts(fluent: &str) -> Result<Bytes, String> {
    let resource = fluent_syntax::parser::parse(fluent).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut texts = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(Message { id, value: Some(Pattern { elements }), .. }) = entry else { continue };
        let [PatternElement::TextElement { value }] = elements.as_slice() else {
            return Err(format!("{} is not plain text", id.name));
        };
        texts.insert(id.name, *value);
    }
    serde_json::to_vec(&texts).map(Bytes::new).map_err(|error| error.to_string())
}
