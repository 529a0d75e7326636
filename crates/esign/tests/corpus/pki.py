"""The test authorities: keys, certificates, revocation lists, responses and time stamps, with every date and extension at will."""
import datetime as dt
from asn1crypto import cms as asn1cms, core, x509 as asn1x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU, NameOID
from cryptography.x509 import ocsp

UTC = dt.timezone.utc


def day(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


START, END = day("2025-01-01"), day("2035-01-01")
UPDATE, NEXT = day("2026-11-20"), day("2026-12-20")


def ec_key(curve=None):
    return ec.generate_private_key(curve or ec.SECP256R1())


def rsa_key(bits=2048):
    return rsa.generate_private_key(65537, bits)


def name(cn, serial=None, org="Deneme Kurumu"):
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "TR"), x509.NameAttribute(NameOID.ORGANIZATION_NAME, org)]
    if serial:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts + [x509.NameAttribute(NameOID.COMMON_NAME, cn)])


class Holder:
    """A certificate with its key, and who issued it."""

    def __init__(self, cert, key, issuer):
        self.cert, self.key, self.issuer = cert, key, issuer or self
        self.revoked = []  # (holder, date, reason)

    @property
    def der(self):
        return self.cert.public_bytes(serialization.Encoding.DER)

    @property
    def asn1(self):
        return asn1x509.Certificate.load(self.der)

    @property
    def asn1_key(self):
        from asn1crypto.keys import PrivateKeyInfo
        return PrivateKeyInfo.load(self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))

    def crl(self, this=UPDATE, next=NEXT, by=None, entries=None, extensions=()):
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.cert.subject).last_update(this).next_update(next)
        for holder, date, reason in self.revoked if entries is None else entries:
            entry = x509.RevokedCertificateBuilder().serial_number(holder.cert.serial_number).revocation_date(date)
            if reason:
                entry = entry.add_extension(x509.CRLReason(reason), False)
            builder = builder.add_revoked_certificate(entry.build())
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key((by or self).key.public_key()), False)
        builder = builder.add_extension(x509.CRLNumber(int(this.timestamp())), False)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign((by or self).key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def ocsp(self, about, responder=None, this=UPDATE, next=NEXT, revoked=None, by_name=False, issuer=None):
        responder = responder or self
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        builder = ocsp.OCSPResponseBuilder().add_response(
            about.cert, (issuer or self).cert, hashes.SHA1(), status, this, next, revoked,
            x509.ReasonFlags.key_compromise if revoked else None)
        how = ocsp.OCSPResponderEncoding.NAME if by_name else ocsp.OCSPResponderEncoding.HASH
        builder = builder.responder_id(how, responder.cert)
        if responder is not self:
            builder = builder.certificates([responder.cert])
        return builder.sign(responder.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def usage(**bits):
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: bits.get(name, False) for name in names})


def issue(subject, issuer=None, key=None, ca=False, path_length=None, start=START, end=END, usages=None, ekus=None, critical_eku=False,
          extensions=(), sign_hash=hashes.SHA256(), basic=True, issuer_key=None):
    key = key or ec_key()
    signer = issuer.key if issuer else key
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.cert.subject if issuer else subject)
               .public_key(key.public_key()).serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end))
    if basic:
        builder = builder.add_extension(x509.BasicConstraints(ca, path_length), True)
    if usages is None:
        usages = usage(key_cert_sign=True, crl_sign=True) if ca else usage(digital_signature=True, content_commitment=True)
    if usages:
        builder = builder.add_extension(usages, True)
    if ekus:
        builder = builder.add_extension(x509.ExtendedKeyUsage(ekus), critical_eku)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return Holder(builder.sign(issuer_key or signer, sign_hash), key, issuer)


def statements(*oids):
    """qcStatements with these identifiers."""
    class Statement(core.Sequence):
        _fields = [("id", core.ObjectIdentifier)]

    class Statements(core.SequenceOf):
        _child_spec = Statement
    value = Statements([{"id": oid} for oid in oids]).dump()
    return x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), value), False


def policies(*oids):
    return x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(oid), None) for oid in oids]), False


QC, TR_QC = "0.4.0.1862.1.1", "2.16.792.1.61.0.1.5070.1.1"
TR_SEAL, TR_QSEAL, TR_QSEAL_DEVICE = "2.16.792.1.61.0.1.5070.1.3", "2.16.792.1.61.0.1.5070.2.1", "2.16.792.1.61.0.1.5070.2.2"


def person(cn, tckn, issuer, **more):
    extensions = [statements(QC, TR_QC), *more.pop("extensions", ())]
    return issue(name(cn, tckn), issuer, extensions=extensions, **more)


def tsa(cn, issuer, **more):
    # pyHanko's own stamper signs with RSA only.
    more = {"ekus": [EKU.TIME_STAMPING], "critical_eku": True, "usages": usage(digital_signature=True), "key": rsa_key(3072), **more}
    return issue(name(cn), issuer, **more)


def responder(cn, issuer, **more):
    extensions = [(x509.OCSPNoCheck(), False), *more.pop("extensions", ())]
    more = {"ekus": [EKU.OCSP_SIGNING], "usages": usage(digital_signature=True), "extensions": extensions, **more}
    return issue(name(cn), issuer, **more)
