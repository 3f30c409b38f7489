"""ODT: the content's XML turned into HTML by its styles, whose blocks are its text."""

from collections.abc import Mapping

from lxml import etree, html
from lxml.builder import E

from pipeline.sources.formats.dom import blocks_of, paths
from pipeline.sources.formats.marks import write
from pipeline.sources.formats.metadata import authors_of, edtf_of, iso_language, text_of
from pipeline.sources.formats.model import Canonical, Metadata, UnreadableError
from pipeline.sources.formats.packages import Package

NAME = "ODT file"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, STYLE = f"{{{OASIS}:office:1.0}}", f"{{{OASIS}:style:1.0}}"
TEXT, TABLE = f"{{{OASIS}:text:1.0}}", f"{{{OASIS}:table:1.0}}"
FORMAT = f"{{{OASIS}:xsl-fo-compatible:1.0}}"
META = f"{{{OASIS}:meta:1.0}}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
SKIPPED = frozenset(
    {f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}tracked-changes", f"{TEXT}note-citation"}
    | {f"{TEXT}{kind}" for kind in ("sequence-decls", "variable-decls", "user-field-decls")}
    | {f"{TEXT}{kind}" for kind in ("table-of-content", "alphabetical-index", "illustration-index")}
)
TAGS = {
    f"{TEXT}list": "ul",
    f"{TEXT}list-item": "li",
    f"{TEXT}list-header": "li",
    f"{TEXT}section": "div",
    f"{TEXT}line-break": "br",
    f"{TABLE}table": "table",
    f"{TABLE}table-row": "tr",
    f"{TABLE}table-cell": "td",
}
SPACES = {f"{TEXT}s", f"{TEXT}tab"}


def read_opendocument(content: bytes) -> Canonical:
    """Return the text of an ODT file.

    Raises:
        UnreadableError: it is damaged, encrypted, unpacks to too much, or holds no text.
    """
    package = Package(content, NAME)
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableError("is no text document; save it as an OpenDocument text (.odt)")
    styles = _styles(root)
    if "styles.xml" in package.names:
        styles = _styles(package.xml("styles.xml")) | styles
    turned = _Turner(styles, paths(root))
    page = E.html(E.body(*turned.inside(body), E.ol(*turned.notes)))
    tree = html.document_fromstring(html.tostring(page, encoding="unicode"))
    blocks = blocks_of(tree, _origin)
    if not blocks:
        raise UnreadableError("holds no text; put the document's text there")
    text, places = write(blocks)
    return Canonical(text, places, _metadata(package))


def _origin(node: html.HtmlElement) -> str | None:
    origin: str | None = node.get("data-path")
    return origin


class _Turner:
    """Turns OpenDocument elements into HTML ones; notes are kept for the end."""

    def __init__(
        self, styles: Mapping[str, etree._Element], paths: Mapping[etree._Element, str]
    ) -> None:
        self.styles, self.paths = styles, paths
        self.notes: list[etree._Element] = []

    def inside(self, node: etree._Element) -> list[etree._Element | str]:
        """Return what is in ``node``: text and elements."""
        said: list[etree._Element | str] = [node.text or ""]
        for child in node:
            if isinstance(child.tag, str):
                said += self._turned(child)
            said.append(child.tail or "")
        return said

    def _turned(self, node: etree._Element) -> list[etree._Element | str]:
        tag = str(node.tag)
        if tag in SKIPPED:
            return []
        if tag in SPACES:
            return [" "]
        if tag == f"{TEXT}note":
            return [self._note(node)]
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            return [self._placed(self._paragraph(node), node)]
        if tag == f"{TEXT}span":
            return [E(self._span(node), *self.inside(node))]
        if tag in TAGS:
            return [self._placed(E(TAGS[tag], *self.inside(node)), node)]
        return self.inside(node)

    def _placed(self, turned: etree._Element, node: etree._Element) -> etree._Element:
        turned.set("data-path", self.paths[node])
        return turned

    def _paragraph(self, node: etree._Element) -> etree._Element:
        level = node.get(f"{TEXT}outline-level") or "1"
        names = self._names(node.get(f"{TEXT}style-name"))
        if node.tag == f"{TEXT}h":
            return E(f"h{min(6, int(level) if level.isdigit() else 1)}", *self.inside(node))
        if "title" in names:
            return E.h1(*self.inside(node))
        if names & {"caption", "illustration", "table", "figure", "figurecaption"}:
            return E.figcaption(*self.inside(node))
        return E.p(*self.inside(node))

    def _span(self, node: etree._Element) -> str:
        style = self.styles.get(node.get(f"{TEXT}style-name") or "")
        format_ = None if style is None else style.find(f"{STYLE}text-properties")
        if format_ is None:
            return "span"
        position = format_.get(f"{STYLE}text-position") or ""
        if position.startswith(("super", "sub")):
            return "sup" if position.startswith("super") else "sub"
        return "strong" if format_.get(f"{FORMAT}font-weight") == "bold" else "span"

    def _names(self, name: str | None) -> set[str]:
        """Return the names of a style and of those that it descends from, simplified."""
        names: set[str] = set()
        while name and name not in names:
            names.add(name)
            style = self.styles.get(name)
            name = None if style is None else style.get(f"{STYLE}parent-style-name")
        return {name.casefold().replace("_20_", "") for name in names}

    def _note(self, node: etree._Element) -> etree._Element:
        number = len(self.notes) + 1
        self.notes.append(E.li())  # its place, before notes inside it take theirs
        body = node.find(f"{TEXT}note-body")
        self.notes[number - 1] = self._placed(
            E.li(*([] if body is None else self.inside(body)), id=f"note-{number}"), node
        )
        return E.a(str(number), href=f"#note-{number}")


def _styles(root: etree._Element) -> dict[str, etree._Element]:
    return {style.get(f"{STYLE}name") or "": style for style in root.iter(f"{STYLE}style")}


def _metadata(package: Package) -> Metadata:
    if "meta.xml" not in package.names:
        return Metadata()
    meta = package.xml("meta.xml").find(f"{OFFICE}meta")
    if meta is None:
        return Metadata()
    author = meta.findtext(f"{META}initial-creator") or meta.findtext(f"{DUBLIN_CORE}creator")
    return Metadata(
        title=text_of(meta.findtext(f"{DUBLIN_CORE}title")),
        authors=authors_of(author),
        published=edtf_of(
            meta.findtext(f"{META}creation-date") or meta.findtext(f"{DUBLIN_CORE}date")
        ),
        language=iso_language(meta.findtext(f"{DUBLIN_CORE}language")),
    )
