"""Signers, responders and authorities at the edge of what a standard allows, and files that bring too much. `python make.py OUT signers`
writes them with authorities of their own, and pss.json: RSA-PSS signatures by OpenSSL, and wrong ones made by hand.
"""
import hashlib
import json
import subprocess
import tempfile
from cases import *
from papers import *
from valid import person_of, raw_attribute, with_policy
from asn1crypto import core, tsp as atsp, x509 as ax509

NO, LATER = "SIG_CONSTRAINTS_FAILURE", "TRY_LATER"


def add(c):
    c.base_lists = c.lists()
    schemes(c)
    order(c)
    contents(c)
    responders(c)
    who(c)
    too_much(c)
    c.write("pss.json", json.dumps(vectors(), indent=1).encode())


def pss(c, hash, mask, salt, said=None):
    """A signature by RSA-PSS with a hash, another one for the mask, and a salt that may not be the one it states."""
    def algorithm(stated):
        return {"algorithm": "rsassa_pss", "parameters": {
            "hash_algorithm": {"algorithm": hash}, "salt_length": stated,
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": mask}}}}

    class Key:
        def __init__(self, key):
            self.key = key

        def sign(self, data, *_):
            kind = lambda name: getattr(hashes, name.upper())()
            return self.key.sign(data, padding.PSS(padding.MGF1(kind(mask)), salt), kind(hash))

    holder = c.rsa_person
    signer = Holder(holder.cert, Key(holder.key), holder.issuer)
    return place(paper(), lambda d: build_cms(d, signer, c.chain, hash=hash, algorithm=algorithm(said or salt)), hash=hash)


def schemes(c):
    c.rsa_person = person_of(c, key=rsa_key())
    for hash, mask, salt in (("sha256", "sha256", 8), ("sha256", "sha256", 33), ("sha384", "sha384", 222 - 16), ("sha256", "sha1", 20),
                             ("sha256", "sha1", 32), ("sha256", "sha512", 32), ("sha512", "sha256", 64)):
        c.add(f"pss-{hash}-mask-{mask}-salt{salt}", pss(c, hash, mask, salt), PASSED, level="B-B")
    c.add("pss-salt-is-another", pss(c, "sha256", "sha256", 20, 21), FAILED, "SIG_CRYPTO_FAILURE")


def order(c):
    """What a time stamp that proves nothing leaves as it was."""
    stranger = tsa("Yabancı ZDS", issue(name("Yabancı"), ca=True))
    stamped_by = lambda holder: place(paper(), lambda d: build_cms(d, holder, c.chain, unsigned=stamped(stranger)), reserved=14000)
    revoked = c.ca.crl(entries=[(c.person, day("2026-11-21 18:00"), None)])
    c.add("revoked-and-time-stamp-unproved", stamped_by(c.person), INDETERMINATE, "REVOKED_NO_POE", crl=[c.root.crl(), revoked], level="B-B")
    brief = person_of(c, end=day("2026-11-21 12:00"))
    c.add("expired-and-time-stamp-unproved", stamped_by(brief), INDETERMINATE, "OUT_OF_BOUNDS_NO_POE", level="B-B")
    c.add("list-missing-and-time-stamp-unproved", stamped_by(c.person), INDETERMINATE, LATER, crl=[c.root.crl()], level="B-B")
    enciphers = tsa("Şifreleyen ZDS", c.tsa_ca, usages=usage(key_encipherment=True))
    made = place(paper(), lambda d: build_cms(d, c.person, c.chain, unsigned=stamped(enciphers, chain=c.tsa_chain)), reserved=14000)
    c.add("time-stamp-by-a-key-for-ciphers", made, INDETERMINATE, NO, level="B-B")


def contents(c):
    """A time stamp on the content, which is older than the signature."""
    def attribute(digest):
        made = stamper(c.tsa, day("2026-11-19"), c.tsa_chain).request_tsa_response(atsp.TimeStampReq({
            "version": 1, "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}, "cert_req": True}))
        return raw_attribute("1.2.840.113549.1.9.16.2.20", made["time_stamp_token"].dump())
    make = lambda holder: place(paper(), lambda d: build_cms(d, holder, c.chain, attributes=[attribute(d)]), reserved=14000)
    c.add("content-time-stamp", make(c.person), PASSED, level="B-B", time=None)
    for label, date, indication, sub in (("before", "2026-11-10", FAILED, "REVOKED"), ("after", "2026-11-20", INDETERMINATE, "REVOKED_NO_POE")):
        revoked = c.ca.crl(entries=[(c.person, day(date), None)])
        c.add(f"revoked-{label}-the-content-time-stamp", make(c.person), indication, sub, crl=[c.root.crl(), revoked, c.tsa_ca.crl()])
    # Nobody at hand believes the time stamp.
    revoked = c.ca.crl(entries=[(c.person, day("2026-11-10"), None)])
    c.add("revoked-before-an-unproved-content-time-stamp", make(c.person), INDETERMINATE, "REVOKED_NO_POE", crl=[c.root.crl(), revoked])
    for label, date, indication, sub in (("before", "2026-11-10", FAILED, "EXPIRED"), ("after", "2026-11-20", INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")):
        c.add(f"expired-{label}-the-content-time-stamp", make(person_of(c, end=day(date))), indication, sub)


def responders(c):
    p, ca, none = c.person, c.ca, [c.root.crl()]
    strange = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True)
    for label, holder in (("with-something-critical", responder("Tuhaf ÇiSDuP", ca, extensions=[strange])),
                          ("that-may-not-sign", responder("Şifreleyen ÇiSDuP", ca, usages=usage(key_encipherment=True)))):
        c.add(f"responder-{label}", sign(paper(), p, c.chain), INDETERMINATE, LATER, crl=none, ocsp=[ca.ocsp(p, holder)])
    certs = [p, ca, c.tsa, c.tsa_ca, c.root]
    p3 = with_policy(c, "2.16.792.1.61.0.1.5070.3.2.1")
    both = add_dss(p3, certs, c.base_lists, [ca.ocsp(p, c.responder), c.tsa_ca.ocsp(c.tsa, c.tsa_responder)])
    c.add("policy-p3-with-lists-and-responses", both, PASSED, crl=[], level="B-LT", policy="P3")
    number = x509.CRLNumber(int(UPDATE.timestamp()))
    delta = delta_of(ca, number, [(p, day("2026-11-21 18:00"), x509.ReasonFlags.key_compromise)])
    c.add("delta-of-the-same-number", sign(paper(), p, c.chain), INDETERMINATE, "REVOKED_NO_POE", crl=[*c.base_lists, delta])


def delta_of(ca, number, entries):
    builder = x509.CertificateRevocationListBuilder().issuer_name(ca.cert.subject).last_update(day("2026-11-22")).next_update(NEXT)
    for holder, date, reason in entries:
        entry = x509.RevokedCertificateBuilder().serial_number(holder.cert.serial_number).revocation_date(date)
        builder = builder.add_revoked_certificate(entry.add_extension(x509.CRLReason(reason), False).build())
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.key.public_key()), False)
    builder = builder.add_extension(number, False).add_extension(x509.DeltaCRLIndicator(number.crl_number), True)
    return builder.sign(ca.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def who(c):
    p, ca = c.person, c.ca

    class Statement(core.Sequence):
        _fields = [("id", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]

    class Statements(core.SequenceOf):
        _child_spec = Statement

    class Types(core.SequenceOf):
        _child_spec = core.ObjectIdentifier

    def typed(kind):
        all = [{"id": QC}, {"id": TR_QC}, {"id": "0.4.0.1862.1.6", "info": Types([kind])}]
        return x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), Statements(all).dump()), False

    for label, kind, expected in (("seal", "0.4.0.1862.1.6.2", {"signer_kind": "qualified_seal", "national_id": None}),
                                  ("person", "0.4.0.1862.1.6.1", {"signer_kind": "qualified_person", "national_id": "10000000146"}),
                                  ("web-site", "0.4.0.1862.1.6.3", {"signer_kind": "unqualified"})):
        holder = issue(name("Türü Yazılı", "10000000146"), ca, extensions=[typed(kind)])
        c.add(f"qualified-type-{label}", sign(paper(), holder, c.chain), PASSED, **expected)

    other = c.boss.asn1
    ess = cms.CMSAttribute({"type": "signing_certificate_v2", "values": [atsp.SigningCertificateV2({"certs": [{
        "hash_algorithm": {"algorithm": "sha256"}, "cert_hash": hashlib.sha256(p.der).digest(),
        "issuer_serial": {"issuer": [ax509.GeneralName("directory_name", other.issuer)], "serial_number": other.serial_number}}]})]})
    c.add("ess-issuer-serial-of-another", place(paper(), lambda d: build_cms(d, p, c.chain, ess=None, attributes=[ess])), PASSED, level="B-B")
    alone = place(paper(), lambda d: build_cms(d, p, c.chain, certificates=[ca]))
    c.add("signer-only-in-the-store", add_dss(alone, [p], []), PASSED, level=None)


def too_much(c):
    """Lists and authorities that all have one name, none of them by any other: each might be by each."""
    p, ca, many = c.person, c.ca, 75
    crowd = [issue(ca.cert.subject, ca=True) for _ in range(many)]
    stranger = Holder(ca.cert, ec_key(), ca)
    lists = [ca.crl(this=UPDATE + dt.timedelta(minutes=n), by=stranger) for n in range(many)]
    c.add("too-many-lists", add_dss(sign(paper(), p, c.chain), crowd, lists), INDETERMINATE, LATER)
    # A good answer stands before them; what revokes the certificate stands behind them.
    revoked = ca.crl(entries=[(p, day("2026-11-01"), None)])
    file = add_dss(sign(paper(), p, c.chain), crowd, lists, [ca.ocsp(p, c.responder)])
    c.add("revoked-behind-too-many-lists", file, INDETERMINATE, LATER, crl=[c.root.crl(), revoked])


def vectors():
    """Signatures by OpenSSL over one message, for salts and masks of all kinds; and encodings with one fault each (RFC 8017 9.1.2)."""
    message, out = b"Yetki talep belgesi", []
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/m", "wb") as file:
            file.write(message)
        for bits in (2048, 2049, 2050, 3072):
            key = key_of(bits)
            with open(f"{folder}/k", "wb") as file:
                file.write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
            public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1).hex()
            length = (bits - 1 + 7) // 8

            def note(label, hash, mask, salt, signature, good):
                out.append({"name": f"{bits} {label}", "key": public, "hash": hash, "mask": mask, "salt": salt, "message": message.hex(),
                            "signature": signature.hex(), "good": good})
            for hash, size in (("sha256", 32), ("sha384", 48), ("sha512", 64)):
                for mask, salt in ((hash, 0), (hash, 1), (hash, 30), (hash, length - size - 2), ("sha1", 20), ("sha256", 32), ("sha512", 7)):
                    made = subprocess.run(["openssl", "dgst", "-" + hash, "-sign", f"{folder}/k", "-sigopt", "rsa_padding_mode:pss", "-sigopt",
                                           f"rsa_pss_saltlen:{salt}", "-sigopt", f"rsa_mgf1_md:{mask}", f"{folder}/m"],
                                          check=True, capture_output=True).stdout
                    note(f"{hash} {mask} {salt}", hash, mask, salt, made, True)
                    note(f"{hash} {mask} {salt} said {salt + 1}", hash, mask, salt + 1, made, False)
            numbers = key.private_numbers()
            n, d = numbers.public_numbers.n, numbers.d
            for fault in ("none", "trailer", "padding", "separator", "top", "salt", "message"):
                encoded = encode(message, bits - 1, 33, fault)
                if encoded is not None:
                    signature = pow(int.from_bytes(encoded, "big"), d, n).to_bytes((bits + 7) // 8, "big")
                    note(f"fault {fault}", "sha256", "sha1", 33, signature, fault == "none")
                    if fault == "none":
                        value = int.from_bytes(signature, "big")
                        note("short", "sha256", "sha1", 33, signature[1:], False)
                        note("long", "sha256", "sha1", 33, b"\0" + signature, False)
                        if (value + n).bit_length() <= len(signature) * 8:
                            note("beyond the modulus", "sha256", "sha1", 33, (value + n).to_bytes(len(signature), "big"), False)
    return out


def key_of(bits):
    """A key of exactly so many bits; with one more than a multiple of eight, the encoded message is a byte shorter than the modulus."""
    if bits % 2 == 0:
        return rsa_key(bits)
    p, q, e = rsa_key(bits + 1).private_numbers().p, rsa_key(bits - 1).private_numbers().q, 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), rsa.RSAPublicNumbers(e, p * q))
    key = numbers.private_key()
    assert key.key_size == bits
    return key


def encode(message, bits, salt_length, fault):
    """EMSA-PSS-ENCODE with SHA-256 and a mask by SHA-1, and one fault."""
    length = (bits + 7) // 8
    salt = bytes(range(1, salt_length + 1))
    digest = hashlib.sha256(message + (b"!" if fault == "message" else b"")).digest()
    hashed = hashlib.sha256(bytes(8) + digest + salt).digest()
    if fault == "salt":
        salt = salt[:-1] + b"\0"
    zeros = bytes(length - salt_length - 34)
    if fault == "padding":
        zeros = zeros[:-1] + b"\x01"
    block = zeros + (b"\x02" if fault == "separator" else b"\x01") + salt
    mask = b"".join(hashlib.sha1(hashed + n.to_bytes(4, "big")).digest() for n in range(length // 20 + 1))
    masked = bytearray(a ^ b for a, b in zip(block, mask))
    unused = 8 * length - bits
    masked[0] &= 0xff >> unused
    if fault == "top":
        # The highest of the unused bits, as long as the number stays below the modulus: only where more than one is unused.
        if unused < 1 or bits % 8 == 7:
            return None
        masked[0] |= 1 << (8 - unused)
    return bytes(masked) + hashed + (b"\xcc" if fault == "trailer" else b"\xbc")
