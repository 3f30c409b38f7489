"""The register ``raw/sources.yaml``: what every source is and where its file lies.

It is validated when read, and a mistake is a message that names the entry, the field
and the remedy. The register knows nothing of what the files hold.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Self

import edtf
import yaml
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from pipeline import vocabulary

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and in C where that was built: a register of hundreds of sources is read often."""
ALL_RIGHTS_RESERVED = "all-rights-reserved"

REMEDIES = {
    "missing": "add the field",
    "extra_forbidden": "remove the field, or correct its name",
}


class RegisterError(Exception):
    """The register is not usable; the message lists every mistake with its remedy."""


@cache  # the parser takes 20 ms, and a run reads the register for each source
def _edtf_date(value: str) -> str:
    try:
        edtf.parse_edtf(value)
    except EDTFParseException as error:
        raise ValueError(f"{value!r} is no EDTF date; write 2013-02-27, 2021-11 or 2020") from error
    return value


def _known_licence(value: str) -> str:
    known = [row["licence"] for row in vocabulary.read("licences")]
    if value not in known:
        raise ValueError(f"{value!r} is not in vocabulary/licences.csv; give one of {known}")
    return value


def _known_media_type(value: str) -> str:
    known = [row["media_type"] for row in vocabulary.read("media_types")]
    if value not in known:
        raise ValueError(f"{value!r} is not in vocabulary/media_types.csv; give one of {known}")
    return value


def _inside_raw(value: str) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or str(path) in (".", ""):
        raise ValueError(f"{value!r} leaves raw/; give a path below raw/, such as documents/a.txt")
    return str(path)


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$")]
Edtf = Annotated[Words, AfterValidator(_edtf_date)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DocumentEntry(_Entry):
    """A document inside a source; what it leaves out is as the source says.

    Attributes:
        begins: the words that its first line begins with, or None for the file's start.
        ends: the words that the first line after it begins with, or None for the file's end.
    """

    id: Slug
    title: Words
    authors: Annotated[tuple[Words, ...] | None, Field(strict=False)] = None
    publisher: Words | None = None
    published: Edtf | None = None
    url: Words | None = None
    genre: Words | None = None
    begins: Words | None = None
    ends: Words | None = None


class Source(_Entry):
    """One raw file and what is known of it.

    Attributes:
        collect: it is fetched from ``url`` when a person runs ``khorgos collect``.
    """

    id: Slug
    title: Words
    authors: Annotated[tuple[Words, ...], Field(strict=False)]
    publisher: Words | None
    published: Edtf | None
    url: Words | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    genre: Words
    licence: Annotated[Words, AfterValidator(_known_licence)]
    media_type: Annotated[Words, AfterValidator(_known_media_type)]
    file: Annotated[Words, AfterValidator(_inside_raw)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    documents: Annotated[tuple[DocumentEntry, ...], Field(strict=False)] = ()
    collect: bool = False

    @model_validator(mode="after")
    def _whence(self) -> Self:
        if self.collect and not self.url:
            raise ValueError("collect: there is no url to fetch it from; add one")
        return self

    @model_validator(mode="after")
    def _distinct_documents(self) -> Self:
        twice = _repeated(document.id for document in self.documents)
        if twice:
            raise ValueError(f"document id {twice[0]!r} is given twice; rename one")
        return self


class Register(_Entry):
    """Every source, in the order of the file."""

    sources: Annotated[tuple[Source, ...], Field(strict=False)]


def load(path: Path) -> Register:
    """Read and validate the register at ``path``.

    Raises:
        RegisterError: it is missing, no YAML, or breaks a rule; lists every mistake.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except FileNotFoundError as error:
        raise RegisterError(f"{path} is not there; restore it or name the register") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        raise RegisterError(f"{path} cannot be read as YAML in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise RegisterError(f"{path} holds no mapping; it must begin with 'sources:'")
    try:
        register = Register.model_validate(content)
    except ValidationError as error:
        problems = list(_problems(error, content))
    else:
        problems = list(_conflicts(register))
        if not problems:
            return register
    raise RegisterError(
        f"{path} has {len(problems)} mistake(s):\n" + "\n".join(f"- {p}" for p in problems)
    )


def _problems(error: ValidationError, content: dict[str, Any]) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        remedy = REMEDIES.get(detail["type"], "correct the value")
        place, field = _place(detail["loc"], content)
        message = re.sub(r"^Value error, ", "", detail["msg"])
        yield f"{place}: {field}: {message} ({remedy})"


def _place(location: tuple[int | str, ...], content: Any) -> tuple[str, str]:
    """Return the entry that ``location`` lies in, by its id, and the field in it."""
    place = "the register"
    field: list[str] = []
    for key in location:
        try:
            content = content[key]
        except (KeyError, IndexError, TypeError):
            content = None
        if isinstance(key, int) and field and field[-1] in ("sources", "documents"):
            name = content.get("id") if isinstance(content, dict) else None
            place = f"{field.pop()}[{key}]" + (f" ({name})" if name else "")
        else:
            field.append(str(key))
    return place, ".".join(field) or "the entry"


def _conflicts(register: Register) -> Iterator[str]:
    for source_id in _repeated(source.id for source in register.sources):
        yield f"sources ({source_id}): id: is given twice (rename one)"
    for file in _repeated(source.file for source in register.sources):
        yield f"sources: file: {file} is registered twice (remove one entry)"


def _repeated(values: Iterator[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
