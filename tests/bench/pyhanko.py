"""What pyHanko does in a second of what `kunye bench documents` measures, on the same files: `python pyhanko.py FOLDER`.

The bench runs it between its own rounds. Whatever can be read once is read before the clock starts.
"""
import datetime as dt
import io
import json
import logging
import os
import sys
import time
from asn1crypto import crl, x509
from asn1crypto.keys import PrivateKeyInfo
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

logging.disable(logging.CRITICAL)
FOLDER = sys.argv[1]
AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.timezone.utc)
VALIDATED, SEALED = json.loads(sys.argv[2]), json.loads(sys.argv[3])
TIMES = 15


def read(name):
    with open(os.path.join(FOLDER, name), "rb") as file:
        return file.read()


def rate(acts):
    for act in acts:
        act()
    start = time.perf_counter()
    for _ in range(TIMES):
        for act in acts:
            act()
    return TIMES * len(acts) / (time.perf_counter() - start)


root = x509.Certificate.load(read("root.der"))
lists = [crl.CertificateList.load(read(name)) for name in ("root.crl", "ca.crl", "tsa-ca.crl")]


def validation(name):
    file = read(name + ".pdf")

    def act():
        context = ValidationContext(trust_roots=[root], crls=lists, moment=AT, revocation_mode="require", allow_fetching=False)
        reader = PdfFileReader(io.BytesIO(file))
        status = validate_pdf_signature(reader.embedded_regular_signatures[0], context, context)
        assert status.bottom_line, name
    return act


def sealing(name):
    paper = read("nothing-signed.pdf")
    chain = SimpleCertificateStore()
    chain.register(x509.Certificate.load(read("ca.der")))
    signer = signers.SimpleSigner(x509.Certificate.load(read(name + ".der")), PrivateKeyInfo.load(read(name + ".key")), chain)
    meta = signers.PdfSignatureMetadata(field_name="Muhur", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)

    def act():
        signers.PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(paper)))
    return act


print(json.dumps({"validation": rate([validation(name) for name in VALIDATED]), "sealing": rate([sealing(name) for name in SEALED])}))
