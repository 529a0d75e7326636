# The page that verifies documents.

document-ask-title = Verify a document
document-ask-lead = Anybody can check whether a document was issued by this institution. You need not sign in, and the file you upload is not kept.
document-code = Verification code
document-code-hint = It stands at the foot of the document, such as KT7M-2RXM-BN8R-5ZPA, or KT7M-2RXM on a certificate.
document-or = or upload the document itself
document-file = PDF file
document-file-hint = { $megabytes } MB at most
document-verify = Verify
document-another = Verify another document

document-title-genuine = The document is genuine
document-text-genuine = The file is as this institution issued it; if signatures were added since, they are listed below.
document-title-changed = The document was changed
document-text-changed = The file begins with a document of ours but was changed afterwards. Do not trust this file; what was issued stands below.
document-title-unknown = This document is not ours
document-text-unknown = The file is no document issued by this institution, or its contents were changed. Do not accept it as one.
document-title-listed = A document was issued with this code
document-text-listed = Compare the document you hold with the following, line by line. To be certain, upload the file itself.
document-title-destroyed = The document’s retention period is over
document-text-destroyed = A document was issued with this code. Its contents were destroyed when its retention period ended.
document-kind-request-form = User Request Form
document-kind-signed-form = Form with electronic signatures
document-kind-form = Scanned form
document-institution = Institution
document-unit = Unit
document-issued-at = Issued
document-destroyed-at = Destroyed
document-facts = What the document says
document-facts-text = Every field that stood on the document when it was issued. Identity and telephone numbers are masked.
document-signatures = Seal and signatures
document-no-signatures = There is no seal or signature in the file.

document-code-malformed = This does not look like a verification code. A code is sixteen characters, such as KT7M-2RXM-BN8R-5ZPA, or eight on certificates of participation, such as KT7M-2RXM.
document-code-unknown = No document was issued with this code.
document-file-none = Type a code or choose a PDF file.
document-file-not-pdf = The file is not a PDF.
document-file-too-large = The file is too large. At most { $max } MB can be uploaded.
document-destroyed = This document was destroyed because its retention period is over.

bundle-readme =
    FILE OF REQUEST { $reference }
    Made: { $date }

    This file holds everything about the request and can be checked without Künye.

    case.json        summary of the request: who approved it when and how, who carried it out
    record.json      lines of the audit record about it, oldest first
    issued/          the form as it was issued; a file's name is its verification code
    filed/           papers in the unit's archive; a file's name is its archive number
    signed/          the form with electronic signatures, each with its validation report
    trust/           root certificates that were trusted, and the revocation lists of that day
    SHA256SUMS       digests of all files
    SHA256SUMS.p7s   signature of the digests with the institution's seal (where it has a key)

    To check the digests:
        sha256sum --check SHA256SUMS
    To check the institution's signature (root.pem: root certificate of the seal's issuer):
        openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -CAfile root.pem -purpose any -out /dev/null
    The signed form can be checked with any software that validates PAdES.
