"""EPUB: the pages of its spine, one after the other, as the blocks of one text."""

import posixpath
from urllib.parse import unquote

from lxml import etree, html
from lxml.builder import E

from pipeline.sources.formats.dom import blocks_of
from pipeline.sources.formats.marks import write
from pipeline.sources.formats.metadata import edtf_of, iso_language, text_of
from pipeline.sources.formats.model import Canonical, Metadata, UnreadableError
from pipeline.sources.formats.packages import DAMAGED, Package

NAME = "EPUB file"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
ENCRYPTION = "META-INF/encryption.xml"
CIPHER = "{http://www.w3.org/2001/04/xmlenc#}"
PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read_ebook(content: bytes) -> Canonical:
    """Return the text of an EPUB file, in the order of its spine, contents page left out.

    Raises:
        UnreadableError: it is damaged, encrypted, unpacks to too much, or holds no text.
    """
    package = Package(content, NAME)
    rootfile = package.xml("META-INF/container.xml").find(f".//{CONTAINER}rootfile")
    opf = None if rootfile is None else rootfile.get("full-path")
    if not opf:
        raise UnreadableError(DAMAGED.format(NAME))
    book = package.xml(opf)
    pages = _pages(package, book, posixpath.dirname(opf))
    tree = html.document_fromstring(html.tostring(E.html(E.body(*pages)), encoding="unicode"))
    blocks = blocks_of(tree, _fragment)
    if not blocks:
        raise UnreadableError("holds no text; it may be a picture book or be locked (DRM)")
    text, places = write(blocks)
    return Canonical(text, places, _metadata(book))


def _pages(package: Package, book: etree._Element, folder: str) -> list[etree._Element]:
    """Return the body of every page of the spine, its anchors named for the whole book."""
    items = {item.get("id"): item for item in book.iterfind(f"{OPF}manifest/{OPF}item")}
    pages, locked = [], _locked(package)
    for number, reference in enumerate(book.iterfind(f"{OPF}spine/{OPF}itemref"), start=1):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in PAGES:
            continue
        if "nav" in (item.get("properties") or "").split() or reference.get("linear") == "no":
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if name in locked:
            raise UnreadableError("is locked (DRM); get a copy without a lock")
        page = html.document_fromstring(package.read(name), html.HTMLParser(encoding="utf-8"))
        body = page.find("body")
        if body is not None:
            _name_anchors(body, name)
            _locate(body, number)
            body.tag = "div"
            pages.append(body)
    return pages


def _locked(package: Package) -> frozenset[str]:
    """Return the names of the parts that only a licensed reader can open."""
    if ENCRYPTION not in package.names:
        return frozenset()
    references = package.xml(ENCRYPTION).iter(f"{CIPHER}CipherReference")
    return frozenset(unquote(reference.get("URI") or "") for reference in references)


def _name_anchors(body: etree._Element, name: str) -> None:
    """Make the anchors and links of a page unique in the book: *page.xhtml#note*."""
    for node in body.iter(etree.Element):
        if anchor := node.get("id"):
            node.set("id", _printable(f"{name}#{anchor}"))
        address = node.get("href") or ""
        if "#" in address and ":" not in address:
            path, _, anchor = address.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
            node.set("href", _printable(f"#{there if path else name}#{anchor}"))


def _printable(text: str) -> str:
    """Return ``text`` without the characters that no attribute may hold."""
    return "".join(char for char in text if char.isprintable())


def _locate(body: etree._Element, number: int) -> None:
    """Give every element below ``body`` its EPUB CFI, which counts elements evenly."""
    body.set("data-cfi", f"/6/{2 * number}!/4")
    for node in body.iter(etree.Element):
        for place, child in enumerate(node.iterchildren(etree.Element), start=1):
            child.set("data-cfi", f"{node.get('data-cfi')}/{2 * place}")


def _fragment(node: html.HtmlElement) -> str | None:
    steps: str | None = node.get("data-cfi")
    return f"epubcfi({steps})" if steps else None


def _metadata(book: etree._Element) -> Metadata:
    about = book.find(f"{OPF}metadata")
    if about is None:
        return Metadata()
    names = (text_of(creator.text) for creator in about.iterfind(f"{DUBLIN_CORE}creator"))
    return Metadata(
        title=text_of(about.findtext(f"{DUBLIN_CORE}title")),
        authors=tuple(name for name in names if name),
        published=edtf_of(about.findtext(f"{DUBLIN_CORE}date")),
        publisher=text_of(about.findtext(f"{DUBLIN_CORE}publisher")),
        language=iso_language(about.findtext(f"{DUBLIN_CORE}language")),
    )
