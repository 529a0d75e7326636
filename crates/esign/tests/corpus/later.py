"""What is added after a signature and only just may be, or only just may not: forms filled in where the author leaves that free, visible
signatures of strangers, visible time stamps. `python make.py OUT later` writes them, with authorities of their own.
"""
from cases import *
from papers import *
from signing import cms_embedder, stamper
from pyhanko.sign.fields import MDPPerm, FieldMDPSpec, FieldMDPAction, SigFieldSpec, append_signature_field
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.stamp import TextStampStyle
from pyhanko.sign.signers.cms_embedder import SigAppearanceSetup

FORMAT = "FORMAT_FAILURE"
BOX = (0, 0, 595, 842)


def filled(pdf):
    def fill(w):
        field = w.root["/AcroForm"]["/Fields"][0]
        field[pdf_name("/V")] = generic.pdf_string("Veli")
        w.update_container(field)
    return updated(pdf, fill)


def visible_time_stamp(pdf, tsa, chain):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec("Damga", box=BOX))
    coroutine = cms_embedder.PdfCMSEmbedder().write_cms(field_name="Damga", writer=writer)
    next(coroutine)
    look = SigAppearanceSetup(style=TextStampStyle(stamp_text="900 TL", background_opacity=1), timestamp=SIGNED, name="x")
    coroutine.send(cms_embedder.SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=8192), appearance_setup=look))
    digest, out = coroutine.send(cms_embedder.SigIOSetup(md_algorithm="sha256", in_place=True))
    token = stamper(tsa, SIGNED, chain).request_tsa_response(tsp.TimeStampReq({
        "version": 1, "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest.document_digest},
        "cert_req": True}))["time_stamp_token"]
    coroutine.send(token)
    return out.getvalue()


def add(c):
    c.base_lists = c.lists()
    form = paper(form=True)
    name_of = [name for name in re.findall(rb"/T \((\w+)\)", form)][0].decode()
    signed = sign(form, c.person, c.chain)
    was_filled = [{"kind": "form_filled", "field": name_of}]

    for level in (1, 2, 3):
        certified = sign(form, c.person, c.chain, certify=True, docmdp_permissions=MDPPerm(level))
        verdict, sub = (FAILED, FORMAT) if level == 1 else (PASSED, None)
        c.add(f"later-certified-{level}-then-filled", filled(certified), verdict, sub, changes=[] if level == 1 else was_filled)
    c.add("later-approved-then-filled", filled(signed), FAILED, FORMAT)

    def locking(action, names):
        w = IncrementalPdfFileWriter(io.BytesIO(form))
        append_signature_field(w, SigFieldSpec("Kilit", field_mdp_spec=FieldMDPSpec(action, fields=names)))
        out = io.BytesIO()
        w.write(out)
        return filled(sign(out.getvalue(), c.person, c.chain, field="Kilit"))
    c.add("later-locked-others-then-filled", locking(FieldMDPAction.EXCLUDE, [name_of]), PASSED, changes=was_filled)
    c.add("later-locked-another-then-filled", locking(FieldMDPAction.INCLUDE, ["Baska"]), PASSED, changes=was_filled)
    c.add("later-locked-then-filled", locking(FieldMDPAction.INCLUDE, [name_of]), FAILED, FORMAT)

    stranger_root = issue(name("Yabancı Kök"), ca=True)
    stranger = person("Kötü Biri", "10000000146", stranger_root)
    over = sign(signed, stranger, (stranger_root,), field="Boya", box=BOX)
    c.add("later-visible-signature-of-a-stranger", over, INDETERMINATE, "SIG_CONSTRAINTS_FAILURE", overall=INDETERMINATE)
    beside = sign(signed, stranger, (stranger_root,), field="Boya")
    c.add("later-signature-of-a-stranger", beside, PASSED, overall=INDETERMINATE)
    stranger_tsa = tsa("Yabancı ZDS", stranger_root)
    c.add("later-visible-time-stamp", visible_time_stamp(signed, c.tsa, c.tsa_chain), FAILED, FORMAT)
    c.add("later-visible-time-stamp-of-a-stranger", visible_time_stamp(signed, stranger_tsa, (stranger_root,)), FAILED, FORMAT)

    words = "Upstream endobj, bakiniz 12 0 obj, startxref 5 %%EOF"
    twice = sign(sign(form, c.person, c.chain, reason=words), c.boss, c.chain, field="Sig2", reason=words)
    c.add("later-signature-with-words-of-the-file", twice, PASSED)
