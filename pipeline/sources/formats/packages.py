"""Zip packages (DOCX, ODT, EPUB) opened with bounds, and their XML read without entities."""

import io
import zipfile
from xml.parsers import expat

from lxml import etree

from pipeline.sources.formats.model import UnreadableError

MOST_PARTS = 10_000
MOST_BYTES = 200_000_000
"""Of a whole package, unpacked: a thousand long books."""
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How Office's old files begin, and its new ones under a password."""
DAMAGED = "is no {} or a damaged one; export it anew from the program that made it"


class Package:
    """A zip file whose unpacked size is known to be bounded."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open ``content``, a file of the kind ``name``.

        Raises:
            UnreadableError: it is no zip file, encrypted, or unpacks to too much.
        """
        self.name = name
        if content.startswith(COMPOUND):
            raise UnreadableError(
                f"is locked with a password or of an old format; save it as an open {name}"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(DAMAGED.format(name)) from error
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise UnreadableError(
                f"unpacks to more than {MOST_PARTS:,} parts or {MOST_BYTES:,} bytes; "
                "it is refused as a zip bomb. Export the text alone"
            )
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableError("is encrypted; save it without a password")

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return self._zip.namelist()

    def read(self, part: str) -> bytes:
        """Return the bytes of ``part``, no more than the package declares.

        Raises:
            UnreadableError: it is not there or damaged.
        """
        try:
            return self._zip.read(part)
        except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise UnreadableError(DAMAGED.format(self.name)) from error
        except (NotImplementedError, RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
            raise UnreadableError(DAMAGED.format(self.name)) from error

    def xml(self, part: str) -> etree._Element:
        """Return the root of an XML part.

        Raises:
            UnreadableError: as ``read``; or it is no XML, or has a document type of its own.
        """
        content = self.read(part)
        refuse_entities(content, self.name)
        try:
            return etree.fromstring(content, _parser())
        except etree.XMLSyntaxError as error:
            raise UnreadableError(DAMAGED.format(self.name)) from error


def refuse_entities(content: bytes, name: str) -> None:
    """Refuse XML that declares a document type, and with it entities.

    Raises:
        UnreadableError: it does, or is no XML.
    """

    def refuse(*_: object) -> None:
        raise UnreadableError(
            f"its XML declares a document type, as no {name} needs; it is refused. "
            "Save it anew from the program that made it"
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableError(DAMAGED.format(name)) from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
