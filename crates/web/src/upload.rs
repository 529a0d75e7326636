//! A file that comes with a form (RFC 7578).
//!
//! A body that is too large is read all the same, and thrown away as it comes: when a connection is cut while the browser still
//! sends, the person sees an error of the browser's own and never our answer. But only so far: a scan that somebody made too
//! large is told so, a stream that does not end is not listened to.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Multipart, Request};
use kunye_kernel::error::{Error, Kind, Result};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;

/// Bytes that the form around a file may take.
const ENVELOPE: usize = 64 * 1024;

/// Bytes that are read for the sake of the answer alone. Scanners make files of some ten megabytes a page when nobody chose
/// better; nobody mistakes more than this for a form.
const PATIENCE: usize = 100 * 1024 * 1024;

/// What the browser sent. Its name is the person's own words: to be shown, never to be trusted.
#[derive(Default)]
pub struct Upload {
    pub name: String,
    pub bytes: Bytes,
    /// The form's other fields.
    pub fields: BTreeMap<String, String>,
}

impl Upload {
    /// Why there is nothing to read: no file was chosen, or it is empty.
    pub fn nothing(&self) -> Option<&'static str> {
        match (self.bytes.is_empty(), self.name.is_empty()) {
            (false, _) => None,
            (true, true) => Some("register-import-file-none"),
            (true, false) => Some("import-file-empty"),
        }
    }
}

/// The file in a field of a form; empty when none was chosen. A body larger than `limit` bytes and its envelope is refused with
/// `too_large`.
pub async fn file(request: Request, field: &str, limit: usize, too_large: impl FnOnce() -> Error) -> Result<Upload> {
    let (parts, body) = request.into_parts();
    let Some(kept) = read(body, limit.saturating_add(ENVELOPE)).await? else { return Err(too_large()) };
    let form = Multipart::from_request(Request::from_parts(parts, Body::from(kept)), &()).await;
    let mut form = form.map_err(|cause| broken(cause.body_text()))?;
    let mut upload = Upload::default();
    while let Some(part) = form.next_field().await.map_err(|cause| broken(cause.body_text()))? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == field {
            upload.name = part.file_name().unwrap_or_default().to_owned();
            upload.bytes = part.bytes().await.map_err(|cause| broken(cause.body_text()))?;
        } else {
            upload.fields.insert(name, part.text().await.map_err(|cause| broken(cause.body_text()))?);
        }
    }
    Ok(upload)
}

/// Reads what nobody will look at, for the sake of the answer, within [`PATIENCE`]. How long that may take is limited for the
/// request as a whole.
pub async fn discard(body: Body) {
    if let Err(cause) = read(body, 0).await {
        tracing::debug!(?cause, "a body that was to be thrown away broke off");
    }
}

/// A whole body, or nothing when it is larger than `limit` bytes; then the rest is thrown away, as far as [`PATIENCE`] goes.
async fn read(mut body: Body, limit: usize) -> Result<Option<Vec<u8>>> {
    let expected = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if expected > limit.max(PATIENCE) {
        return Ok(None);
    }
    let mut kept = (expected <= limit).then(|| Vec::with_capacity(expected));
    let mut seen: usize = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame.map_err(|cause| broken(cause.to_string()))?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen > limit.max(PATIENCE) {
            return Ok(None);
        }
        kept = kept.filter(|kept| kept.len() + data.len() <= limit);
        if let Some(kept) = &mut kept {
            kept.extend_from_slice(&data);
        }
    }
    Ok(kept)
}

fn broken(cause: String) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "error-upload-broken").because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;
    use http_body::Frame;
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n\
        --x\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"a.pdf\"\r\n\r\n%PDF-\r\n--x--\r\n";

    async fn upload(body: impl Into<Body>, kind: &str) -> Result<Upload> {
        let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(body.into()).unwrap();
        file(request, "scan", 1_000, || Error::new(Kind::TooLarge, "scan-too-large")).await
    }

    #[tokio::test]
    async fn the_file_of_the_field_is_found() {
        let upload = upload(FORM, "multipart/form-data; boundary=x").await.unwrap();
        assert_eq!((upload.name.as_str(), &upload.bytes[..]), ("a.pdf", b"%PDF-".as_slice()));
        assert_eq!(upload.fields["other"], "1");
    }

    #[tokio::test]
    async fn no_file_is_an_empty_file_and_nonsense_is_refused() {
        assert!(upload("--x--\r\n", "multipart/form-data; boundary=x").await.unwrap().bytes.is_empty());
        for (body, kind) in
            [(FORM, "text/plain"), (&FORM[..100], "multipart/form-data; boundary=x"), (FORM, "multipart/form-data")]
        {
            assert!(matches!(upload(body, kind).await.err().unwrap().kind, Kind::Invalid(_)), "{kind}");
        }
    }

    const PIECE: &[u8] = &[b'-'; 1024 * 1024];

    /// So many pieces; how many is not told. Counts those that were taken.
    struct Pieces {
        left: usize,
        taken: Arc<AtomicUsize>,
    }

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            self.left -= 1;
            self.taken.fetch_add(1, Ordering::SeqCst);
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(PIECE)))))
        }
    }

    #[tokio::test]
    async fn what_is_too_large_is_read_to_its_end_within_patience() {
        for (sent, read) in [(60, 60), (5_000, PATIENCE / PIECE.len() + 1)] {
            let (taken, thrown_away) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let body = Body::new(Pieces { left: sent, taken: taken.clone() });
            assert_eq!(upload(body, "multipart/form-data; boundary=x").await.err().unwrap().kind, Kind::TooLarge);
            discard(Body::new(Pieces { left: sent, taken: thrown_away.clone() })).await;
            assert_eq!((taken.load(Ordering::SeqCst), thrown_away.load(Ordering::SeqCst)), (read, read));
        }
    }

    #[tokio::test]
    async fn what_says_that_it_is_endless_is_not_begun() {
        let body = Body::from(vec![0; PATIENCE + 1]);
        assert_eq!(upload(body, "multipart/form-data; boundary=x").await.err().unwrap().kind, Kind::TooLarge);
    }
}
