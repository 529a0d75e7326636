"""Signing software that is not ours: pyHanko, with an authority, revocation lists, a responder and a time-stamp server of its own.

Reads one JSON request a line, `[verb, ...arguments]`, and answers with a line `{"ok": ...}` or `{"error": ...}`.
"""
import datetime as dt
import http.server
import io
import json
import logging
import os
import sys
import threading

HERE = os.path.dirname(__file__)
sys.path.insert(0, os.path.join(HERE, "../../../crates/esign/tests/corpus"))

from asn1crypto import crl as acrl, tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509 import ocsp
from pki import QC, TR_SEAL, issue, name, person, responder, rsa_key, statements, tsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

logging.disable(logging.CRITICAL)
NOW = dt.datetime.now(dt.timezone.utc)


class Desk:
    """Everybody who can sign, and what they sign with."""

    def __init__(self, folder):
        self.folder = folder
        self.root = issue(name("Deneme Kök"), ca=True)
        self.people = {}
        self.port = self.listen()
        self.responder = responder("Deneme ÇiSDuP", self.root)
        self.holders = {}
        self.stamps = self.known(tsa("Deneme Zaman Damgası", self.root, extensions=[self.access()]))
        self.list = self.root.crl(this=NOW - dt.timedelta(hours=1), next=NOW + dt.timedelta(days=30))
        self.asked = []
        self.write("root.pem", self.root.cert.public_bytes(Encoding.PEM))
        self.write("root.crl", self.list)
        seal = self.known(issue(name("Deneme Kurum Mührü"), self.root, extensions=[statements(QC, TR_SEAL), self.access()]))
        encryption = BestAvailableEncryption(b"muhur parolasi")
        self.write("seal.p12", pkcs12.serialize_key_and_certificates(b"seal", seal.key, seal.cert, [self.root.cert], encryption))

        for label, key in (("ec", seal.key), ("rsa", rsa_key())):
            holder = seal if label == "ec" else self.known(issue(name("Deneme Kurum Mührü"), self.root, key=key, extensions=[statements(QC, TR_SEAL)]))
            self.write(f"seal-{label}.pem", holder.cert.public_bytes(Encoding.PEM))
            self.write(f"seal-{label}.key", key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def access(self):
        """Where the responder is, for a certificate."""
        address = x509.UniformResourceIdentifier(f"http://127.0.0.1:{self.port}/ocsp")
        return x509.AuthorityInformationAccess([x509.AccessDescription(x509.AuthorityInformationAccessOID.OCSP, address)]), False

    def known(self, holder):
        """One that the responder answers for."""
        self.holders[holder.cert.serial_number] = holder
        return holder

    def write(self, file, data):
        with open(os.path.join(self.folder, file), "wb") as out:
            out.write(data)

    def serve(self):
        """The port of the time-stamp authority and the responder."""
        return self.port

    def responded(self, request):
        asked = ocsp.load_der_ocsp_request(request).serial_number
        return self.root.ocsp(self.holders[asked], self.responder, this=NOW - dt.timedelta(hours=1), next=NOW + dt.timedelta(days=1))

    def listen(self):
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.path == "/ocsp":
                    answer, kind = desk.responded(body), "application/ocsp-response"
                else:
                    desk.asked.append(self.headers.get("identity"))
                    answer, kind = desk.stamper().request_tsa_response(tsp.TimeStampReq.load(body)).dump(), "application/timestamp-reply"
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server.server_port

    def stamper(self):
        registry = SimpleCertificateStore()
        return timestamps.DummyTimeStamper(self.stamps.asn1, self.stamps.asn1_key, certs_to_embed=registry)

    def identities(self):
        """What each request for a time stamp said of its customer."""
        return self.asked

    def enrol(self, key, cn, tckn):
        self.people[key] = person(cn, tckn, self.root)

    def enrol_unqualified(self, key, cn, tckn):
        self.people[key] = issue(name(cn, tckn), self.root)

    def sign(self, key, source, target, field, stamped):
        """Signs in the field of this name, as an update of the file."""
        holder = self.people[key]
        with open(source, "rb") as file:
            writer = IncrementalPdfFileWriter(io.BytesIO(file.read()))
        signer = signers.SimpleSigner(holder.asn1, holder.asn1_key, SimpleCertificateStore())
        meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
        out = signers.PdfSigner(meta, signer, timestamper=self.stamper() if stamped else None).sign_pdf(writer)
        with open(target, "wb") as file:
            file.write(out.getvalue())

    def rewrite(self, source, target):
        """What careless software does: the same document, written anew."""
        from pyhanko.pdf_utils.writer import copy_into_new_writer
        with open(source, "rb") as file:
            writer = copy_into_new_writer(PdfFileReader(io.BytesIO(file.read())))
        with open(target, "wb") as out:
            writer.write(out)

    def fields(self, source):
        """Names of the signature fields, and whether each is signed; and what else the file says of itself."""
        with open(source, "rb") as file:
            reader = PdfFileReader(io.BytesIO(file.read()))
        names = {name: value is not None for name, value, _ in fields.enumerate_sig_fields(reader)}
        return {"fields": names, "tagged": "/StructTreeRoot" in reader.root, "marked": bool(reader.root["/MarkInfo"]["/Marked"])}

    def validate(self, source):
        """pyHanko's own opinion of every signature."""
        context = ValidationContext(trust_roots=[self.root.asn1], crls=[acrl.CertificateList.load(self.list)], revocation_mode="require",
                                    allow_fetching=False)
        with open(source, "rb") as file:
            reader = PdfFileReader(io.BytesIO(file.read()))
        found = []
        for signature in reader.embedded_regular_signatures:
            status = validate_pdf_signature(signature, context, context)
            stamped = status.timestamp_validity is not None and status.timestamp_validity.trusted
            found.append({"field": signature.field_name, "good": status.bottom_line, "stamped": stamped, "said": status.summary()})
        return found

    def validate_alone(self, source):
        """pyHanko's opinion of the first signature and of the last time stamp, with nothing but what is in the file."""
        with open(source, "rb") as file:
            reader = PdfFileReader(io.BytesIO(file.read()))
        context = DocumentSecurityStore.read_dss(reader).as_validation_context(
            dict(trust_roots=[self.root.asn1], revocation_mode="require", allow_fetching=False))
        status = validate_pdf_signature(reader.embedded_regular_signatures[0], context, context)
        stamped = status.timestamp_validity is not None and status.timestamp_validity.trusted
        return {"good": status.bottom_line, "stamped": stamped, "archived": len(reader.embedded_timestamp_signatures), "said": status.summary()}


desk = Desk(sys.argv[1])
for line in sys.stdin:
    verb, *arguments = json.loads(line)
    try:
        answer = {"ok": getattr(desk, verb)(*arguments)}
    except Exception as problem:
        answer = {"error": f"{type(problem).__name__}: {problem}"}
    print(json.dumps(answer), flush=True)
