"""Small documents to sign, and ways to change them afterwards."""
import io
import re
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PdfFileWriter


def write(objects, root=1, info=None):
    """A file with a table of cross-references; `objects` are numbered from 1."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    extra = b" /Info %d 0 R" % info if info else b""
    out += b"trailer\n<< /Size %d /Root %d 0 R%s /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, root, extra, b"11" * 16, b"11" * 16, start)
    return bytes(out)


def stream(text, extra=b""):
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(text), extra, text)


TEXT = b"BT /F1 14 Tf 72 720 Td (Kullanici Talep Formu) Tj 0 -24 Td (Tutar: 100 TL) Tj ET"


def paper(pages=1, form=False, dangling=False, note=False, metadata=False, two_texts=False):
    """Catalog 1, pages 2, page 3, contents 4, font 5, then what is asked for."""
    kids = b" ".join(b"%d 0 R" % (3 if n == 0 else 100 + n) for n in range(pages))
    objects = [b"", b"", b"", stream(TEXT), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    catalog, page = b"", b""
    if form:
        objects.append(b"<< /FT /Tx /T (ad) /V (Ali) /Type /Annot /Subtype /Widget /Rect [72 600 200 620] /F 4 /P 3 0 R >>")
        catalog += b" /AcroForm << /Fields [%d 0 R] /SigFlags 3 >>" % len(objects)
        page += b" /Annots [%d 0 R]" % len(objects)
    if note:
        objects.append(b"<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (not) >>")
        page += b" /Annots [%d 0 R]" % len(objects)
    if metadata:
        objects.append(stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>", b"/Type /Metadata /Subtype /XML "))
        catalog += b" /Metadata %d 0 R" % len(objects)
    if dangling:
        page += b" /Thumb 77 0 R"
    if two_texts:
        objects.append(stream(TEXT.replace(b"100 TL", b"999 TL")))
    extra_pages = []
    for n in range(1, pages):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
        extra_pages.append(len(objects))
    kids = b" ".join(b"%d 0 R" % number for number in [3, *extra_pages])
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R%s >>" % catalog
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    objects[2] = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                  b"/Resources << /Font << /F1 5 0 R >> >>%s >>" % page)
    objects.append(b"<< /Producer (kunye test) /Title (Form) >>")
    return write(objects, info=len(objects))


def packed():
    """The same paper with cross-reference streams and objects in streams."""
    writer = PdfFileWriter(stream_xrefs=True)
    reader_root = writer.root
    font = writer.add_object(generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Font"), pdf_name("/Subtype"): pdf_name("/Type1"), pdf_name("/BaseFont"): pdf_name("/Helvetica")}))
    contents = writer.add_object(generic.StreamObject(stream_data=TEXT))
    from pyhanko.pdf_utils.writer import PageObject
    page = PageObject(contents=contents, media_box=generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)]),
                      resources=generic.DictionaryObject({pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F1"): font})}))
    writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def updated(pdf, change):
    """One more revision; `change` gets the writer."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    # pyHanko brings dates up to date by itself; only what a case is about shall change.
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_of(writer, number=0):
    return writer.find_page_for_modification(number)[0].get_object()


def information_of(pdf):
    """The entry of the last trailer: what is not changed on purpose stays."""
    found = re.findall(rb"/Info \d+ 0 R", pdf)
    return found[-1] + b" " if found else b""


def appended(pdf, objects, root=1, prev=None, xref=True, extra=b""):
    """One more revision by hand: `objects` by number. Without `xref`, nothing says where they are."""
    out = bytearray(pdf)
    if not out.endswith(b"\n"):
        out += b"\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    last = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    if not xref:
        return bytes(out)
    start = len(out)
    out += b"xref\n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    size = max(max(places, default=0) + 1, 200)
    extra += information_of(pdf)
    out += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d /ID [<%s> <%s>] %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, prev if prev is not None else last, b"11" * 16, b"22" * 16, extra, start)
    return bytes(out)
