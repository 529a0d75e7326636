"""Asks pyHanko about seals of ours: `KUNYE_SEALED=DIR cargo nextest run -p kunye-esign sealing`, then `python check_seals.py DIR`.

Each file's name ends with the level it claims; the last signature in it is the seal.
"""
import datetime as dt
import glob
import io
import logging
import os
import sys
from asn1crypto import crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
FILES = os.path.join(os.path.dirname(__file__), "files")
AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.timezone.utc)


def load(name, kind):
    with open(os.path.join(FILES, name), "rb") as file:
        return kind.load(file.read())


def settings():
    return dict(trust_roots=[load("root.der", x509.Certificate)], moment=AT, revocation_mode="require", allow_fetching=False)


def check(path):
    level = os.path.basename(path)[:-4].split("-B-")[1]
    with open(path, "rb") as file:
        reader = PdfFileReader(io.BytesIO(file.read()))
    signature = reader.embedded_regular_signatures[-1]
    if level in ("B", "T"):
        lists = [load(name, crl.CertificateList) for name in ("root.crl", "ca.crl", "tsa-ca.crl")]
        context = ValidationContext(crls=lists, **settings())
    else:
        # Nothing but what is in the file.
        context = DocumentSecurityStore.read_dss(reader).as_validation_context(settings())
    status = validate_pdf_signature(signature, context, context)
    good, said = status.bottom_line, status.summary()
    if level != "B":
        good &= status.timestamp_validity is not None and status.timestamp_validity.trusted
    if level == "LTA":
        stamp = validate_pdf_timestamp(reader.embedded_timestamp_signatures[-1], context)
        good &= stamp.valid and stamp.intact and stamp.trusted
        said += " / " + stamp.summary()
    return good, said


bad = 0
paths = sorted(glob.glob(os.path.join(sys.argv[1], "*.pdf")))
for path in paths:
    try:
        good, summary = check(path)
    except Exception as problem:
        good, summary = False, f"{type(problem).__name__}: {problem}"
    bad += not good
    print("good" if good else "BAD ", os.path.basename(path), summary)
print(f"{len(paths) - bad} of {len(paths)} good")
sys.exit(bool(bad))
