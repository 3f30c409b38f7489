"""DOCX: Mammoth turns it into HTML by its styles, and the HTML's blocks are its text."""

import io
from xml.parsers import expat

import mammoth
from lxml import html

from pipeline.sources.formats.dom import blocks_of
from pipeline.sources.formats.marks import write
from pipeline.sources.formats.metadata import authors_of, edtf_of, iso_language, text_of
from pipeline.sources.formats.model import Canonical, Metadata, UnreadableError
from pipeline.sources.formats.packages import DAMAGED, Package, refuse_entities

NAME = "DOCX file"
STYLES = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Image Caption'] => figcaption:fresh
p[style-name='Table Caption'] => figcaption:fresh
u => u
"""
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def read_word(content: bytes) -> Canonical:
    """Return the text of a DOCX file.

    Raises:
        UnreadableError: it is damaged, encrypted, unpacks to too much, or holds no text.
    """
    package = Package(content, NAME)
    for part in package.names:
        if part.endswith((".xml", ".rels")):
            refuse_entities(package.read(part), NAME)
    try:
        # pictures are no text; without this each is written into the HTML as base64
        no_picture = mammoth.images.img_element(lambda _: {"src": ""})
        page = mammoth.convert_to_html(
            io.BytesIO(content), style_map=STYLES, convert_image=no_picture
        ).value
    except (KeyError, ValueError, AttributeError, OSError, expat.ExpatError) as error:
        raise UnreadableError(DAMAGED.format(NAME)) from error
    if not page.strip():
        raise UnreadableError("holds no text; put the document's text there")
    text, places = write(blocks_of(html.document_fromstring(page), lambda _: None))
    return Canonical(text, places, _metadata(package))


def _metadata(package: Package) -> Metadata:
    if "docProps/core.xml" not in package.names:
        return Metadata()
    core = package.xml("docProps/core.xml")
    return Metadata(
        title=text_of(core.findtext(f"{DUBLIN_CORE}title")),
        authors=authors_of(core.findtext(f"{DUBLIN_CORE}creator")),
        published=edtf_of(core.findtext(f"{TERMS}created")),
        language=iso_language(core.findtext(f"{DUBLIN_CORE}language")),
    )
