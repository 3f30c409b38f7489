"""Entries of the register: drafted from what a document says of itself, written as text.

The register is a file that people write: an entry is added at its end and a value changed
in its place, and every comment, order and blank line of theirs stays.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from pipeline.bounded import canonical_text
from pipeline.sources import formats, markdown
from pipeline.sources.formats import Canonical, Metadata
from pipeline.sources.formats.metadata import authors_of, edtf_of, iso_language, text_of
from pipeline.sources.language import ENGLISH, recognise
from pipeline.sources.register import ALL_RIGHTS_RESERVED, RegisterError, load

TITLE_WORDS = 30  # a longer first line is the text itself
ID_WORDS = 6
HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
EMPTY = re.compile(r"^sources:\s*(?:\[\s*\]|null|~)?\s*$", re.MULTILINE)


def draft(content: bytes, name: str, media_type: str, url: str | None = None) -> dict[str, Any]:
    """Return the entry for a document, without ``id`` and ``file``; null where it says nothing.

    ``name`` is the file's, for a title where there is no other.

    Raises:
        UnreadableError: it cannot be read; says why and what to do.
    """
    canonical = canonical_text(content, media_type)
    said = canonical.metadata if not formats.is_text(media_type) else _of_text(canonical.text)
    return {
        "title": said.title or _first_line(canonical) or Path(name).stem,
        "authors": list(said.authors),
        "publisher": said.publisher,
        "published": said.published,
        "url": url or said.url,
        "language": recognise(canonical.text) or said.language or ENGLISH,
        "genre": "document",
        "licence": ALL_RIGHTS_RESERVED,
        "media_type": media_type,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def make_id(entry: Mapping[str, Any], taken: Collection[str]) -> str:
    """Return an id for ``entry`` that is not ``taken``: name and year, else words of the title.

    >>> make_id({"title": "Roads", "authors": ["Ann Lee"], "published": "2019-05"}, {"lee-2019"})
    'lee-2019-2'
    """
    authors, published = entry["authors"], entry["published"]
    words = f"{authors[0].split()[-1]} {published[:4]}" if authors and published else entry["title"]
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    made = "-".join(re.findall(r"[a-z0-9]+", plain)[:ID_WORDS]) or "document"
    number, free = 1, made
    while free in taken:
        number += 1
        free = f"{made}-{number}"
    return free


def as_text(entry: Mapping[str, Any], indent: int = 2) -> str:
    """Return ``entry`` as it stands in the register; what is not known of url is left out."""
    known = {key: value for key, value in entry.items() if key != "url" or value}
    text = yaml.safe_dump(
        [known], sort_keys=False, allow_unicode=True, default_flow_style=None, width=95
    )
    return "".join(f"{' ' * indent}{line}" for line in text.splitlines(keepends=True))


def appended(register: str, entry: Mapping[str, Any]) -> str:
    """Return the text of the ``register`` with ``entry`` at its end, set in as the others are.

    Raises:
        RegisterError: the register is no YAML.
    """
    if not register.strip():
        register = "sources:\n"
    register = EMPTY.sub("sources:", register.rstrip()) + "\n"
    sources = _sources(register)
    indent = sources.start_mark.column if sources and sources.value else 2
    apart = "\n" if sources and sources.value else ""
    return f"{register}{apart}{as_text(entry, indent)}"


def with_hash(register: str, source_id: str, old: str, new: str) -> str:
    """Return the text of the ``register`` where the entry ``source_id`` has another hash.

    Raises:
        RegisterError: the register is no YAML, or has no such entry with the hash ``old``.
    """
    sources = _sources(register)
    for node in sources.value if sources else ():
        entry = {key.value: value for key, value in node.value}
        if entry["id"].value == source_id and entry["sha256"].value == old:
            start, end = entry["sha256"].start_mark.index, entry["sha256"].end_mark.index
            return register[:start] + new + register[end:]
    raise RegisterError(f"{source_id} with the hash {old} is not in the register; look there")


def _sources(register: str) -> yaml.SequenceNode | None:
    """Return the list of entries with where each stands in the text."""
    try:
        root = yaml.compose(register, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise RegisterError(f"the register cannot be read as YAML: {error}") from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    found = next((value for key, value in pairs if key.value == "sources"), None)
    return found if isinstance(found, yaml.SequenceNode) else None


def write(path: Path, before: str, after: str) -> None:
    """Put the register ``after`` in the place of ``before``, if it is valid.

    Raises:
        RegisterError: it is not, or somebody changed the register meanwhile.
    """
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(after, encoding="utf-8")
    try:
        try:
            load(beside)
        except RegisterError as error:
            raise RegisterError(str(error).replace(str(beside), str(path))) from error
        now = path.read_text(encoding="utf-8") if path.is_file() else ""
        if now != before:
            raise RegisterError(f"{path} was changed meanwhile; try again")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _of_text(text: str) -> Metadata:
    """Return what the front matter of a Markdown text says."""
    front = markdown.FRONT_MATTER.match(text.removeprefix("\ufeff"))
    try:
        said = yaml.safe_load(front[0].strip().strip("-")) if front else None
    except yaml.YAMLError:
        said = None
    if not isinstance(said, dict):
        return Metadata()
    authors = said.get("authors") or said.get("author") or ()
    names = authors if isinstance(authors, list) else authors_of(str(authors or ""))
    return Metadata(
        title=text_of(str(said.get("title") or "")),
        authors=tuple(str(name) for name in names if isinstance(name, str)),
        published=edtf_of(str(said.get("date") or said.get("published") or "")),
        publisher=text_of(str(said.get("publisher") or "")),
        language=iso_language(str(said.get("lang") or said.get("language") or "")),
        url=text_of(str(said.get("url") or "")),
    )


def _first_line(canonical: Canonical) -> str | None:
    """Return the first heading, or the first line if it is no longer than a title."""
    front = markdown.FRONT_MATTER.match(canonical.text)
    lines = [line.strip() for line in canonical.text[front.end() if front else 0 :].splitlines()]
    heading = next((match[1] for line in lines if (match := HEADING.match(line))), None)
    first = heading or next((line for line in lines if line), "")
    said = text_of(first.strip("\ufeff*_ ").replace("\\", ""))
    return said if said and len(said.split()) <= TITLE_WORDS else None
