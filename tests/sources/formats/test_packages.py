"""DOCX, ODT and EPUB: what is in them, and what is refused."""

import io
import zipfile

import pytest

from pipeline.sources.formats import DOCX, UnreadableError, derive, media_type_of, packages

ODT, EPUB = "application/vnd.oasis.opendocument.text", "application/epub+zip"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(name, content, how)
    return file.getvalue()


def odt(body: str, before: str = "") -> bytes:
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {NAMES}><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": ODT, "content.xml": content})


def epub(pages: dict[str, str], locked: str = "") -> bytes:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Roads</dc:title><dc:creator>Ann Lee</dc:creator>"
        "<dc:date>2019-05</dc:date><dc:publisher>Road Press</dc:publisher></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    cipher = f'<CipherReference URI="{locked}" xmlns="http://www.w3.org/2001/04/xmlenc#"/>'
    lock = {"META-INF/encryption.xml": f"<encryption>{cipher}</encryption>"} if locked else {}
    made = {f"OPS/{name}": f"<html><body>{body}</body></html>" for name, body in pages.items()}
    return packed(
        {"mimetype": EPUB, "META-INF/container.xml": container, "OPS/book.opf": opf} | lock | made
    )


def test_an_odt_keeps_its_structure() -> None:
    read = derive(
        odt(
            '<text:h text:outline-level="2">Roads</text:h>'
            "<text:p>It was<text:s/>opened<text:tab/>in <text:span>May</text:span> 2001"
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>A report.</text:p></text:note-body></text:note>.</text:p>"
            "<text:list><text:list-item><text:p>One road</text:p></text:list-item></text:list>"
            "<office:annotation><text:p>a remark</text:p></office:annotation>"
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        ),
        ODT,
    )
    assert read.text == (
        "## Roads\n\nIt was opened in May 2001[^1].\n\n- One road\n\n| a | b |\n\n[^1]: A report.\n"
    )
    assert read.places[0].element == "/office:document-content/office:body/office:text/text:h"


def test_a_book_is_read_in_the_order_of_its_spine_with_notes_of_another_page() -> None:
    read = derive(
        epub(
            {
                "one.xhtml": "<h1>One</h1>"
                '<p>Opened in 1998<a href="notes.xhtml#n">1</a> by all.</p>',
                "two.xhtml": '<h1>Two</h1><p id="n">Closed.</p>',
                "notes.xhtml": '<p id="n">A report.</p>',
            }
        ),
        EPUB,
    )
    assert read.text == (
        "# One\n\nOpened in 1998[^1] by all.\n\n# Two\n\nClosed.\n\n[^1]: A report.\n"
    )
    assert read.places[1].element == "epubcfi(/6/2!/4/4)"
    assert (read.metadata.title, read.metadata.authors) == ("Roads", ("Ann Lee",))
    assert (read.metadata.published, read.metadata.publisher) == ("2019-05", "Road Press")


@pytest.mark.parametrize("media_type", [DOCX, ODT, EPUB])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", packed({"a": "b"})])
def test_what_is_no_package_is_said(media_type: str, content: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged one"):
        derive(content, media_type)


def test_a_book_under_a_lock_is_said_to_be_so_but_not_one_whose_typeface_is() -> None:
    with pytest.raises(UnreadableError, match="DRM"):
        derive(epub({"a.xhtml": "<p>a</p>"}, locked="OPS/a.xhtml"), EPUB)
    assert derive(epub({"a.xhtml": "<p>a</p>"}, locked="OPS/type.otf"), EPUB).text == "a\n"


@pytest.mark.parametrize("media_type", [DOCX, ODT])
def test_office_files_under_a_password_are_said_to_be_so(media_type: str) -> None:
    with pytest.raises(UnreadableError, match="locked with a password"):
        derive(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), media_type)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 1_000_000)
    bomb = packed({"content.xml": b" " * 2_000_000})
    with pytest.raises(UnreadableError, match="zip bomb"):
        derive(bomb, ODT)


def test_a_package_of_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_PARTS", 10)
    with pytest.raises(UnreadableError, match="zip bomb"):
        derive(packed({f"{n}.xml": "<a/>" for n in range(11)}), DOCX)


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_refused_in_odt() -> None:
    with pytest.raises(UnreadableError, match="declares a document type"):
        derive(odt("<text:p>&b;&c;</text:p>", LAUGHS), ODT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_docx_in_any_encoding(encoding: str) -> None:
    name = encoding.upper()
    part = f'<?xml version="1.0" encoding="{name}"?>{LAUGHS}<w>&b;</w>'.encode(encoding)
    with pytest.raises(UnreadableError, match="declares a document type"):
        derive(packed({"word/document.xml": part}), DOCX)


def test_what_a_file_is_its_first_bytes_say() -> None:
    assert media_type_of("report.txt", b"%PDF-1.7\n") == "application/pdf"
    assert media_type_of("report.bin", odt("<text:p>a</text:p>")) == ODT
    assert media_type_of("report", epub({"a.xhtml": "<p>a</p>"})) == EPUB
    assert media_type_of("report.docx", packed({"word/document.xml": "<a/>"})) == DOCX
    assert media_type_of("page", b"<!DOCTYPE html><html>") == "text/html"
    assert media_type_of("page.md", b"# A", "text/plain") == "text/markdown"
    assert media_type_of("page", b"some words") == "text/plain"
