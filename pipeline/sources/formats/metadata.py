"""What documents say of themselves, brought into one form."""

import re

AUTHORS = re.compile(r"\s*[;|]\s*|\s+(?:and|&)\s+")
DAY = re.compile(r"(?:D:)?(\d{4})-?(\d{2})?-?(\d{2})?(?=\D|$|\d{6})")
PROGRAM = re.compile(r"^(?:unknown|untitled.*|microsoft word.*|admin\w*|user)$", re.IGNORECASE)
FILE_NAME = re.compile(r"\.(?:docx?|odt|pdf|indd|tex|html?|qxd)$", re.IGNORECASE)


def text_of(value: str | None) -> str | None:
    """Return ``value`` unless it is empty or what a program fills in.

    >>> text_of(" Roads  to the east "), text_of("Microsoft Word - draft3.doc")
    ('Roads to the east', None)
    """
    said = " ".join((value or "").replace("\0", "").split())
    return None if not said or PROGRAM.match(said) or FILE_NAME.search(said) else said


def authors_of(value: str | None) -> tuple[str, ...]:
    """Return the names in ``value``.

    >>> authors_of("Ann Lee; Bo Chen and Cy Park")
    ('Ann Lee', 'Bo Chen', 'Cy Park')
    """
    names = (text_of(name) for name in AUTHORS.split(value or ""))
    return tuple(name for name in names if name)


def edtf_of(value: str | None) -> str | None:
    """Return the day, month or year that ``value`` (ISO 8601, PDF, W3CDTF) begins with, as EDTF.

    >>> edtf_of("D:20190503101500Z"), edtf_of("2019-05"), edtf_of("spring")
    ('2019-05-03', '2019-05', None)
    """
    match = DAY.match((value or "").strip())
    if not match or not 1000 <= int(match[1]) <= 2999:
        return None
    parts = [match[1]]
    if match[2] and 1 <= int(match[2]) <= 12:
        parts.append(match[2])
        if match[3] and 1 <= int(match[3]) <= 31:
            parts.append(match[3])
    return "-".join(parts)


def iso_language(value: str | None) -> str | None:
    """Return the ISO 639-1 code of a language tag (BCP 47).

    >>> iso_language("en-GB"), iso_language("und")
    ('en', None)
    """
    code = re.split("[-_]", (value or "").strip().casefold())[0]
    return code if re.fullmatch("[a-z]{2}", code) else None
