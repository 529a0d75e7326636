"""Signatures with something wrong in the CMS, the certificates, the revocation data, the time stamps or the policy."""
from cases import *
from papers import *
from valid import person_of, policy_attribute, raw_attribute, with_policy

FORMAT, HASH, CRYPTO = "FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE"
CHAIN, CONSTRAINTS, NO_CHAIN = "CERTIFICATE_CHAIN_GENERAL_FAILURE", "CHAIN_CONSTRAINTS_FAILURE", "NO_CERTIFICATE_CHAIN_FOUND"
LATER, WEAK = "TRY_LATER", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"


def add(c):
    cms_of(c)
    paths(c)
    revocation(c)
    stamps(c)
    policy(c)


def cms_of(c):
    p = c.person

    def case(name, indication, sub, cert=p, hash="sha256", **unusual):
        made = place(paper(), lambda d: build_cms(d, cert, unusual.pop("chain", c.chain), hash=hash, **unusual), hash=hash)
        c.add(name, made, indication, sub)
    case("cms-digest-of-something-else", FAILED, HASH, digest_override=b"\x01" * 32)
    case("cms-signature-flipped", FAILED, CRYPTO, flip_signature=True)
    case("cms-two-signers", FAILED, FORMAT, signers=2)
    case("cms-no-signer", FAILED, FORMAT, signers=0)
    case("cms-with-content", FAILED, FORMAT, content=b"something")
    case("cms-without-attributes", FAILED, FORMAT, no_attributes=True)
    case("cms-without-content-type", FAILED, FORMAT, drop=("content_type",))
    case("cms-without-digest", FAILED, FORMAT, drop=("message_digest",))
    case("cms-of-another-type", FAILED, FORMAT, content_type="authenticated_data")
    case("cms-algorithms-disagree", FAILED, FORMAT, sign_hash="sha384")
    case("cms-attribute-twice", FAILED, FORMAT,
         attributes=[cms.CMSAttribute({"type": "message_digest", "values": [b"\x01" * 32]})])
    case("ess-missing", INDETERMINATE, "SIG_CONSTRAINTS_FAILURE", ess=None)
    case("ess-of-another-certificate", INDETERMINATE, "NO_SIGNING_CERTIFICATE_FOUND", ess_of=c.boss)
    case("ess-v1-of-another-certificate", INDETERMINATE, "NO_SIGNING_CERTIFICATE_FOUND", ess="v1", ess_of=c.boss)
    case("signer-not-in-the-cms", INDETERMINATE, "NO_SIGNING_CERTIFICATE_FOUND", certificates=[c.ca])
    case("hash-sha1", INDETERMINATE, WEAK, hash="sha1", cert=c.rsa_person)
    small = person_of(c, key=rsa_key(1024))
    c.add("key-rsa1024", sign(paper(), small, c.chain), INDETERMINATE, WEAK)
    protection = cms.CMSAlgorithmProtection({"digest_algorithm": {"algorithm": "sha512"}, "signature_algorithm": {"algorithm": "sha256_ecdsa"}})
    case("cms-protected-algorithms-differ", FAILED, FORMAT,
         attributes=[cms.CMSAttribute({"type": "cms_algorithm_protection", "values": [protection]})])
    c.add("cms-rubbish", place(paper(), lambda d: b"\x30\x03\x02\x01\x05"), FAILED, FORMAT)
    c.add("cms-empty", place(paper(), lambda d: b""), FAILED, FORMAT)
    c.add("cms-followed-by-something", place(paper(), lambda d: build_cms(d, p, c.chain) + b"\0\0\0x"), FAILED, FORMAT)
    c.add("cms-cut-off", place(paper(), lambda d: build_cms(d, p, c.chain)[:-9]), FAILED, CRYPTO)
    other = sign(paper(two_texts=True), p, c.chain)
    from pyhanko.pdf_utils.reader import PdfFileReader
    stolen = PdfFileReader(io.BytesIO(other)).embedded_regular_signatures[0].signed_data
    whole = cms.ContentInfo({"content_type": "signed_data", "content": stolen}).dump()
    c.add("cms-of-another-document", place(paper(), lambda d: whole), FAILED, HASH)
    c.add("sub-filter-sha1", place(paper(), lambda d: build_cms(d, p, c.chain)).replace(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /adbe.pkcs7.sha1    "),
          INDETERMINATE, "SIG_CONSTRAINTS_FAILURE")


def paths(c):
    root, ca, p = c.root, c.ca, c.person

    def case(name, holder, chain, indication=INDETERMINATE, sub=CHAIN, crl=None, **more):
        c.add(name, sign(paper(), holder, chain), indication, sub, crl=crl, **more)
    stranger = issue(name("Yabancı Kök"), ca=True)
    case("path-to-a-stranger", person("Ayşe Yılmaz", "10000000146", stranger), (stranger,), sub=NO_CHAIN)
    impostor = issue(name("Deneme NES HS"), ca=True)
    case("path-from-an-impostor", person("Ayşe Yılmaz", "10000000146", impostor), (ca,), sub=NO_CHAIN)
    case("path-self-signed", issue(name("Kendi Kendine")), (), sub=NO_CHAIN)
    case("path-without-the-ca", p, (), sub=NO_CHAIN)
    case("expired", person_of(c, end=day("2026-11-01")), c.chain, sub="OUT_OF_BOUNDS_NO_POE")
    case("not-yet-valid", person_of(c, start=day("2026-12-01")), c.chain, FAILED, "NOT_YET_VALID")
    old = issue(name("Eski HS"), root, ca=True, end=day("2026-11-01"))
    case("path-ca-expired", person("Ayşe Yılmaz", "10000000146", old), (old,), crl=c.base_lists + [old.crl()])
    fake = person_of(c)
    case("path-by-an-end-entity", person("Ayşe Yılmaz", "10000000146", fake), (fake, ca), crl=c.base_lists + [fake.crl()])
    weak = issue(name("İmzasız HS"), root, ca=True, usages=usage(crl_sign=True))
    case("path-ca-may-not-issue", person("Ayşe Yılmaz", "10000000146", weak), (weak,), crl=c.base_lists + [weak.crl()])
    plain = issue(name("Temel Kısıtsız HS"), root, basic=False, usages=usage(key_cert_sign=True, crl_sign=True))
    case("path-ca-without-basic-constraints", person("Ayşe Yılmaz", "10000000146", plain), (plain,), crl=c.base_lists + [plain.crl()])
    below = issue(name("Alt HS"), ca, ca=True)
    case("path-too-long", person("Ayşe Yılmaz", "10000000146", below), (below, ca), crl=c.base_lists + [below.crl()])
    narrow = issue(name("Dar HS"), root, ca=True, extensions=[(x509.NameConstraints(
        [x509.DirectoryName(x509.Name([x509.NameAttribute(x509.oid.NameOID.COUNTRY_NAME, "DE")]))], None), True)])
    case("path-outside-its-names", person("Ayşe Yılmaz", "10000000146", narrow), (narrow,), crl=c.base_lists + [narrow.crl()])
    shut = issue(name("Yasaklı HS"), root, ca=True, extensions=[(x509.NameConstraints(
        None, [x509.DirectoryName(x509.Name([x509.NameAttribute(x509.oid.NameOID.COUNTRY_NAME, "TR")]))]), True)])
    case("path-inside-forbidden-names", person("Ayşe Yılmaz", "10000000146", shut), (shut,), crl=c.base_lists + [shut.crl()])
    case("path-unknown-critical-extension", person_of(c, extensions=[
        (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True)]), c.chain)
    demanding = issue(name("İlkeli HS"), root, ca=True, extensions=[(x509.PolicyConstraints(0, None), True), policies("1.2.3.1")])
    case("path-without-required-policy", person("Ayşe Yılmaz", "10000000146", demanding, extensions=[policies("1.2.3.2")]), (demanding,),
         crl=c.base_lists + [demanding.crl()])
    case("path-signed-with-sha1", with_sha1(person_of(c)), c.chain, sub=WEAK)
    case("usage-without-commitment", person_of(c, usages=usage(digital_signature=True)), c.chain, sub=CONSTRAINTS)
    case("usage-for-encryption", person_of(c, usages=usage(key_encipherment=True)), c.chain, sub=CONSTRAINTS)
    case("purpose-of-a-server", person_of(c, ekus=[EKU.SERVER_AUTH]), c.chain, sub=CONSTRAINTS)
    case("purpose-of-time-stamps", person_of(c, ekus=[EKU.TIME_STAMPING]), c.chain, sub=CONSTRAINTS)
    case("signed-with-a-flipped-certificate", flipped(person_of(c)), c.chain, sub=NO_CHAIN)


def with_sha1(holder):
    """The same certificate, signed again with ECDSA and SHA-1."""
    made = holder.asn1
    made["tbs_certificate"]["signature"] = {"algorithm": "sha1_ecdsa"}
    made["signature_algorithm"] = {"algorithm": "sha1_ecdsa"}
    made["signature_value"] = holder.issuer.key.sign(made["tbs_certificate"].dump(force=True), ec.ECDSA(hashes.SHA1()))
    return Holder(x509.load_der_x509_certificate(made.dump(force=True)), holder.key, holder.issuer)


def flipped(holder):
    """A certificate whose signature is not its issuer's."""
    der = bytearray(holder.der)
    der[-1] ^= 1
    return Holder(x509.load_der_x509_certificate(bytes(der)), holder.key, holder.issuer)


def revocation(c):
    root, ca, p = c.root, c.ca, c.person
    file = sign(paper(), p, c.chain)

    def case(name, sub, crl=(), ocsp=(), at=None, pdf=None):
        c.add(name, pdf or file, INDETERMINATE, sub, crl=[root.crl(), c.tsa_ca.crl(), *crl], ocsp=list(ocsp), **({"at": at} if at else {}))
    revoked = [(p, day("2026-06-01"), x509.ReasonFlags.key_compromise)]
    case("revoked", "REVOKED_NO_POE", [ca.crl(entries=revoked)])
    case("revoked-by-ocsp", "REVOKED_NO_POE", [], [ca.ocsp(p, c.responder, revoked=day("2026-06-01"))])
    case("revoked-by-one-of-two", "REVOKED_NO_POE", [ca.crl(entries=revoked)], [ca.ocsp(p, c.responder)])
    case("revoked-before-the-time-stamp", "REVOKED_NO_POE", [ca.crl(entries=revoked)],
         pdf=sign(paper(), p, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain))
    c.add("revoked-ca", file, INDETERMINATE, "REVOKED_CA_NO_POE", crl=[root.crl(entries=[(ca, day("2026-06-01"), None)]), ca.crl()])
    held = [(p, day("2026-11-01"), x509.ReasonFlags.certificate_hold)]
    case("on-hold", LATER, [ca.crl(entries=held)])
    case("no-revocation-data", LATER)
    case("list-stale", LATER, [ca.crl(this=day("2026-10-01"), next=day("2026-11-01"))])
    case("list-of-another-key", LATER, [ca.crl(by=c.tsa_ca)])
    broken = bytearray(ca.crl())
    broken[-1] ^= 1
    case("list-broken", LATER, [bytes(broken)])
    case("list-of-cas-only", LATER, [ca.crl(extensions=[(x509.IssuingDistributionPoint(None, None, False, True, None, False, False), True)])])
    case("list-of-some-reasons", LATER, [ca.crl(extensions=[(x509.IssuingDistributionPoint(
        None, None, False, False, frozenset([x509.ReasonFlags.key_compromise]), False, False), True)])])
    elsewhere = x509.IssuingDistributionPoint([x509.UniformResourceIdentifier("http://other.example/a.crl")], None, False, False, None, False, False)
    case("list-of-another-place", LATER, [ca.crl(extensions=[(elsewhere, True)])])
    case("list-is-a-delta", LATER, [ca.crl(extensions=[(x509.DeltaCRLIndicator(1), True)])])
    case("response-stale", LATER, [], [ca.ocsp(p, c.responder, this=day("2026-10-01"), next=day("2026-11-01"))])
    case("response-about-another", LATER, [], [ca.ocsp(c.boss, c.responder)])
    case("response-by-a-stranger", LATER, [], [ca.ocsp(p, responder("Sahte", c.tsa_ca))])
    case("response-by-a-person", LATER, [], [ca.ocsp(p, c.boss)])
    old = responder("Eski ÇiSDuP", ca, end=day("2026-11-21"))
    case("response-of-an-expired-responder", LATER, [], [ca.ocsp(p, old)])
    out = bytearray(ca.ocsp(p, c.responder))
    at = out.find(c.responder.der) - 8
    out[at - 4] ^= 1
    case("response-broken", LATER, [], [bytes(out)]) if readable(out) else None


def readable(der):
    try:
        return x509.ocsp.load_der_ocsp_response(bytes(der)).signature is not None
    except Exception:
        return False


def stamps(c):
    p, root = c.person, c.root
    lists = c.base_lists
    unproved = {"level": "B-B", "time": None}

    def case(name, sub, authority=None, chain=None, what=None, at=SIGNED, crl=None, **more):
        made = place(paper(), lambda d: build_cms(d, p, c.chain, unsigned=stamped(authority or c.tsa, at, chain or c.tsa_chain, what)), reserved=14000)
        c.add(name, made, INDETERMINATE, sub, crl=crl, **{**unproved, **more})
    # A signature whose only time stamp fails is told so, and is no B-T.
    no = "SIG_CONSTRAINTS_FAILURE"
    case("time-stamp-of-something-else", no, what=b"something else")
    case("time-stamp-by-a-stranger", no, authority=tsa("Yabancı ZDS", issue(name("Yabancı"), ca=True)))
    case("time-stamp-by-a-person", no, authority=person("Ali Öz", "10000000146", c.ca, key=rsa_key(3072)), chain=c.chain)
    case("time-stamp-with-two-purposes", no, authority=tsa("İki Amaçlı", c.tsa_ca, ekus=[EKU.TIME_STAMPING, EKU.CODE_SIGNING]))
    case("time-stamp-purpose-not-critical", no, authority=tsa("Kritik Değil", c.tsa_ca, critical_eku=False))
    case("time-stamp-authority-expired", no, authority=tsa("Eski ZDS", c.tsa_ca, end=day("2026-11-21 12:00")))
    revoked = [(c.tsa, day("2026-06-01"), None)]
    case("time-stamp-authority-revoked", no, crl=[root.crl(), c.ca.crl(), c.tsa_ca.crl(entries=revoked)])
    case("time-stamp-authority-without-list", no, crl=[root.crl(), c.ca.crl()])
    case("time-stamp-from-the-future", "TIMESTAMP_ORDER_FAILURE", at=day("2026-12-24"))
    # The signer's certificate ended between signing and validation; nothing proves that it was signed before.
    brief = person_of(c, end=day("2026-11-21 12:00"))
    c.add("expired-since-without-proof", sign(paper(), brief, c.chain), INDETERMINATE, "OUT_OF_BOUNDS_NO_POE", level="B-B")
    proof = sign(paper(), brief, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain)
    c.add("expired-since-with-proof", proof, PASSED, level="B-T")
    c.add("expired-before-the-time-stamp", sign(paper(), brief, c.chain, tsa=c.tsa, tsa_at=day("2026-11-21 13:00"), tsa_chain=c.tsa_chain),
          INDETERMINATE, "OUT_OF_BOUNDS_NO_POE", time="2026-11-21T13:00:00Z")
    # A time stamp on the document that was made before the one inside the signature it covers.
    base = sign(paper(), p, c.chain, tsa=c.tsa, tsa_at=day("2026-11-21 12:00"), tsa_chain=c.tsa_chain)
    c.add("time-stamps-out-of-order", document_time_stamp(base, c.tsa, day("2026-11-21 09:00"), c.tsa_chain), INDETERMINATE,
          "TIMESTAMP_ORDER_FAILURE")
    c.add("only-a-document-time-stamp", document_time_stamp(paper(), c.tsa, day("2026-11-21 09:00"), c.tsa_chain), INDETERMINATE, None)
    c.add("nothing-signed", paper(), INDETERMINATE, None)


def policy(c):
    lists = c.base_lists
    c.add("policy-unknown", with_policy(c, "1.2.3.4"), INDETERMINATE, "SIGNATURE_POLICY_NOT_AVAILABLE")
    c.add("policy-p2-without-time-stamp", with_policy(c, "2.16.792.1.61.0.1.5070.3.1.1", time=False), INDETERMINATE,
          "SIG_CONSTRAINTS_FAILURE", policy="P2")
    p3 = with_policy(c, "2.16.792.1.61.0.1.5070.3.2.1")
    c.add("policy-p3-without-data", p3, INDETERMINATE, "SIG_CONSTRAINTS_FAILURE", policy="P3")
    certs = [c.person, c.ca, c.tsa, c.tsa_ca, c.root]
    responses = [c.ca.ocsp(c.person, c.responder), c.tsa_ca.ocsp(c.tsa, c.tsa_responder)]
    c.add("policy-p3-with-responses", add_dss(p3, certs, [c.root.crl()], responses), INDETERMINATE, "SIG_CONSTRAINTS_FAILURE", crl=[])
    p4 = with_policy(c, "2.16.792.1.61.0.1.5070.3.3.1")
    c.add("policy-p4-with-lists", add_dss(p4, certs, lists), INDETERMINATE, "SIG_CONSTRAINTS_FAILURE", crl=[], policy="P4")
