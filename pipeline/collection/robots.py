"""What a site asks of programs that fetch from it: ``robots.txt``, RFC 9309."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MOST_BYTES = 500 * 1024
"""RFC 9309 asks that at least so much be read; what stands behind it is left out."""
UNRESERVED = "~:/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a site for one program.

    Attributes:
        rules: pattern of a path, and whether it is allowed.
        delay: seconds between two requests, where the site asks for some.
    """

    rules: Sequence[tuple[str, bool]] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched: the longest rule decides, at equal length the milder.

        >>> Robots([("/a", False), ("/a/b$", True)]).allows("https://example.org/a/b")
        True
        """
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


ALL, NOTHING = Robots(), Robots((("/", False),))
"""What holds where a site has no robots.txt, and where it cannot say what it asks."""


def parse(content: bytes, program: str) -> Robots:
    r"""Return what a ``robots.txt`` asks of ``program``, else of all programs.

    >>> parse(b"User-agent: *\nDisallow: /private", "khorgos").rules
    [('/private', False)]
    """
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    agents: list[str] = []
    has_rules = found = False
    for line in content[:MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [] if has_rules else agents
            has_rules = False
            agents.append(value.casefold())
            found |= value.casefold() == program.casefold()
        elif key in ("allow", "disallow", "crawl-delay"):
            has_rules = True
            if program.casefold() in agents:
                named.append((key, value))
            if "*" in agents:
                general.append((key, value))
    return _robots(named if found else general)


def _robots(lines: Sequence[tuple[str, str]]) -> Robots:
    rules = [(_normal(value), key == "allow") for key, value in lines if key != "crawl-delay"]
    delays = [value for key, value in lines if key == "crawl-delay"]
    delay = float(delays[0]) if delays and delays[0].replace(".", "", 1).isdecimal() else None
    return Robots([rule for rule in rules if rule[0]], delay)


def _normal(path: str) -> str:
    """Return ``path`` percent-encoded in one way, so that equal paths compare equal."""
    return quote(unquote(path), safe=UNRESERVED.replace("%", ""))


def _fits(rule: str, path: str) -> bool:
    """Whether ``path`` begins with ``rule``, where ``*`` is anything and ``$`` the end."""
    is_whole = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return path == first if is_whole else True
    at = len(first)
    for part in others[:-1]:
        found = path.find(part, at)
        if found == -1:
            return False
        at = found + len(part)
    last = others[-1]
    return path.endswith(last) and len(path) - len(last) >= at if is_whole else last in path[at:]
