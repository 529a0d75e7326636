"""Where cases are collected, with the test authorities that most of them share."""
import datetime as dt
import io
import json
import os
import warnings
from cryptography.hazmat.primitives.asymmetric import ec
from pki import *
from signing import *

AT = "2026-11-22T12:00:00Z"
PASSED, INDETERMINATE, FAILED = "TOTAL_PASSED", "INDETERMINATE", "TOTAL_FAILED"


class Corpus:
    def __init__(self, folder):
        self.folder, self.cases, self.blobs = folder, [], {}
        os.makedirs(folder, exist_ok=True)
        self.root = issue(name("Deneme Kök"), ca=True)
        self.ca = issue(name("Deneme NES HS"), self.root, ca=True, path_length=0)
        self.tsa_ca = issue(name("Deneme ZD HS"), self.root, ca=True, path_length=0)
        self.tsa = tsa("Deneme ZDS", self.tsa_ca)
        self.person = person("Ayşe Yılmaz", "10000000146", self.ca)
        self.boss = person("Mehmet Demir", "10000000078", self.ca)
        self.responder = responder("Deneme ÇiSDuP", self.ca)
        self.tsa_responder = responder("Deneme ZD ÇiSDuP", self.tsa_ca)
        self.chain = (self.ca,)
        self.tsa_chain = (self.tsa_ca,)

    def lists(self):
        """Current lists of all authorities."""
        return [self.root.crl(), self.ca.crl(), self.tsa_ca.crl()]

    def blob(self, kind, data):
        """Lists and responses are shared by cases; equal bytes, one file."""
        if data not in self.blobs:
            self.blobs[data] = f"{kind}{len(self.blobs):03}.der"
            with open(os.path.join(self.folder, self.blobs[data]), "wb") as out:
                out.write(data)
        return self.blobs[data]

    def add(self, name, pdf, indication, sub=None, at=AT, trust=None, crl=None, ocsp=(), overall=None, **expected):
        """`expected`: further fields of the first signature (`_all` for a list, one for each)."""
        assert name not in [case["name"] for case in self.cases], name
        with open(os.path.join(self.folder, name + ".pdf"), "wb") as out:
            out.write(pdf)
        trust = [self.root] if trust is None else trust
        crl = self.base_lists if crl is None else crl
        case = {
            "name": name, "at": at, "indication": overall or indication,
            "trust": [self.blob("anchor", holder.der) for holder in trust],
            "crl": [self.blob("crl", data) for data in crl],
            "ocsp": [self.blob("ocsp", data) for data in ocsp],
            "first": {"indication": indication, "sub_indication": sub, **expected},
        }
        case["pyhanko"] = self.pyhanko(pdf, at, trust, crl, ocsp)
        self.cases.append(case)

    def pyhanko(self, pdf, at, trust, crl, ocsp):
        """What pyHanko says of the first signature, with revocation required and nothing fetched."""
        from asn1crypto import crl as acrl, ocsp as aocsp
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext
        from pyhanko.sign.validation.dss import DocumentSecurityStore
        try:
            reader = PdfFileReader(io.BytesIO(pdf))
            signature = reader.embedded_regular_signatures[0]
            moment = dt.datetime.fromisoformat(at.replace("Z", "+00:00"))
            certs, lists, responses = [], list(crl), list(ocsp)
            try:
                dss = DocumentSecurityStore.read_dss(reader)
                certs = list(dss.load_certs())
                lists += [ref.get_object().data for ref in dss.crls]
                responses += [ref.get_object().data for ref in dss.ocsps]
            except Exception:
                pass
            context = ValidationContext(
                trust_roots=[holder.asn1 for holder in trust], other_certs=certs, crls=[acrl.CertificateList.load(c) for c in lists],
                ocsps=[aocsp.OCSPResponse.load(o) for o in responses], moment=moment, revocation_mode="require", allow_fetching=False)
            status = validate_pdf_signature(signature, context, context)
            return {"valid": bool(status.bottom_line), "intact": bool(status.intact), "trusted": bool(status.trusted)}
        except Exception as problem:
            return {"valid": False, "error": type(problem).__name__}

    def keys(self):
        """What our own seals are made with in tests: keys of authorities that exist nowhere else."""
        seal = issue(name("Kurum Mührü"), self.ca, extensions=[statements(QC, TR_SEAL)])
        rsa_seal = issue(name("Kurum Mührü"), self.ca, key=rsa_key(), extensions=[statements(QC, TR_SEAL)])
        for label, holder in (("seal", seal), ("seal-rsa", rsa_seal), ("tsa", self.tsa)):
            self.write(label + ".der", holder.der)
            self.write(label + ".key", holder.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        for label, holder in (("ca", self.ca), ("tsa-ca", self.tsa_ca), ("root", self.root)):
            self.write(label + ".der", holder.der)
            self.write(label + ".crl", holder.crl())

    def write(self, name, data):
        with open(os.path.join(self.folder, name), "wb") as out:
            out.write(data)

    def save(self):
        with open(os.path.join(self.folder, "cases.json"), "w") as out:
            json.dump(self.cases, out, ensure_ascii=False, indent=1)
