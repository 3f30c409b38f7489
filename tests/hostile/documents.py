"""Hostile and broken documents, each with what its reader is told; made here, byte by byte."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

GOOD = "In June 2012 Uzbekistan sold 4 billion cubic metres of gas to China for $20 million."
SUFFIXES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
SUFFIXES |= {"epub": "application/epub+zip", "odt": "application/vnd.oasis.opendocument.text"}
SUFFIXES |= {"pdf": "application/pdf", "html": "text/html", "txt": "text/plain"}
SUFFIXES |= {"md": "text/markdown"}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE w [<!ENTITY l0 "lol">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


class Case(NamedTuple):
    """A document; ``word`` is part of the message, or empty where it can be read."""

    name: str
    kind: str
    content: bytes
    word: str = ""

    @property
    def media_type(self) -> str:
        return SUFFIXES[self.kind]


def cases() -> tuple[Case, ...]:
    return (*encodings(), *binaries(), *shapes(), *contents(), *pages(), *packages(), *prints())


def encodings() -> Iterator[Case]:
    yield Case("empty", "txt", b"", "is empty")
    yield Case("white-space", "txt", b" \n\t\r\n \x0c\n", "is empty")
    yield Case("mark-alone", "txt", b"\xef\xbb\xbf")
    yield Case("marked", "txt", b"\xef\xbb\xbf" + GOOD.encode())
    yield Case("utf-16", "txt", GOOD.encode("utf-16"), "is UTF-16; convert it to UTF-8")
    yield Case("utf-16-be", "txt", b"\xfe\xff" + GOOD.encode("utf-16-be"), "is UTF-16")
    yield Case("utf-16-bare", "txt", GOOD.encode("utf-16-le"), "is binary")
    yield Case("utf-32", "txt", GOOD.encode("utf-32"), "is UTF-16")
    yield Case("latin-1", "txt", f"{GOOD} À Paris.".encode("latin-1"), "is not UTF-8; convert it")
    mixed = GOOD.encode() + "Ürümqi ".encode() + "Ürümqi".encode("cp1252")
    yield Case("mixed", "txt", mixed, f"byte {len(GOOD) + 9} is not UTF-8")
    yield Case("cut-character", "txt", GOOD.encode() + "中".encode()[:2], "is not UTF-8")
    yield Case("surrogates", "txt", GOOD.encode() + b"\xed\xa0\x80", "is not UTF-8")
    yield Case("overlong", "txt", b"\xc0\xaf" + GOOD.encode(), "byte 0 is not UTF-8")


def binaries() -> Iterator[Case]:
    yield Case("null", "txt", GOOD.encode() + b"\0", "is binary, not text")
    yield Case("control", "txt", GOOD.encode() + b"\x01\x1b\x7f\x05" * 9, "is binary, not text")
    yield Case("picture", "txt", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 200)), "is binary")
    yield Case("gzip", "txt", b"\x1f\x8b\x08" + zlib.compress(GOOD.encode()), "is binary")
    yield Case("zip", "txt", zipped({"a.txt": GOOD}), "is binary")
    yield Case("program", "txt", b"\x7fELF\x02\x01\x01" + bytes(64), "is binary")
    yield Case("pdf-as-text", "txt", printed(GOOD), "is binary")
    yield Case("some-control", "txt", f"{GOOD}\n".encode() * 9 + b"\x1b[31mred\x1b[0m\x08.")


def shapes() -> Iterator[Case]:
    yield Case("long-line", "txt", b"All the gas. " * 4_000_000, "holds 52,000,000 characters")
    yield Case("long-word", "txt", b"a" * 9_000)
    yield Case("long-sentence", "txt", b"and gas and oil " * 400)
    yield Case("short-lines", "txt", b"ab\n" * 900)
    yield Case("blank-lines", "txt", GOOD.encode() + b"\n" * 300_000 + GOOD.encode())
    yield Case("brackets", "txt", b"(" * 3_000 + GOOD.encode() + b")" * 3_000)
    yield Case("quotes", "md", b">" * 20_000 + GOOD.encode())
    yield Case("links", "md", b"[" * 2_000 + b"a" + b"](b)" * 2_000)
    yield Case("table", "md", b"|a" * 600 + b"|\n" + b"|-" * 600 + b"|\n")
    yield Case("stars", "md", b"*_" * 900 + GOOD.encode())
    yield Case("hyphens", "txt", b"ab-\n" * 9_000)
    yield Case("stops", "txt", b". " * 900 + b"?!" * 900)
    yield Case("note-marks", "txt", "Gas.¹ ² ³ ".encode() * 300)
    yield Case("ideographs", "txt", "张雅君、".encode() * 5_000 + b"[X")
    yield Case("at-signs", "txt", b"@" * 3_000 + b"/" * 3_000 + b"www." * 900)
    yield Case("carriage-returns", "txt", (GOOD + "\r").encode() * 20)
    yield Case("line-separators", "txt", f"{GOOD}\u2028{GOOD}\u0085{GOOD}\v{GOOD}\f".encode())


def contents() -> Iterator[Case]:
    told = {
        "bidirectional": f"\u202e{GOOD}\u202c \u2066In May 2011\u2069 \u200f{GOOD}",
        "zero-width": GOOD.replace("a", "a\u200b").replace("i", "\u2060i\ufeff"),
        "combining": GOOD.replace("e", "e" + "\u0301" * 900),
        "astral": f"😀 {GOOD} 𝔊𝔞𝔰 𝟚𝟘𝟙𝟚 👩‍👩‍👧 in 2013.",
        "ligatures": "In ﬁscal 2012 the oﬃce bought ﬂour for $5 million.",
        "digits": "In ٢٠١٢ and ２０１２ it rose ①② ½ ²³ per cent to ５ million, Ⅳ times, ৪ ٤٬٠٠٠.",
        "dates": "On 31 February 2012, 99 May 2012, 29/02/2011, 0 June 0000, 32.13.2012, in the "
        "year 99999, by 10000, since 0, in the 999th century, 2012-99-99, -2012, 1066 BC.",
        "relative": "A million years later, 99999999999 months ago, in 9999 centuries, last year.",
        "numbers": f"It cost ${'9' * 400} billion, 1e999 tonnes, 1,,,2 km, 0.0.0 %, --5, 1/0, "
        f"{'0' * 300}.1 per cent and 10{' trillion' * 40} dollars.",
        "ranges": "from 5 to to 10 to 7, between 3 and, 10-9-8-7 km, 2012–2011–2010, 5—",
        "names": "Xi Jinping " * 200,
        "formulas": f'=HYPERLINK("http://example.org") +1 -1 @SUM(A1) \t=1+1 {GOOD}',
        "markup": f"<script>alert(1)</script><img src=x onerror=alert(1)> {GOOD} {{{{7*7}}}}",
        "output": "event_id,document_id,trigger\n0123456789abcdef,good,signed\n"
        f'{{"version": "9.9.9", "path": "../../etc"}}\nPublished release v9.9.9\n{GOOD}',
        "front-matter": f"---\nlicence: CC0-1.0\nsource_id: good\nsha256: 0\n---\n\n{GOOD}",
        "commands": f"'; DROP TABLE events; -- $(rm -rf /) `id` | tee\n{GOOD} %s %n {{0}} \\x00",
        "repeated": f"{GOOD}\n\n" * 30,
    }
    for name, text in told.items():
        yield Case(name, "md" if name == "front-matter" else "txt", text.encode())


def pages() -> Iterator[Case]:
    deep = f"<html><body>{'<div>' * 10_000}<p>{GOOD}</p>{'</div>' * 10_000}</body></html>"
    yield Case("nested", "html", deep.encode(), "holds no text")
    script = f"<html><head><script>{GOOD}</script><style>{GOOD}</style></head><body></body></html>"
    yield Case("script-alone", "html", script.encode(), "holds no text")
    yield Case("text-as-page", "html", b"\x00\x01\x02" * 50, "is no HTML page")
    article = f"<p>{GOOD}</p>" * 5
    remote = '<img src="http://127.0.0.1:9/x"><iframe src="file:///etc/passwd"></iframe>'
    yield Case("remote", "html", f"<html><body><article>{remote}{article}</article>".encode())
    wrong = "<html><body><article><p>&#x110000; &#0; &#xD800; &bogus; &amp</p>"
    yield Case("entities", "html", f"{wrong}{article}</article></body></html>".encode())
    unclosed = "<table><tr><td><b><i><a href=x><p>" * 300
    yield Case("unclosed", "html", f"<html><body>{unclosed}{article}".encode(), "no text")


def packages() -> Iterator[Case]:
    yield Case("bomb", "docx", bomb(), "zip bomb")
    yield Case("lying-bomb", "docx", lying(bomb()), "DOCX file")
    yield Case("laughs", "docx", document(BOMB, "&l9;"), "declares a document type")
    yield Case("outside-entity", "docx", document(OUTSIDE, "&x;"), "declares a document type")
    yield Case("cut", "docx", document("", GOOD)[:200], "is no DOCX file or a damaged one")
    yield Case("no-document", "docx", zipped({"a.xml": "<a/>"}), "is no DOCX file or a damaged")
    yield Case("office", "docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "DOCX file")
    yield Case("locked", "docx", encrypted(document("", GOOD)), "is encrypted")
    yield Case("climbing", "docx", zipped({"../../etc/passwd": GOOD}), "DOCX file")
    deep = f"{'<w:r>' * 9_000}{'</w:r>' * 9_000}"
    yield Case("nested-runs", "docx", document("", deep, raw=True), "nested too deeply")
    yield Case("bomb", "epub", bomb(), "zip bomb")
    yield Case("no-container", "epub", zipped({"mimetype": "application/epub+zip"}), "EPUB file")
    yield Case("climbing", "epub", book("../../../../etc/passwd"), "EPUB file")
    yield Case("no-spine", "epub", book(None), "holds no text")
    yield Case("laughs", "odt", zipped({"content.xml": f"{BOMB}<a>&l9;</a>"}), "document type")
    yield Case("no-content", "odt", zipped({"a": ""}), "is no ODT file or a damaged one")
    yield Case("many-parts", "odt", zipped({f"{n}": "" for n in range(10_001)}), "zip bomb")


def prints() -> Iterator[Case]:
    yield Case("cut", "pdf", printed(GOOD)[:150], "PDF")
    yield Case("locked", "pdf", printed(GOOD, LOCK), "password")
    yield Case("script", "pdf", printed(GOOD, b"/OpenAction << /S /JavaScript /JS (app.alert) >>"))
    yield Case("no-text", "pdf", printed(""), "no text; recognise it first")
    yield Case("garbage", "pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "PDF")
    yield Case(
        "endless-tree", "pdf", printed(GOOD).replace(b"[3 0 R]", b"[2 0 R]"), "page 1 is damaged"
    )
    yield Case("many-pages", "pdf", printed(GOOD).replace(b"/Count 1", b"/Count 99999999"), "")


LOCK = b"/Lock true"


def zipped(files: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return file.getvalue()


def document(head: str, text: str, *, raw: bool = False) -> bytes:
    """A Word document; ``head`` stands before its root."""
    body = text if raw else f"<w:r><w:t>{text}</w:t></w:r>"
    xml = f'{head}<w:document xmlns:w="{WORD}"><w:body><w:p>{body}</w:p></w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def bomb() -> bytes:
    """A package that says it unpacks to 300 MB, and does."""
    names = ("word/document.xml", "META-INF/container.xml", "content.xml")
    return zipped(dict.fromkeys(names, "a" * 100000000))


def lying(package: bytes) -> bytes:
    """The package, its sizes said to be small."""
    size = (100_000_000).to_bytes(4, "little")
    return package.replace(size, (100).to_bytes(4, "little"))


def encrypted(package: bytes) -> bytes:
    """The package with every part said to be encrypted."""
    changed = bytearray(package)
    for mark, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = package.find(mark)
        while at != -1:
            changed[at + flag] |= 1
            at = package.find(mark, at + 4)
    return bytes(changed)


def book(href: str | None) -> bytes:
    """An EPUB whose only page lies at ``href``; none has no page."""
    item = f'<item id="p" href="{href}" media-type="application/xhtml+xml"/>' if href else ""
    spine = '<itemref idref="p"/>' if href else ""
    opf = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{item}</manifest>'
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    return zipped(
        {
            "META-INF/container.xml": f'{container}<rootfile full-path="b.opf"/></rootfiles>'
            "</container>",
            "b.opf": f"{opf}<spine>{spine}</spine></package>",
        }
    )


def printed(text: str, extra: bytes = b"") -> bytes:
    """A PDF of one page; ``extra`` goes into its catalogue, or locks it."""
    lock = extra == LOCK
    shown = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + (b"" if lock else extra) + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(shown)).encode() + b" >>\nstream\n" + shown + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = len(file)
    file += b"xref\n0 6\n0000000000 65535 f \n"
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32
    key += b"> /U <" + b"00" * 32 + b"> >> /ID [<00> <00>]"
    file += b"trailer\n<< /Size 6 /Root 1 0 R " + (key if lock else b"") + b" >>\n"
    return bytes(file + b"startxref\n" + str(table).encode() + b"\n%%EOF\n")
