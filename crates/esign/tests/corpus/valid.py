"""Signatures that are good."""
from cases import *
from papers import *
from pyhanko.sign.fields import MDPPerm, FieldMDPSpec, FieldMDPAction, SigFieldSpec, append_signature_field
from cryptography.hazmat.primitives import hashes


def add(c):
    c.base_lists = c.lists()
    p, ca, root = c.person, c.ca, c.root
    who = {"national_id": "10000000146", "signer_kind": "qualified_person"}

    # Algorithms
    c.add("b-b-p256", sign(paper(), p, c.chain), PASSED, level="B-B", coverage="whole", time=None, **who)
    for hash in ("sha384", "sha512"):
        c.add(f"b-b-p256-{hash}", sign(paper(), p, c.chain, hash=hash), PASSED, level="B-B")
    for curve, label, hash in ((ec.SECP384R1(), "p384", "sha384"), (ec.SECP521R1(), "p521", "sha512"), (ec.SECP384R1(), "p384-sha256", "sha256")):
        holder = person_of(c, key=ec_key(curve))
        c.add(f"b-b-{label}", sign(paper(), holder, c.chain, hash=hash), PASSED, level="B-B")
    holder = person_of(c, key=rsa_key())
    c.rsa_person = holder
    for hash in ("sha256", "sha384", "sha512"):
        c.add(f"b-b-rsa2048-{hash}", sign(paper(), holder, c.chain, hash=hash), PASSED, level="B-B")
    c.add("b-b-rsa3072", sign(paper(), person_of(c, key=rsa_key(3072)), c.chain), PASSED, level="B-B")
    c.add("b-b-pss-longest-salt", sign(paper(), holder, c.chain, pss=True), PASSED, level="B-B")
    for hash, salt in (("sha256", 32), ("sha384", 48), ("sha512", 64), ("sha256", 20)):
        made = place(paper(), lambda d, h=hash, s=salt: build_cms(d, holder, c.chain, hash=h, pss_salt=s), hash=hash)
        c.add(f"b-b-pss-{hash}-salt{salt}", made, PASSED, level="B-B")

    # CMS as others make it
    c.add("b-b-openssl-cades", place_openssl(paper(), p, c.chain), PASSED, level="B-B")
    c.add("b-b-openssl-keyid", place_openssl(paper(), holder, c.chain, ("-cades", "-keyid")), PASSED, level="B-B")
    c.add("b-b-ess-v1", place(paper(), lambda d: build_cms(d, p, c.chain, ess="v1")), PASSED, level="B-B")
    c.add("b-b-ess-both", place(paper(), lambda d: build_cms(d, p, c.chain, ess="both")), PASSED, level="B-B")
    c.add("b-b-indefinite", place(paper(), lambda d: indefinite(build_cms(d, p, c.chain))), PASSED, level="B-B")
    c.add("b-b-attributes-unsorted", place(paper(), lambda d: build_cms(d, p, c.chain, order="reversed")), PASSED, level="B-B")
    c.add("b-b-foreign-certificates", place(paper(), lambda d: build_cms(d, p, (c.tsa, c.boss, ca))), PASSED, level="B-B")
    c.add("adbe-with-ess", sign(paper(), p, c.chain, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED), PASSED, level=None)

    # Documents
    c.add("b-b-packed", sign(packed(), p, c.chain), PASSED, level="B-B")
    c.add("b-b-form", sign(paper(form=True), p, c.chain), PASSED)
    c.add("b-b-visible", sign(paper(), p, c.chain, box=(72, 100, 300, 160)), PASSED)
    c.add("trailing-newlines", sign(paper(), p, c.chain) + b"\n\r\n", PASSED, coverage="whole")

    # Revocation
    none = [root.crl()]
    c.add("revocation-by-ocsp", sign(paper(), p, c.chain), PASSED, crl=none, ocsp=[ca.ocsp(p, c.responder)])
    c.add("revocation-by-ocsp-by-name", sign(paper(), p, c.chain), PASSED, crl=none, ocsp=[ca.ocsp(p, c.responder, by_name=True)])
    c.add("revocation-by-ocsp-of-the-ca", sign(paper(), p, c.chain), PASSED, crl=none, ocsp=[ca.ocsp(p)])
    others = [(c.boss, day("2026-01-01"), None)]
    c.add("revocation-of-others", sign(paper(), p, c.chain), PASSED, crl=[root.crl(), ca.crl(entries=others)])
    later = [(p, day("2026-11-21 18:00"), x509.ReasonFlags.superseded)]
    newer = ca.crl(this=day("2026-11-22 06:00"), entries=later)
    stamped_file = sign(paper(), p, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain)
    c.add("revoked-after-the-time-stamp", stamped_file, PASSED, crl=[root.crl(), newer, c.tsa_ca.crl()], level="B-T",
          time="2026-11-21T10:00:00Z")
    removed = [(p, day("2026-11-01"), x509.ReasonFlags.remove_from_crl)]
    c.add("released-from-hold", sign(paper(), p, c.chain), PASSED, crl=[root.crl(), ca.crl(entries=removed)])
    short = x509.UnrecognizedExtension(x509.ObjectIdentifier("0.4.0.194121.2.1"), b"\x05\x00")
    brief = person("Kısa Süreli", "10000000214", ca, start=day("2026-11-20"), end=day("2026-11-23"), extensions=[(short, False)])
    c.add("short-term-needs-no-revocation", sign(paper(), brief, c.chain), PASSED, crl=none)
    parted = ca.crl(extensions=[(x509.IssuingDistributionPoint(None, None, True, False, None, False, False), True)])
    c.add("list-of-users-only", sign(paper(), p, c.chain), PASSED, crl=[root.crl(), parted])

    # Levels
    base = sign(paper(), p, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain)
    t = {"time": "2026-11-21T10:00:00Z", "time_proof": "signature_time_stamp"}
    c.add("b-t", base, PASSED, level="B-T", **t)
    c.add("b-t-rsa", sign(paper(), c.rsa_person, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain), PASSED, level="B-T", **t)
    lists = [root.crl(), ca.crl(), c.tsa_ca.crl()]
    certs = [p, ca, c.tsa, c.tsa_ca, root]
    lt = add_dss(base, certs, lists)
    c.add("b-lt-lists", lt, PASSED, crl=[], level="B-LT", coverage="revision", **t)
    responses = [ca.ocsp(p, c.responder), c.tsa_ca.ocsp(c.tsa, c.tsa_responder)]
    by_ocsp = add_dss(base, certs, [root.crl()], responses)
    c.add("b-lt-responses", by_ocsp, PASSED, crl=[], level="B-LT", **t)
    lta = document_time_stamp(lt, c.tsa, day("2026-11-21 12:00"), c.tsa_chain)
    c.add("b-lta", lta, PASSED, level="B-LTA", **t)
    c.add("b-lta-packed", document_time_stamp(add_dss(sign(packed(), p, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain), certs, lists), c.tsa,
                                              day("2026-11-21 12:00"), c.tsa_chain), PASSED, level="B-LTA", **t)
    by_document = document_time_stamp(sign(paper(), p, c.chain), c.tsa, day("2026-11-21 11:00"), c.tsa_chain)
    c.add("b-t-by-document-time-stamp", by_document, PASSED, level="B-T", time="2026-11-21T11:00:00Z", time_proof="document_time_stamp")

    # Later
    years = "2036-05-01T00:00:00Z"
    young = tsa("Genç ZDS", c.tsa_ca_2 if hasattr(c, "tsa_ca_2") else renewed(c), start=day("2034-01-01"), end=day("2044-01-01"))
    now = [c.tsa_ca_2.crl(this=day("2036-04-20"), next=day("2036-05-20")), c.root_2.crl(this=day("2036-04-20"), next=day("2036-05-20"))]
    old = add_dss(lta, [], [c.tsa_ca.crl(this=day("2034-11-20"), next=day("2035-02-01")), root.crl(this=day("2034-11-20"), next=day("2035-02-01"))])
    kept = document_time_stamp(old, young, day("2034-12-01"), (c.tsa_ca_2,))
    c.add("b-lta-after-everything-expired", kept, PASSED, at=years, trust=[root, c.root_2], crl=now, level="B-LTA", **t)

    # Several signers
    two = sign(sign(paper(), p, c.chain), c.boss, c.chain, field="Sig2")
    c.add("two-signers", two, PASSED, coverage="revision")
    three = sign(two, c.rsa_person, c.chain, field="Sig3")
    c.add("three-signers", three, PASSED)
    c.add("two-signers-visible", sign(sign(paper(), p, c.chain, box=(72, 100, 250, 160)), c.boss, c.chain, field="Sig2", box=(300, 100, 500, 160)), PASSED)
    prepared = updated(paper(), lambda w: [append_signature_field(w, SigFieldSpec(n, box=b)) for n, b in
                                           (("Basvuran", (72, 100, 250, 160)), ("Amir", (300, 100, 500, 160)))])
    c.prepared = prepared
    c.add("two-signers-in-prepared-fields", sign(sign(prepared, p, c.chain, field="Basvuran"), c.boss, c.chain, field="Amir"), PASSED)
    levels = sign(base, c.boss, c.chain, field="Sig2", tsa=c.tsa, tsa_at=day("2026-11-21 15:00"), tsa_chain=c.tsa_chain)
    c.add("two-signers-b-t", levels, PASSED, level="B-T", **t)
    c.add("two-signers-b-lta", document_time_stamp(add_dss(levels, certs + [c.boss], lists), c.tsa, day("2026-11-21 16:00"), c.tsa_chain),
          PASSED, level="B-LTA", **t)
    c.add("signature-then-store-then-signature", sign(lt, c.boss, c.chain, field="Sig2"), PASSED)

    # Authors who allow something
    certified = sign(prepared, p, c.chain, field="Basvuran", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    c.add("certified", certified, PASSED)
    c.add("certified-then-signed", sign(certified, c.boss, c.chain, field="Amir"), PASSED)
    strict = sign(paper(), p, c.chain, tsa=c.tsa, tsa_chain=c.tsa_chain, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    c.add("certified-strictly-then-archived", document_time_stamp(add_dss(strict, certs, lists), c.tsa, day("2026-11-21 12:00"), c.tsa_chain),
          PASSED, level="B-LTA")

    # Who signs
    seal = issue(name("Kurum Mührü"), ca, extensions=[statements(QC, TR_SEAL)])
    c.add("seal-of-an-institution", sign(paper(), seal, c.chain), PASSED, signer_kind="institution_seal", national_id=None)
    sly = issue(name("Kurum Mührü", "10000000146"), ca, extensions=[statements(QC, TR_QC, TR_SEAL)])
    c.add("seal-with-a-persons-number", sign(paper(), sly, c.chain), PASSED, signer_kind="institution_seal", national_id=None)
    for mark, label in ((TR_QSEAL, "qualified"), (TR_QSEAL_DEVICE, "qualified-device")):
        holder = issue(name("Nitelikli Mühür"), ca, extensions=[statements(QC), policies(mark)])
        c.add(f"seal-{label}", sign(paper(), holder, c.chain), PASSED, signer_kind="qualified_seal", national_id=None)
    plain = issue(name("Nitelikli Olmayan", "10000000146"), ca)
    c.add("not-qualified", sign(paper(), plain, c.chain), PASSED, signer_kind="unqualified", national_id="10000000146")

    # National profiles
    c.add("policy-p2", with_policy(c, "2.16.792.1.61.0.1.5070.3.1.1", base=True), PASSED, policy="P2")
    p3 = with_policy(c, "2.16.792.1.61.0.1.5070.3.2.1", base=True)
    c.add("policy-p3", add_dss(p3, certs, lists), PASSED, policy="P3", crl=[], level="B-LT")
    p4 = with_policy(c, "2.16.792.1.61.0.1.5070.3.3.1", base=True)
    c.add("policy-p4", add_dss(p4, certs, [root.crl()], responses), PASSED, policy="P4", crl=[], level="B-LT")


def person_of(c, **more):
    return person("Ali Öz", "10000000146", c.ca, **more)


def renewed(c):
    """A younger hierarchy for time stamps, for when the first has ended."""
    c.root_2 = issue(name("Deneme Kök 2"), ca=True, start=day("2034-01-01"), end=day("2054-01-01"))
    c.tsa_ca_2 = issue(name("Deneme ZD HS 2"), c.root_2, ca=True, start=day("2034-01-01"), end=day("2054-01-01"))
    return c.tsa_ca_2


def policy_attribute(oid):
    from asn1crypto import cms
    class Hash(core.Sequence):
        _fields = [("algorithm", algos.DigestAlgorithm), ("value", core.OctetString)]

    class Policy(core.Sequence):
        _fields = [("id", core.ObjectIdentifier), ("hash", Hash)]
    value = Policy({"id": oid, "hash": {"algorithm": {"algorithm": "sha256"}, "value": b"\0" * 32}})
    return raw_attribute("1.2.840.113549.1.9.16.2.15", value.dump())


def raw_attribute(oid, value):
    """An attribute whose value asn1crypto need not know."""
    from asn1crypto import cms
    der = core.ObjectIdentifier(oid).dump() + set_of(value)
    return cms.CMSAttribute.load(sequence(der))


def sequence(body):
    return b"\x30" + set_of(body)[1:]


def with_policy(c, oid, base=False, time=True):
    return place(paper(), lambda d: build_cms(d, c.person, c.chain, attributes=[policy_attribute(oid)],
                                              unsigned=stamped(c.tsa, chain=c.tsa_chain) if time else None), reserved=12000)


def indefinite(der):
    """The outer three levels with indefinite lengths, the signature in pieces: BER as some signing programs write it."""
    from asn1crypto import parser
    _, _, _, _, body, _ = parser.parse(der)
    oid_len = 2 + body[1]
    oid, wrapped = body[:oid_len], body[oid_len:]
    _, _, _, _, inner, _ = parser.parse(wrapped)
    _, _, _, _, signed, _ = parser.parse(inner)
    end = b"\0\0"
    return b"\x30\x80" + oid + b"\xa0\x80" + b"\x30\x80" + signed + end + end + end
