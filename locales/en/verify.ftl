# Validation of signatures.

verify-trust-unreadable = The trust file cannot be read: { $path } ({ $detail })
verify-crl-unreadable = The revocation list cannot be read: { $path } ({ $detail })
verify-ocsp-unreadable = The OCSP response cannot be read: { $path } ({ $detail })
verify-file-missing = The PDF file to be verified is not named.
verify-file-absent = There is no such file: { $path }
verify-file-folder = This is a folder, not a file: { $path }
verify-file-forbidden = You may not read this file: { $path }

verify-passed = Valid
verify-indeterminate = Cannot be decided
verify-failed = Invalid
verify-unknown = unknown
verify-at = Validated as of
verify-signature = Signature { $number }, field “{ $field }”
verify-signer = Signer
verify-kind = Certificate
verify-kind-qualified-person = Qualified certificate of a person
verify-kind-unqualified = Not qualified
verify-kind-institution-seal = Seal of an institution
verify-kind-qualified-seal = Qualified electronic seal
verify-national-id = National id
verify-issuer = Issued by
verify-level = Level
verify-time = Time of signature
verify-time-unproved = no proved time
verify-by-signature-time-stamp = by the signature's time stamp
verify-by-document-time-stamp = by a time stamp of the document
verify-claimed-time = As the signer states
verify-coverage = Coverage
verify-covers-whole = the whole file
verify-covers-revision = the file as it was when it was signed
verify-later = Added later
verify-signature-time-stamp = Time stamp of the signature
verify-document-time-stamp = Time stamp of the document, field “{ $field }”
verify-states = States
verify-authority = Authority

verify-change-signature = a signature in the field “{ $field }”
verify-change-visible-signature = a visible signature in the field “{ $field }”
verify-change-document-time-stamp = a time stamp of the document in the field “{ $field }”
verify-change-empty-field = an empty signature field “{ $field }”
verify-change-form-filled = form field “{ $field }” filled in
verify-change-validation-data = validation data
verify-change-metadata = metadata of the file

verify-reason-pdf-unreadable = The file is no PDF document that can be read.
verify-reason-pdf-encrypted = The document is encrypted; the signed bytes cannot be checked.
verify-reason-pdf-damaged = The structure of the document is damaged. Readers may repair and show such a document in different ways.
verify-reason-sub-filter = The kind of signature is unknown: { $filter }
verify-reason-sub-filter-old = The signature is of an old kind that is not verified here: { $filter }
verify-reason-byte-range = The range of bytes that the signature covers (ByteRange) is wrong.
verify-reason-gap = What the signature leaves out is not exactly its own value.
verify-reason-revision = The signed part is not a complete revision of the document.
verify-reason-displaced = The signature does not stand in the revision that it signs.
verify-reason-changed = The document was changed after it was signed: { $what ->
    [page] page { $number }
    [pages] the order or number of its pages
    [form] the form
    [form-field] a form field
    [annotation] a note or mark on a page
    [font] a font
    [information] the information about the document
    [metadata] the information about the document
    [validation-data] the data that help to verify signatures
    [catalog] how the document opens and is displayed
    [root] the document itself
    [time-stamp] a time stamp was added that shows on a page
    [painted-over] a visible signature was added that is not valid
   *[other] the content of the document
}.
verify-reason-changed-certified = The document was changed in a way that its certifying author does not allow.
verify-reason-changed-locked = A field that the signature locks was changed afterwards: { $field }
verify-reason-hidden = Content was hidden in the file after it was signed, which only some readers would show.
verify-reason-painted-over = It cannot be told whether the visible signature that was added later (field “{ $field }”) is valid; it may cover the text that was signed.
verify-reason-cms-malformed = The signature (CMS) cannot be read: { $detail }
verify-reason-cms-signers = A signature has exactly one signer; this one has: { $count }
verify-reason-cms-content = The signature carries content that is not the document.
verify-reason-cms-attributes = Something is wrong with the signed attributes: { $detail }
verify-reason-cms-algorithms = The algorithms of the signature and of its digest do not agree.
verify-reason-digest-differs = What was signed has been changed: the digest differs.
verify-reason-signature-wrong = The signature value does not verify with the signer's key.
verify-reason-signer-absent = The signer's certificate is not there.
verify-reason-signer-differs = The certificate is not the one that the signature means.
verify-reason-signer-unnamed = The signature does not bind the signer's certificate (no signing-certificate attribute).
verify-reason-policy-unknown = The signature policy is unknown: { $policy }
verify-reason-policy-level = The signature does not meet the policy that it names ({ $policy }); it reaches level { $level }.
verify-reason-algorithm-unknown = The algorithm is not supported: { $algorithm }
verify-reason-algorithm-weak = The algorithm is no longer reliable: { $algorithm }
verify-reason-path-not-found = No path leads from the certificate to a trust anchor. Issuer: { $issuer }
verify-reason-path-signature = The signature of the certificate does not verify: { $certificate }
verify-reason-path-names = The names in the path do not fit: { $certificate }
verify-reason-path-not-ca = This certificate may not issue certificates: { $certificate }
verify-reason-path-too-long = The path is longer than allowed: { $certificate }
verify-reason-path-name-constraints = The name in the certificate is outside of what its issuer may certify: { $certificate }
verify-reason-path-policies = The certificate policies do not meet what is required: { $certificate }
verify-reason-path-unknown-extension = The certificate has a critical extension that is not understood: { $certificate } ({ $extension })
verify-reason-path-malformed = An extension of the certificate is malformed: { $certificate }
verify-reason-ca-expired = A certificate of the path is not valid at that time: { $certificate }
verify-reason-anchor-purpose = The trust anchor does not serve this purpose: { $certificate }
verify-reason-anchor-dates = The trust anchor is not trusted at that time: { $certificate }
verify-reason-key-usage = The certificate is not meant for signing (no non-repudiation): { $certificate }
verify-reason-key-purpose = The certificate is meant for something else: { $certificate }
verify-reason-expired = The certificate expired on { $time }, and nothing proves that the signature is older: { $certificate }
verify-reason-expired-before = The certificate expired on { $time }, before the content was signed: { $certificate }
verify-reason-not-yet-valid = The certificate is valid only from { $time } on: { $certificate }
verify-reason-revoked = The certificate was revoked on { $time }, and nothing proves that the signature is older: { $certificate }
verify-reason-revoked-before = The certificate was revoked on { $time }, before the content was signed: { $certificate }
verify-reason-revoked-ca = A certificate of the path was revoked on { $time }: { $certificate }
verify-reason-on-hold = The certificate was put on hold on { $time }: { $certificate }
verify-reason-revocation-unknown = Nothing says whether the certificate was revoked; a current list or OCSP response is needed: { $certificate }
verify-reason-revocation-stale = What is known about revocation is too old for that time: { $certificate }
verify-reason-too-much = The file brings more certificates, revocation lists and OCSP responses than one validation looks at.
verify-reason-time-stamp-order = The time stamps contradict each other in their order.
verify-reason-time-stamp-unproved = The time stamp of the signature proves nothing: { $reason }
verify-reason-no-signature = The document has no signature.
