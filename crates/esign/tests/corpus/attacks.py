"""What was done to a signed file afterwards, or to a file before it was signed: the published attacks, and plain tampering."""
import re
from cases import *
from papers import *
from papers import TEXT, stream
from valid import person_of
from pyhanko.sign.fields import MDPPerm, FieldMDPSpec, FieldMDPAction, SigFieldSpec, append_signature_field

FORMAT, HASH, CRYPTO = "FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE"
D, N, A = generic.DictionaryObject, generic.pdf_name, generic.ArrayObject


def add(c):
    c.file = sign(paper(form=True, metadata=True), c.person, c.chain)
    tampering(c)
    ranges(c)
    updates(c)
    authors(c)
    shadows(c)


def gap(pdf):
    match = re.search(rb"/Contents <[0-9a-fA-F]+>", pdf)
    return match.start() + len(b"/Contents "), match.end()


def tampering(c):
    f = c.file
    c.add("tampered-text", f.replace(b"100 TL", b"900 TL"), FAILED, HASH)
    c.add("tampered-field", f.replace(b"(Ali)", b"(Eli)"), FAILED, HASH)
    start, end = gap(f)
    digits = bytearray(f)
    digits[start + 1200] = ord("0") if digits[start + 1200] != ord("0") else ord("1")
    # Somewhere in the CMS: whatever it hits, it is not passed; what it says depends on what was hit.
    c.add("tampered-header", f.replace(b"%PDF-1.7", b"%PDF-1.4"), FAILED, HASH)
    c.add("tampered-claimed-time", f.replace(rb"/M (D\0722026", rb"/M (D\0722016"), FAILED, HASH)
    c.add("tampered-cut-off", f[:-40], FAILED, FORMAT)
    c.add("tampered-prefix", b"\n" + f, FAILED, FORMAT)
    zeros = bytearray(f)
    zeros[start + 1:end - 1] = b"0" * (end - start - 2)
    c.add("tampered-contents-zero", bytes(zeros), FAILED, FORMAT)


def with_range(pdf, numbers):
    """The same file with another ByteRange, in as many bytes: pyHanko leaves room behind it."""
    match = re.search(rb"/ByteRange \[[^\]]*\] *", pdf)
    text = b"/ByteRange [" + b" ".join(b"%d" % n for n in numbers) + b"]"
    return pdf[:match.start()] + text.ljust(len(match.group())) + pdf[match.end():]


def ranges(c):
    f = c.file
    start, end = gap(f)
    size = len(f)
    for label, numbers in {
        "missing-second-part": [0, start], "empty": [], "of-three": [0, start, end], "not-from-the-beginning": [1, start - 1, end, size - end],
        "overlapping": [0, end, start, size - start], "huge": [0, start, end, 99999999999], "negative": [0, start, end, -5],
        "whole-file-without-gap": [0, size, size, 0], "gap-too-wide": [0, start - 20, end, size - end],
        "gap-too-narrow": [0, start + 1, end - 1, size - end + 1], "gap-elsewhere": [0, 100, 120, size - 120],
        "two-parts-the-same": [0, start, 0, start], "short": [0, start, end, size - end - 30],
    }.items():
        c.add(f"range-{label}", with_range(f, numbers), FAILED, FORMAT)
    c.add("forgery-no-range", f.replace(b"/ByteRange", b"/ByteRanqe"), FAILED, FORMAT)
    c.add("forgery-no-contents", f.replace(b"/Contents <", b"/Contentz <"), FAILED, FORMAT)
    c.add("forgery-null-contents", f[:start] + b"null" + b" " * (end - start - 4) + f[end:], FAILED, FORMAT)
    # Signature wrapping: the second part moves to the end, and something else stands where it was.
    tail = f[end:]
    evil = b" /Evil (padding) >>\nendobj\n4 0 obj\n" + stream(TEXT.replace(b"100", b"999")) + b"\nendobj\n"
    wrapped = f[:end] + evil + tail
    c.add("wrapping-moved-second-part", with_range(wrapped, [0, start, end + len(evil), len(tail)]), FAILED, FORMAT)
    c.add("wrapping-two-strings", with_range(f[:end] + b" <00>" + tail, [0, start, end + 5, len(tail)]), FAILED, FORMAT)
    c.add("wrapping-comment-in-the-gap", with_range(f[:end] + b" %x\n" + tail, [0, start, end + 4, len(tail)]), FAILED, FORMAT)
    # A signed revision inside a larger one that was never a document: the covered part does not end a revision.
    c.add("covers-a-piece-only", with_range(f, [0, start, end, 200]), FAILED, FORMAT)
    c.add("rubbish-after-the-end", f + b"rubbish", FAILED, FORMAT)
    c.add("comment-after-the-end", f + b"% kunye\n", FAILED, FORMAT)


def updates(c):
    f, p = c.file, c.person

    def case(name, pdf, sub=FORMAT, **more):
        c.add(name, pdf, FAILED, sub, **more)

    def write_over(number, body, **more):
        return appended(f, {number: body}, **more)
    evil = stream(TEXT.replace(b"100", b"999"))
    case("update-contents", write_over(4, evil))
    case("update-contents-without-xref", write_over(4, evil, xref=False))
    case("update-contents-old-startxref", appended(f, {4: evil}, xref=False) + b"startxref\n%d\n%%%%EOF\n" % int(f.rsplit(b"startxref", 1)[1].split()[0]))
    case("update-contents-before-its-trailer", write_over(4, evil, xref=False) + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n")
    case("update-font", write_over(5, b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"))
    case("update-page-size", updated(f, lambda w: change(w, page_of(w), "/MediaBox", A([generic.NumberObject(n) for n in (0, 0, 99, 99)]))))
    case("update-page-rotation", updated(f, lambda w: change(w, page_of(w), "/Rotate", generic.NumberObject(90))))
    case("update-page-actions", updated(f, lambda w: change(w, page_of(w), "/AA", D({N("/O"): D({N("/S"): N("/JavaScript")})}))))

    def more_pages(w):
        from pyhanko.pdf_utils.writer import PageObject
        contents = w.add_object(generic.StreamObject(stream_data=b"BT ET"))
        w.insert_page(PageObject(contents=contents, media_box=A([generic.NumberObject(n) for n in (0, 0, 595, 842)]), resources=D()))
    case("update-page-appended", updated(f, more_pages))

    def fewer(w):
        pages = w.root["/Pages"]
        pages[N("/Kids")] = A()
        pages[N("/Count")] = generic.NumberObject(0)
        w.mark_update(w.root.raw_get("/Pages").reference)
    case("update-pages-removed", updated(f, fewer))

    def note(w, kind="/FreeText", **more):
        page = page_of(w)
        note = w.add_object(D({N("/Type"): N("/Annot"), N("/Subtype"): N(kind), N("/Rect"): A([generic.NumberObject(n) for n in (72, 600, 300, 700)]),
                               N("/Contents"): generic.TextStringObject("Onaylandı"), **more}))
        page.setdefault(N("/Annots"), A()).append(note) if "/Annots" in page else page.__setitem__(N("/Annots"), A([note]))
        w.update_container(page["/Annots"])
        w.update_container(page)
    case("update-annotation-added", updated(f, note))
    case("update-stamp-added", updated(f, lambda w: note(w, "/Stamp")))
    case("update-link-added", updated(f, lambda w: note(w, "/Link")))

    def fill(w):
        field = w.root["/AcroForm"]["/Fields"][0]
        field[N("/V")] = generic.TextStringObject("Veli")
        w.update_container(field)
    case("update-form-filled", updated(f, fill))

    def text_field(w):
        field = w.add_object(D({N("/FT"): N("/Tx"), N("/T"): generic.TextStringObject("yeni")}))
        w.root["/AcroForm"]["/Fields"].append(field)
        w.update_container(w.root["/AcroForm"]["/Fields"])
    case("update-form-field-added", updated(f, text_field))

    def field_removed(w):
        fields_of = w.root["/AcroForm"]["/Fields"]
        w.root["/AcroForm"][N("/Fields")] = A([fields_of.raw_get(1)])
        w.update_container(w.root["/AcroForm"])
    case("update-form-field-removed", updated(f, field_removed))
    case("update-form-appearances", updated(f, lambda w: change(w, w.root["/AcroForm"], "/NeedAppearances", generic.BooleanObject(True))))
    case("update-form-xfa", updated(f, lambda w: change(w, w.root["/AcroForm"], "/XFA", generic.TextStringObject("x"))))
    case("update-open-action", updated(f, lambda w: change(w, w.root, "/OpenAction", D({N("/S"): N("/JavaScript"), N("/JS"): generic.TextStringObject("x")}))))
    case("update-names", updated(f, lambda w: change(w, w.root, "/Names", D({N("/JavaScript"): D()}))))
    case("update-layers", updated(f, lambda w: change(w, w.root, "/OCProperties", D({N("/OCGs"): A()}))))
    case("update-embedded-file", updated(f, lambda w: change(w, w.root, "/AF", A())))
    # Nothing is signed any more: that is not passed, and not a failed signature.
    c.add("update-catalog-replaced", appended(f, {150: b"<< /Type /Catalog /Pages 2 0 R >>"}, root=150), INDETERMINATE, None)
    case("update-title", updated(f, lambda w: title(w)))
    case("update-store-with-more", updated(f, lambda w: change(w, w.root, "/DSS", D({N("/Evil"): generic.NumberObject(1)}))))

    def empty_visible(w):
        append_signature_field(w, SigFieldSpec("Bos", box=(72, 600, 300, 700)))
        field = w.root["/AcroForm"]["/Fields"][-1]
        form = generic.StreamObject(D({N("/Type"): N("/XObject"), N("/Subtype"): N("/Form"), N("/BBox"): A([generic.NumberObject(n) for n in (0, 0, 228, 100)])}),
                                    stream_data=b"1 1 1 rg 0 0 228 100 re f")
        field[N("/AP")] = D({N("/N"): w.add_object(form)})
        w.update_container(field)
    case("update-visible-empty-field", updated(f, empty_visible))

    # A later "signature" that paints over the page and does not verify.
    painted = place(f, lambda d: build_cms(d, c.boss, c.chain, flip_signature=True), field="Boya")
    c.add("update-later-signature-fails", painted, PASSED, None, overall=FAILED)
    over = sign(f, c.boss, c.chain, field="Boya", box=(72, 600, 300, 700))
    s, e = gap(over[len(f):])
    wrong = bytearray(over)
    at = len(f) + s + 1
    wrong[at:at + 40] = b"0" * 40
    c.add("update-visible-later-signature-fails", bytes(wrong), FAILED, FORMAT)
    # And one that removes what it was: the first signer's field is gone.

    def unsigned(w):
        fields_of = w.root["/AcroForm"]["/Fields"]
        w.root["/AcroForm"][N("/Fields")] = A([fields_of.raw_get(0)])
        w.update_container(w.root["/AcroForm"])
    c.add("update-signature-removed", updated(f, unsigned), INDETERMINATE, None)
    two = sign(f, c.boss, c.chain, field="Sig2")
    second = appended(two, {4: evil})
    case("update-after-two-signers", second)


def title(w):
    info = w.trailer["/Info"]
    info[N("/Title")] = generic.TextStringObject("Başka")
    w.update_container(info)


def change(writer, container, key, value):
    container[N(key)] = value
    writer.update_container(container) if container is not writer.root else writer.update_root()


def authors(c):
    p, boss = c.person, c.boss

    def certified(level, pdf=None, **more):
        return sign(pdf or c.prepared, p, c.chain, field="Basvuran", certify=True, docmdp_permissions=level, **more)
    strict = certified(MDPPerm.NO_CHANGES)
    c.add("certified-strictly-then-signed", place(strict, lambda d: build_cms(d, boss, c.chain), field="Yeni"), FAILED, FORMAT)
    loose = certified(MDPPerm.FILL_FORMS)
    c.add("certified-then-visible-field-added", sign(loose, boss, c.chain, field="Yeni", box=(72, 600, 300, 700)), FAILED, FORMAT)
    annotating = certified(MDPPerm.ANNOTATE)
    c.add("certified-then-annotated", updated(annotating, lambda w: annotate(w)), FAILED, FORMAT)
    c.add("locked-field-signed", locked_paper(c), FAILED, FORMAT)


def annotate(w):
    page = page_of(w)
    note = w.add_object(D({N("/Type"): N("/Annot"), N("/Subtype"): N("/FreeText"), N("/Rect"): A([generic.NumberObject(n) for n in (72, 600, 300, 700)])}))
    page["/Annots"].append(note)
    w.update_container(page["/Annots"])


def locked_paper(c):
    prepared = updated(paper(), lambda w: [append_signature_field(w, spec) for spec in (
        SigFieldSpec("Basvuran", box=(72, 100, 250, 160), field_mdp_spec=FieldMDPSpec(FieldMDPAction.INCLUDE, ["Amir"])),
        SigFieldSpec("Amir", box=(300, 100, 500, 160)))])
    first = sign(prepared, c.person, c.chain, field="Basvuran")
    return place(first, lambda d: build_cms(d, c.boss, c.chain), field="Amir")


def shadows(c):
    """Prepared before the signature, sprung afterwards."""
    p = c.person
    # Replace: another text lies in the signed file already, and the update only points to it.
    lurking = sign(paper(two_texts=True), p, c.chain)
    place_of = lurking.index(b"6 0 obj")
    last = int(lurking.rsplit(b"startxref", 1)[1].split()[0])
    start = len(lurking)
    pointing = lurking + b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 200 /Root 1 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        place_of, last, information_of(lurking), start)
    c.add("shadow-replace-by-reference", pointing, FAILED, FORMAT)
    c.add("shadow-replace-contents", updated(lurking, lambda w: change(w, page_of(w), "/Contents", generic.IndirectObject(6, 0, w))), FAILED, FORMAT)
    # Hide and replace: the signed page refers to an object that does not exist yet.
    waiting = sign(paper(dangling=True), p, c.chain)
    c.add("shadow-dangling-reference", appended(waiting, {77: stream(b"x", b"/Type /XObject /Subtype /Image ")}), FAILED, FORMAT)
    # An object of the store that is the page's, too.
    double = sign(shared_store(), p, c.chain)
    # Every key twice: we might take the last, and another reader the first.
    old = re.search(rb"\n3 0 obj\n(.*?)\nendobj", lurking[lurking.index(b"%%EOF"):], re.S).group(1)
    c.add("shadow-key-twice", appended(lurking, {3: re.sub(rb"/Contents 4 0 R", b"/Contents 6 0 R /Contents 4 0 R", old)}), FAILED, FORMAT)
    c.add("shadow-key-twice-escaped", appended(lurking, {3: re.sub(rb"/Contents 4 0 R", b"/Cont#65nts 6 0 R /Contents 4 0 R", old)}), FAILED, FORMAT)
    c.add("shadow-root-twice", appended(lurking, {150: b"<< /Type /Catalog /Pages 2 0 R >>"}, extra=b"/Root 150 0 R /Root 1 0 R "), FAILED, FORMAT)
    c.add("shadow-second-table", appended(lurking, {}, extra=b"/XRefStm 15 "), FAILED, FORMAT)
    c.add("shadow-stream-written-again", appended(lurking, {4: stream(TEXT)}), FAILED, FORMAT)
    c.add("shadow-shared-store", appended(double, {5: b"<< /Certs [] >>"}), FAILED, FORMAT)
    c.add("shadow-hidden-object", c.file + b"4 0 obj\n" + stream(TEXT.replace(b"100", b"999")) + b"\nendobj\n" + tail_of(c.file), FAILED, FORMAT)
    freed = c.file
    last = int(freed.rsplit(b"startxref", 1)[1].split()[0])
    c.add("shadow-object-freed", freed + b"xref\n4 1\n0000000000 00001 f \ntrailer\n<< /Size 200 /Root 1 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        last, information_of(freed), len(freed)), FAILED, FORMAT)


def shared_store():
    """The font is the security store as well: what may grow as one would change as the other."""
    from papers import write, stream, TEXT
    return write([b"<< /Type /Catalog /Pages 2 0 R /DSS 5 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                  b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
                  stream(TEXT), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Certs [] >>"])


def tail_of(pdf):
    """An empty revision: its table has nothing in it."""
    last = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    return b"xref\n0 0\ntrailer\n<< /Size 200 /Root 1 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (last, information_of(pdf), last)
