"""Unusual, and mostly good all the same: documents as other programs write them, signatures with everything that a standard allows, lists and
responses in parts. `python make.py OUT odd` writes them, with authorities of their own; needs pikepdf, reportlab and fpdf2 besides.
"""
import datetime as dt
from cases import *
from papers import *
from valid import person_of, raw_attribute, sequence
from pyhanko.sign.fields import MDPPerm, FieldMDPSpec, FieldMDPAction, SigFieldSpec, SigSeedValueSpec, SigSeedValFlags, append_signature_field
from pyhanko.stamp import QRStampStyle, TextStampStyle
from cryptography.hazmat.primitives import hashes

BOXES = ((72, 100, 250, 160), (300, 100, 500, 160), (72, 200, 250, 260), (300, 200, 500, 260))


def by_reportlab():
    from reportlab.pdfgen.canvas import Canvas
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    for page in range(3):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Sayfa {page}", f"p{page}")
        canvas.drawString(72, 720, "Tutar: 100 TL")
        canvas.linkURL("https://example.org", (72, 700, 200, 712))
        canvas.showPage()
    canvas.acroForm.textfield(name="ad", value="Ali", x=72, y=600)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def by_fpdf():
    from fpdf import FPDF
    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2026, 11, 20, tzinfo=dt.timezone.utc))
    for _ in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        pdf.cell(text="Tutar: 100 TL")
    return bytes(pdf.output())


def by_qpdf(pdf, **how):
    import pikepdf
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, **how)
    return out.getvalue()


def hybrid():
    """A file for readers old and new: the note is in an object stream that only the new ones find (ISO 32000-1, 7.5.8.4)."""
    plain = paper(note=True)
    body = plain[:plain.rindex(b"xref\n0 ")]
    place = re.search(rb"\n6 0 obj\n.*?endobj\n", body, re.S)
    note = place.group().split(b"obj\n", 1)[1].rsplit(b"\nendobj", 1)[0]
    out = bytearray(body)
    out += b"20 0 obj\n" + stream(b"6 0 " + note, b"/Type /ObjStm /N 1 /First 4 ") + b"\nendobj\n"
    container = out.index(b"20 0 obj")
    start = len(out)
    out += b"21 0 obj\n" + stream(bytes([2, 0, 20, 0]), b"/Type /XRef /W [1 2 1] /Index [6 1] /Size 22 /Root 1 0 R ") + b"\nendobj\n"
    table = len(out)
    spots = {n: re.search(rb"(?:^|\n)%d 0 obj" % n, out).start() + (1 if n > 1 or out[:1] != b"1" else 0) for n in (1, 2, 3, 4, 5, 7)}
    for n in spots:
        spots[n] = out.index(b"%d 0 obj" % n, spots[n])
    entry = lambda n: b"%010d 00000 n \n" % spots[n]
    out += b"xref\n0 8\n0000000006 65535 f \n" + b"".join(entry(n) for n in range(1, 6)) + b"0000000000 00000 f \n" + entry(7)
    out += b"20 2\n%010d 00000 n \n%010d 00000 n \n" % (container, start)
    out += b"trailer\n<< /Size 22 /Root 1 0 R /Info 7 0 R /XRefStm %d /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n" % (
        start, b"11" * 16, b"11" * 16, table)
    return bytes(out)


def deep_form():
    """Fields below fields, referred to from all sides."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Type /Page /Parent 2 0 R /Contents [4 0 R] /Annots 9 0 R >>",
        stream(TEXT), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Fields 10 0 R /DA (/F1 0 Tf) /DR << /Font << /F1 5 0 R >> >> >>",
        b"<< /T (kurum) /Kids [8 0 R 11 0 R] >>",
        b"<< /T (ad) /FT /Tx /V (Ali) /Parent 7 0 R /Type /Annot /Subtype /Widget /Rect [72 600 200 620] /F 4 /P 3 0 R >>",
        b"[8 0 R 11 0 R]", b"[7 0 R]",
        b"<< /T (imza) /FT /Sig /Parent 7 0 R /Type /Annot /Subtype /Widget /Rect [72 100 250 160] /F 4 /P 3 0 R >>",
        b"<< /Producer (kunye test) >>",
    ]
    return write(objects, info=12)


def add(c):
    c.base_lists = c.lists()
    p, ca, root, chain = c.person, c.ca, c.root, c.chain
    certs, lists = [p, ca, c.tsa, c.tsa_ca, root], [root.crl(), ca.crl(), c.tsa_ca.crl()]
    stamped_by = dict(tsa=c.tsa, tsa_chain=c.tsa_chain)

    # Documents of other programs
    for label, pdf in (("reportlab", by_reportlab()), ("fpdf", by_fpdf()), ("qpdf-linearized", by_qpdf(by_reportlab(), linearize=True)),
                       ("qpdf-packed", by_qpdf(by_reportlab(), object_stream_mode=pikepdf_mode("generate"))), ("hybrid", hybrid())):
        once = sign_leniently(pdf, p, chain)
        c.add(f"odd-by-{label}", once, PASSED, level="B-B", coverage="whole")
        twice = sign_leniently(once, c.boss, chain, field="Sig2", box=BOXES[0])
        c.add(f"odd-by-{label}-two-signers", twice, PASSED)
    linearized_and_archived = sign(by_qpdf(by_reportlab(), linearize=True), p, chain, **stamped_by)
    linearized_and_archived = document_time_stamp(add_dss(linearized_and_archived, certs, lists), c.tsa, day("2026-11-21 12:00"), c.tsa_chain)
    c.add("odd-by-qpdf-linearized-b-lta", linearized_and_archived, PASSED, level="B-LTA")
    # One revision packed, the next with a table, and the other way round.
    c.add("odd-packed-then-again", sign(sign(packed(), p, chain), c.boss, chain, field="Sig2"), PASSED)
    deep = sign(deep_form(), p, chain, field="kurum.imza")
    c.add("odd-field-below-a-field", deep, PASSED)
    c.add("odd-field-below-a-field-two-signers", sign(deep, c.boss, chain, field="kurum2.imza"), FAILED, "FORMAT_FAILURE")
    c.add("odd-field-beside-a-field", sign(deep, c.boss, chain, field="kurum.imza2"), FAILED, "FORMAT_FAILURE")
    c.add("odd-second-page", sign_spec(paper(pages=3), p, chain, SigFieldSpec("Sig1", on_page=2, box=BOXES[0])), PASSED)
    c.add("odd-encrypted", sign_encrypted(p, chain), INDETERMINATE, "SIGNED_DATA_NOT_FOUND")

    # Appearances
    for label, style, text in (("text", TextStampStyle(stamp_text="Imzalayan: %(signer)s\n%(ts)s"), {}),
                               ("qr", QRStampStyle(stamp_text="Dogrula: %(url)s"), {"url": "https://example.org/dogrula"})):
        once = sign_styled(paper(), p, chain, style, text, SigFieldSpec("Sig1", box=BOXES[0]))
        c.add(f"odd-stamp-{label}", once, PASSED)
        c.add(f"odd-stamp-{label}-two-signers", sign_styled(once, c.boss, chain, style, text, SigFieldSpec("Sig2", box=BOXES[1])), PASSED)
    both = sign_styled(c_prepared(4), p, chain, TextStampStyle(stamp_text="%(signer)s"), {}, None, field="Imza0")
    for number, signer in ((1, c.boss), (2, p), (3, c.boss)):
        both = sign_styled(both, signer, chain, TextStampStyle(stamp_text="%(signer)s"), {}, None, field=f"Imza{number}")
    c.add("odd-four-signers-in-prepared-fields", both, PASSED)

    # What stands in the dictionary and in the CMS
    c.add("odd-reason-and-place", sign(paper(), p, chain, reason="Onaylıyorum (ğüşıöç)", location="Ankara", contact_info="0312"), PASSED)
    prepared = updated(paper(), lambda w: append_signature_field(w, SigFieldSpec("Imza", box=BOXES[0], seed_value_dict=SigSeedValueSpec(
        flags=SigSeedValFlags.REASONS, reasons=["Onay"], digest_methods=["sha256"]))))
    c.add("odd-seed-values", sign(prepared, p, chain, field="Imza", reason="Onay"), PASSED)
    extras = [raw_attribute("1.2.840.113549.1.9.16.2.16", sequence(core.ObjectIdentifier("1.2.840.113549.1.9.16.6.1").dump()))]
    c.add("odd-commitment", place(paper(), lambda d: build_cms(d, p, chain, attributes=extras)), PASSED)
    c.add("odd-many-certificates", place(paper(), lambda d: build_cms(d, p, (ca, root, c.tsa, c.tsa_ca, c.boss, c.responder)), reserved=16384), PASSED)
    c.add("odd-two-time-stamps", place(paper(), lambda d: build_cms(d, p, chain, unsigned=two_stamps(c)), reserved=24000), PASSED, level="B-T",
          time="2026-11-21T10:00:00Z")
    c.add("odd-contents-in-other-case", swapped(sign(paper(), p, chain)), PASSED)
    c.add("odd-tight-contents", tight(p, chain), PASSED)
    for hash in ("sha384", "sha512"):
        signer = person_of(c, key=rsa_key(4096))
        c.add(f"odd-pss-4096-{hash}", place(paper(), lambda d, h=hash: build_cms(d, signer, chain, hash=h, pss_salt=64 if h == "sha512" else 48),
                                            hash=hash, reserved=12000), PASSED)
    c.add("odd-p521-sha384", place(paper(), lambda d: build_cms(d, person_p521(c), chain, hash="sha384"), hash="sha384"), PASSED)

    # Paths: an authority that was certified anew and another that certified it across
    other_root = issue(name("Başka Kök"), ca=True)
    across = issue(ca.cert.subject, other_root, key=ca.key, ca=True, path_length=0)
    c.add("odd-certified-across", place(paper(), lambda d: build_cms(d, p, (across, ca))), PASSED, trust=[other_root],
          crl=[other_root.crl(), ca.crl()])
    middle = issue(name("Ara HS"), root, ca=True)
    lower = issue(name("Alt HS"), middle, ca=True, path_length=0)
    deep_person = person("Derin Kişi", "10000000146", lower, key=ec_key(ec.SECP384R1()))
    c.add("odd-four-links", sign(paper(), deep_person, (lower, middle), hash="sha384"), PASSED, crl=[root.crl(), middle.crl(), lower.crl()])
    rsa_root = issue(name("RSA Kök"), ca=True, key=rsa_key(4096), sign_hash=hashes.SHA512())
    rsa_ca = issue(name("RSA HS"), rsa_root, ca=True, key=rsa_key(3072), sign_hash=hashes.SHA384())
    mixed = person("Karışık Kişi", "10000000146", rsa_ca)
    c.add("odd-rsa-above-ec", sign(paper(), mixed, (rsa_ca,)), PASSED, trust=[rsa_root], crl=[rsa_root.crl(), rsa_ca.crl()])

    # Lists in parts, by others, and on top of others
    issuer = issue(name("SİL İmzalayan"), root, usages=usage(crl_sign=True))
    point = lambda url, **more: x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, more.get("reasons"), more.get("issuer"))
    by_other = [x509.DirectoryName(issuer.cert.subject)]
    pointed = person("Dolaylı Kişi", "10000000146", ca, extensions=[(x509.CRLDistributionPoints([point("http://sil.example/d.crl", issuer=by_other)]), False)])
    indirect = issuer.crl(entries=[], extensions=[(idp("http://sil.example/d.crl", indirect=True), True)])
    c.add("odd-indirect-list", place(paper(), lambda d: build_cms(d, pointed, (ca, issuer))), PASSED, crl=[root.crl(), indirect])
    revoked_there = indirect_with_entry(issuer, pointed)
    c.add("odd-indirect-list-revoked", place(paper(), lambda d: build_cms(d, pointed, (ca, issuer))), INDETERMINATE, "REVOKED_NO_POE",
          crl=[root.crl(), revoked_there])
    parted = person("Parçalı Kişi", "10000000146", ca, extensions=[(x509.CRLDistributionPoints([point("http://sil.example/7.crl")]), False)])
    part = ca.crl(extensions=[(idp("http://sil.example/7.crl"), True)])
    wrong_part = ca.crl(extensions=[(idp("http://sil.example/8.crl"), True)])
    c.add("odd-list-in-parts", sign(paper(), parted, chain), PASSED, crl=[root.crl(), part])
    c.add("odd-list-of-another-part", sign(paper(), parted, chain), INDETERMINATE, "TRY_LATER", crl=[root.crl(), wrong_part])
    some = lambda *flags: frozenset(flags)
    R = x509.ReasonFlags
    first = some(R.key_compromise, R.ca_compromise, R.affiliation_changed, R.superseded)
    second = some(R.cessation_of_operation, R.certificate_hold, R.privilege_withdrawn, R.aa_compromise)
    halves = [ca.crl(extensions=[(x509.IssuingDistributionPoint(None, None, False, False, reasons, False, False), True)]) for reasons in (first, second)]
    c.add("odd-lists-by-reason", sign(paper(), p, chain), PASSED, crl=[root.crl(), *halves])
    delta = ca.crl(this=day("2026-11-22"), extensions=[(x509.DeltaCRLIndicator(int(UPDATE.timestamp())), True)])
    c.add("odd-list-and-delta", sign(paper(), p, chain), PASSED, crl=[root.crl(), ca.crl(), delta])

    # Responses
    c.add("odd-response-sha256-id", sign(paper(), p, chain), PASSED, crl=[root.crl()], ocsp=[response(ca, p, c.responder, hash=hashes.SHA256())])
    rsa_responder = responder("RSA ÇiSDuP", ca, key=rsa_key())
    c.add("odd-response-rsa", sign(paper(), p, chain), PASSED, crl=[root.crl()], ocsp=[ca.ocsp(p, rsa_responder)])
    checked = issue(name("Denetlenen ÇiSDuP"), ca, ekus=[EKU.OCSP_SIGNING], usages=usage(digital_signature=True))
    c.add("odd-response-without-nocheck", sign(paper(), p, chain), PASSED, crl=[root.crl()], ocsp=[ca.ocsp(p, checked)])
    c.add("odd-response-of-a-revoked-responder", sign(paper(), p, chain), INDETERMINATE, "TRY_LATER",
          crl=[root.crl(), ca.crl(this=day("2025-03-01"), next=day("2025-04-01"), entries=[(checked, day("2025-02-01"), None)])],
          ocsp=[ca.ocsp(p, checked)])
    old_lists = [root.crl(), c.tsa_ca.crl()]
    c.add("odd-response-on-hold", sign(paper(), p, chain), INDETERMINATE, "TRY_LATER", crl=old_lists,
          ocsp=[response(ca, p, c.responder, reason=x509.ReasonFlags.certificate_hold)])

    # Many time stamps, one over the other, of authorities that end one after the other
    base = add_dss(sign(paper(), p, chain, **stamped_by), certs, lists)
    for number, hour in enumerate((12, 14, 16, 18)):
        base = document_time_stamp(base, c.tsa, day(f"2026-11-21 {hour}:00"), c.tsa_chain, field=f"Ts{number}")
    c.add("odd-four-document-time-stamps", base, PASSED, level="B-LTA", time="2026-11-21T10:00:00Z")
    rotated = sign(paper(), p, chain, **stamped_by)
    rotated = add_dss(rotated, certs, lists)
    rotated = document_time_stamp(rotated, c.tsa, day("2026-11-21 12:00"), c.tsa_chain, field="Ts0")
    more_lists = [root.crl(this=day("2026-11-21 13:00")), ca.crl(this=day("2026-11-21 13:00")), c.tsa_ca.crl(this=day("2026-11-21 13:00"))]
    rotated = document_time_stamp(add_dss(rotated, [], more_lists), tsa("Başka ZDS", c.tsa_ca), day("2026-11-21 14:00"), c.tsa_chain, field="Ts1")
    c.add("odd-store-grows-between-time-stamps", rotated, PASSED, level="B-LTA")
    late = sign(document_time_stamp(sign(paper(), p, chain), c.tsa, day("2026-11-21 12:00"), c.tsa_chain), c.boss, chain, field="Sig2", at=day("2026-11-21 13:00"))
    c.add("odd-signed-after-a-document-time-stamp", late, PASSED)

    # Authors who allow something
    for level in (MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE):
        made = sign(paper(), p, chain, certify=True, docmdp_permissions=level)
        c.add(f"odd-certified-{level.value}", made, PASSED)
    for label, spec in (("all", FieldMDPSpec(FieldMDPAction.ALL)), ("include", FieldMDPSpec(FieldMDPAction.INCLUDE, ["ad"])),
                        ("exclude", FieldMDPSpec(FieldMDPAction.EXCLUDE, ["Imza2"]))):
        made = updated(paper(form=True), lambda w, s=spec: [append_signature_field(w, SigFieldSpec("Imza1", box=BOXES[0], field_mdp_spec=s)),
                                                            append_signature_field(w, SigFieldSpec("Imza2", box=BOXES[1]))])
        once = sign(made, p, chain, field="Imza1")
        c.add(f"odd-locked-{label}", once, PASSED)
        signed_again = sign(once, c.boss, chain, field="Imza2")
        if label == "all":
            c.add(f"odd-locked-{label}-then-signed", signed_again, FAILED, "FORMAT_FAILURE")
        else:
            c.add(f"odd-locked-{label}-then-signed", signed_again, PASSED)


def pikepdf_mode(name):
    import pikepdf
    return getattr(pikepdf.ObjectStreamMode, name)


def sign_leniently(pdf, holder, chain, field="Sig1", box=None):
    """pyHanko wants to be asked twice before it adds to a hybrid file."""
    signer = signers.SimpleSigner(holder.asn1, holder.asn1_key, store(*chain))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    return signers.PdfSigner(meta, signer, new_field_spec=SigFieldSpec(field, box=box)).sign_pdf(writer).getvalue()


def sign_spec(pdf, holder, chain, spec):
    signer = signers.SimpleSigner(holder.asn1, holder.asn1_key, store(*chain))
    meta = signers.PdfSignatureMetadata(field_name=spec.sig_field_name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    return signers.PdfSigner(meta, signer, new_field_spec=spec).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()


def sign_styled(pdf, holder, chain, style, text, spec, field=None):
    signer = signers.SimpleSigner(holder.asn1, holder.asn1_key, store(*chain))
    meta = signers.PdfSignatureMetadata(field_name=field or spec.sig_field_name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    pdf_signer = signers.PdfSigner(meta, signer, stamp_style=style, new_field_spec=spec)
    return pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), appearance_text_params=text or None).getvalue()


def c_prepared(count):
    return updated(paper(), lambda w: [append_signature_field(w, SigFieldSpec(f"Imza{n}", box=BOXES[n])) for n in range(count)])


def sign_encrypted(holder, chain):
    encrypted = by_qpdf(paper(), encryption=encryption())
    signer = signers.SimpleSigner(holder.asn1, holder.asn1_key, store(*chain))
    writer = IncrementalPdfFileWriter(io.BytesIO(encrypted))
    writer.encrypt("sahip")
    meta = signers.PdfSignatureMetadata(field_name="Sig1", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    return signers.PdfSigner(meta, signer).sign_pdf(writer).getvalue()


def encryption():
    import pikepdf
    return pikepdf.Encryption(owner="sahip", user="", R=6)


def two_stamps(c):
    def both(signature):
        values = [token(c.tsa, signature, day("2026-11-21 10:00"), c.tsa_chain), token(c.tsa, signature, day("2026-11-21 11:00"), c.tsa_chain)]
        return cms.CMSAttributes([cms.CMSAttribute({"type": "signature_time_stamp_token", "values": values})])
    return both


def swapped(pdf):
    found = re.search(rb"/Contents ?<([0-9a-fA-F]+)>", pdf)
    return pdf[:found.start(1)] + found.group(1).swapcase() + pdf[found.end(1):]


def tight(holder, chain):
    """Room for exactly the signature: no zero behind it."""
    for room in range(1500, 6000, 2):
        try:
            made = place(paper(), lambda d: build_cms(d, holder, chain), reserved=room)
        except AssertionError:
            continue
        digits = re.search(rb"/Contents ?<([0-9a-fA-F]+)>", made).group(1)
        if not digits.endswith(b"00"):
            return made
    raise ValueError


def person_p521(c):
    if not hasattr(c, "_p521"):
        c._p521 = person_of(c, key=ec_key(ec.SECP521R1()))
    return c._p521


def idp(url, indirect=False):
    return x509.IssuingDistributionPoint([x509.UniformResourceIdentifier(url)], None, False, False, None, indirect, False)


def indirect_with_entry(issuer, holder):
    entry = (x509.RevokedCertificateBuilder().serial_number(holder.cert.serial_number).revocation_date(day("2026-06-01"))
             .add_extension(x509.CertificateIssuer([x509.DirectoryName(holder.cert.issuer)]), True).build())
    builder = (x509.CertificateRevocationListBuilder().issuer_name(issuer.cert.subject).last_update(UPDATE).next_update(NEXT)
               .add_revoked_certificate(entry).add_extension(idp("http://sil.example/d.crl", indirect=True), True)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False))
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def response(issuer, about, signer, hash=None, reason=None):
    status = ocsp.OCSPCertStatus.REVOKED if reason else ocsp.OCSPCertStatus.GOOD
    builder = ocsp.OCSPResponseBuilder().add_response(about.cert, issuer.cert, hash or hashes.SHA1(), status, UPDATE, NEXT,
                                                      day("2026-11-01") if reason else None, reason)
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.cert).certificates([signer.cert])
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
