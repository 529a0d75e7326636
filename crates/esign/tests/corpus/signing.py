"""Signed files: by pyHanko's own signers, by OpenSSL, and with a CMS of our own making where something shall be wrong in it."""
import hashlib
import io
import subprocess
import tempfile
from asn1crypto import algos, cms, core, tsp, util, x509 as ax509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, SignatureObject as PdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pki import day

SIGNED = day("2026-11-21 10:00")


def store(*holders):
    registry = SimpleCertificateStore()
    for holder in holders:
        registry.register(holder.asn1)
    return registry


class FixedTimeStamper(timestamps.DummyTimeStamper):
    """pyHanko's stamper with a time of our choice; everything about the token stays pyHanko's."""


def stamper(tsa, at=SIGNED, chain=()):
    return FixedTimeStamper(tsa.asn1, tsa.asn1_key, certs_to_embed=store(*chain), fixed_dt=at, include_nonce=False)


def sign(pdf, holder, chain=(), field="Sig1", tsa=None, at=SIGNED, tsa_at=None, hash="sha256", pss=False, subfilter=fields.SigSeedSubFilter.PADES,
         tsa_chain=(), **metadata):
    """A signature by pyHanko's PdfSigner."""
    box = metadata.pop("box", None)
    signer = signers.SimpleSigner(holder.asn1, holder.asn1_key, store(*chain), prefer_pss=pss)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm=hash, subfilter=subfilter, name=None, **metadata)
    spec = fields.SigFieldSpec(field, box=box) if box else fields.SigFieldSpec(field)
    existing = metadata.get("existing") or field in names_of(pdf)
    pdf_signer = signers.PdfSigner(meta, signer, timestamper=stamper(tsa, tsa_at or at, tsa_chain) if tsa else None,
                                   new_field_spec=None if existing else spec)
    out = pdf_signer.sign_pdf(writer, bytes_reserved=16384 if tsa else 8192)
    return out.getvalue()


def names_of(pdf):
    reader = IncrementalPdfFileWriter(io.BytesIO(pdf)).prev
    return [name for name, _, _ in fields.enumerate_sig_fields(reader)]


def add_dss(pdf, certs=(), crls=(), ocsps=()):
    from asn1crypto import crl as acrl, ocsp as aocsp
    out = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(out, None, certs=[holder.asn1 for holder in certs], crls=[acrl.CertificateList.load(c) for c in crls],
                                  ocsps=[aocsp.OCSPResponse.load(o) for o in ocsps])
    return out.getvalue()


def document_time_stamp(pdf, tsa, at, chain=(), field=None):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    embed = cms_embedder.PdfCMSEmbedder()
    coroutine = embed.write_cms(field_name=field or f"Ts{at:%y%m%d%H%M}", writer=writer)
    next(coroutine)
    coroutine.send(cms_embedder.SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=8192)))
    digest, out = coroutine.send(cms_embedder.SigIOSetup(md_algorithm="sha256", in_place=True))
    token = stamper(tsa, at, chain).request_tsa_response(tsp.TimeStampReq({
        "version": 1, "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest.document_digest},
        "cert_req": True}))["time_stamp_token"]
    coroutine.send(token)
    return out.getvalue()


def raw_signature(holder, data, hash="sha256", pss_salt=None):
    algorithm = getattr(hashes, hash.upper())()
    if isinstance(holder.key, rsa.RSAPrivateKey):
        scheme = padding.PKCS1v15() if pss_salt is None else padding.PSS(padding.MGF1(algorithm), pss_salt)
        return holder.key.sign(data, scheme, algorithm)
    return holder.key.sign(data, ec.ECDSA(algorithm))


def build_cms(digest, holder, chain=(), hash="sha256", ess="v2", ess_of=None, attributes=(), drop=(), digest_override=None, content=None,
              content_type="data", signers=1, unsigned=None, flip_signature=False, no_attributes=False, certificates=None, pss_salt=None,
              algorithm=None, order=None, sign_hash=None):
    """A CMS made by hand; the arguments say what is to be unusual about it."""
    sign_hash = sign_hash or hash
    is_rsa = isinstance(holder.key, rsa.RSAPrivateKey)
    named = cms.CMSAttribute
    attrs = [
        named({"type": "content_type", "values": [content_type]}),
        named({"type": "message_digest", "values": [digest_override or digest]}),
    ]
    about = ess_of or holder
    if ess in ("v2", "both"):
        attrs.append(named({"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [{
            "hash_algorithm": {"algorithm": "sha256"}, "cert_hash": hashlib.sha256(about.der).digest()}]})]}))
    if ess in ("v1", "both"):
        attrs.append(named({"type": "signing_certificate", "values": [tsp.SigningCertificate({"certs": [{
            "cert_hash": hashlib.sha1(about.der).digest()}]})]}))
    attrs += list(attributes)
    attrs = [attr for attr in attrs if attr["type"].native not in drop]
    if order == "reversed":
        attrs = list(reversed(sorted(attrs, key=lambda attr: attr.dump())))
    signed = cms.CMSAttributes(attrs)
    to_sign = content if no_attributes and content else signed.dump()
    if order is None:
        # DER: a SET OF is sorted
        body = b"".join(sorted(attr.dump() for attr in attrs))
        signed = cms.CMSAttributes.load(set_of(body))
        to_sign = signed.dump()
    if algorithm is None:
        if pss_salt is not None:
            algorithm = {"algorithm": "rsassa_pss", "parameters": {
                "hash_algorithm": {"algorithm": sign_hash},
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": sign_hash}}, "salt_length": pss_salt}}
        else:
            algorithm = {"algorithm": ("rsassa_pkcs1v15" if is_rsa else f"{sign_hash}_ecdsa")}
    signature = raw_signature(holder, to_sign, sign_hash, pss_salt)
    if flip_signature:
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": {"issuer": holder.asn1.issuer, "serial_number": holder.asn1.serial_number}}),
        "digest_algorithm": {"algorithm": hash},
        "signature_algorithm": algorithm,
        "signature": signature,
    }
    if not no_attributes:
        info["signed_attrs"] = signed
    if unsigned:
        info["unsigned_attrs"] = unsigned(signature)
    certs = [holder, *chain] if certificates is None else certificates
    data = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": hash}],
        "encap_content_info": {"content_type": content_type, **({"content": content} if content else {})},
        "certificates": [cert.asn1 for cert in certs],
        "signer_infos": [info] * signers,
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump()


def set_of(body):
    length = len(body)
    head = bytes([length]) if length < 128 else bytes([0x80 | ((length.bit_length() + 7) // 8)]) + length.to_bytes((length.bit_length() + 7) // 8, "big")
    return b"\x31" + head + body


def place(pdf, make, field="Sig1", subfilter=fields.SigSeedSubFilter.PADES, reserved=8192, hash="sha256", box=None):
    """A signature whose CMS is what `make` returns for the digest of the covered bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    coroutine = cms_embedder.PdfCMSEmbedder().write_cms(field_name=field, writer=writer)
    next(coroutine)
    coroutine.send(cms_embedder.SigObjSetup(sig_placeholder=PdfSignature(subfilter=subfilter, timestamp=SIGNED, bytes_reserved=reserved)))
    digest, out = coroutine.send(cms_embedder.SigIOSetup(md_algorithm=hash, in_place=True))
    made = make(digest.document_digest)
    # Anything that is not DER has to go in as it is.
    start, end = digest.reserved_region_start, digest.reserved_region_end
    file = bytearray(out.getvalue())
    digits = made.hex().encode()
    assert len(digits) <= end - start - 2, (len(digits), end - start)
    file[start + 1:start + 1 + len(digits)] = digits
    return bytes(file)


def token(tsa, imprint_of, at, chain=(), hash="sha256"):
    """A time-stamp token of some bytes."""
    return stamper(tsa, at, chain).request_tsa_response(tsp.TimeStampReq({
        "version": 1, "message_imprint": {"hash_algorithm": {"algorithm": hash}, "hashed_message": hashlib.new(hash, imprint_of).digest()},
        "cert_req": True}))["time_stamp_token"]


def stamped(tsa, at=SIGNED, chain=(), what=None):
    """An unsigned attribute with a time stamp of the signature, or of something else."""
    return lambda signature: cms.CMSAttributes([cms.CMSAttribute({
        "type": "signature_time_stamp_token", "values": [token(tsa, what or signature, at, chain)]})])


def openssl_cms(file_bytes, holder, chain=(), options=()):
    """A CMS by `openssl cms`, over the bytes that the range covers."""
    with tempfile.TemporaryDirectory() as folder:
        def write(name, content):
            with open(f"{folder}/{name}", "wb") as out:
                out.write(content)
            return f"{folder}/{name}"
        key = write("key.pem", holder.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        cert = write("cert.pem", holder.cert.public_bytes(serialization.Encoding.PEM))
        extra = write("chain.pem", b"".join(other.cert.public_bytes(serialization.Encoding.PEM) for other in chain))
        data = write("data", file_bytes)
        line = ["openssl", "cms", "-sign", "-binary", "-in", data, "-signer", cert, "-inkey", key, "-outform", "DER", *options]
        if chain:
            line += ["-certfile", extra]
        return subprocess.run(line, check=True, capture_output=True).stdout


def place_openssl(pdf, holder, chain=(), options=("-cades",), reserved=8192):
    """As `place`, with the CMS by OpenSSL: the range is known only after the placeholder stands."""
    marker = place(pdf, lambda digest: b"", reserved=reserved)
    import re
    gap = re.search(rb"/Contents <0+>", marker)
    start, end = gap.start() + len("/Contents "), gap.end()
    made = openssl_cms(marker[:start] + marker[end:], holder, chain, options)
    file = bytearray(marker)
    file[start + 1:start + 1 + 2 * len(made)] = made.hex().encode()
    return bytes(file)
