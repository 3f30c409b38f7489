"""A city as a government or as a place, from the sentence's syntax.

Beijing believes; talks between Bishkek and Beijing; policymakers in Washington   governments
interview, Beijing; flew to Dushanbe; protests in Astana; Tashkent-based          places
"""

import re

from spacy.tokens import Token

from pipeline.extraction.mentions.words import Line
from pipeline.vocabulary import read

CUES = {row["word"]: set[str]() for row in read("metonym_cues")}
for _row in read("metonym_cues"):
    CUES[_row["word"]].add(_row["cue"])

_PLACING = {
    "at",
    "along",
    "near",
    "around",
    "outside",
    "inside",
    "through",
    "across",
    "via",
    "into",
}
_PLACING |= {"throughout", "within", "beyond", "over", "en"}
_LISTED = re.compile(
    r"[,;(/] ?(?:and )?$|^|\binterviews? (?:in )?$|\d [—–-] ?$|\b(?:in|and) [A-Z][a-z]+ and $"
)
_DATED = re.compile(
    r"(?:[,/] ?(?:and )?(?:[A-Z][\w'.-]+)| and [A-Z][\w'-]+)*,? ?"
    r"\(?(?:early |late |mid-)?(?:\d{1,2}(?:[-–]\d{1,2})? )?"
    r"(?:[A-Z][a-z]+(?:[-–, ]+)){0,3}\d{4}"
)
_PARTNERS = {"with", "by", "between", "against"}
_ROLES = {"nsubj", "nsubjpass", "agent", "csubj"}
_OBJECTS = {"dobj", "dative"}


def _cued(token: Token, cue: str) -> bool:
    return cue in CUES.get(token.lemma_.casefold(), ()) or cue in CUES.get(token.lower_, ())


def is_government(line: Line, start: int, end: int) -> bool:
    """Tell whether the city ``line.text[start:end]`` stands for a government."""
    name = line.text[start:end]
    if "seat" in CUES.get(name, ()):
        return True
    compound = re.match(r"-(?: (?:and|or) [A-Z]\w+-)?(\w+)", line.text[end:])
    if compound:
        return _in_compound(line, end, compound[1])
    first = re.search(r"\b([A-Z]\w+)-$", line.text[:start])
    if first and any(m.end == start - 1 for m in line.matches):  # Moscow-Beijing relations
        following = line.token(end - 1).head
        return not (_cued(following, "motion") or _cued(following, "place"))
    if re.search(r"\bD\.?C\b", name) or _is_listed_place(line, start, end):
        return False
    possessed = re.match(r"'s? (?:[\w-]+ ){0,2}?", line.text[end:])
    token = line.token(end - 1)
    if possessed and line.text[end] == "'":
        return not _cued(token.head, "place") or token.dep_ != "poss"
    return _by_syntax(_first_conjunct(token), token)


def _in_compound(line: Line, end: int, second: str) -> bool:
    """*Moscow-led*, *Beijing-Moscow axis* are governments, *Tashkent-based* is a place.

    So are both cities of a way from one to the other (*the Bishkek-Osh road*).
    """
    if not second[0].isupper():
        return "located" not in CUES.get(second.casefold(), ())
    after = re.match(r"(?:-[A-Z]\w+)+((?: [a-z]+){1,2})", line.text[end:])
    words = after[1].split() if after else []
    return not any({"motion", "place"} & CUES.get(word, set()) for word in words)


def _is_listed_place(line: Line, start: int, end: int) -> bool:
    """Tell whether the city stands in a list before a date (*interview, Beijing, June 2012*)."""
    before, after = line.text[:start], line.text[end:]
    if not start and line.text[:end].isupper():  # a dateline
        return True
    if before.endswith("(") and after.startswith(":"):  # a place of publication
        return True
    if re.match(r" [–—-] [A-Z]\w+", after) or re.search(r"[A-Z]\w+ [–—-] $", before):
        return not any(m.start < end + 4 and end + 2 < m.end for m in line.matches)
    if _DATED.match(after) and _LISTED.search(before):
        return True
    if line.region == "footnote" and re.search(r"[,;/] $", before):
        return bool(re.match(r"[,;./]|$| and [A-Z]", after))
    return bool(re.match(r", (?:D\.?C\.?|[A-Z][a-z]+istan)\b", after)) or after.startswith(" (UTC")


def _first_conjunct(token: Token) -> Token:
    """Return the head of the coordination that ``token`` is part of, if it is a name."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("PROPN", "ADJ") and token.i:
        if token.head.i >= token.i:
            break
        token = token.head
    return token


def _by_syntax(token: Token, itself: Token) -> bool:
    """Decide by the grammatical function of ``token``."""
    head = token.head
    if itself.i and itself.nbor(-1).pos_ in ("VERB", "AUX") and _cued(itself.nbor(-1), "causing"):
        return True
    if token.dep_ in _ROLES:
        if _cued(head, "befalling"):
            return False
        return not (head.lemma_ == "be" and any(_cued(c, "place") for c in head.children))
    if token.dep_ in _OBJECTS:
        return not _cued(head, "going")
    if token.dep_ == "pobj":
        return _after_preposition(head, itself)
    if token.dep_ == "poss":
        return not _cued(head, "place")
    if token.dep_ in ("compound", "nmod", "amod"):
        if token.i and token.nbor(-1).lower_ in _PARTNERS:
            return True
        return head.i > token.i and (_cued(head, "power") or _cued(head, "own"))
    if token.dep_ == "appos":
        return not (_cued(head, "place") or head.ent_type_ == "GPE")
    return token.dep_ in ("conj", "attr", "npadvmod", "nmod", "ccomp", "oprd", "relcl", "advcl")


def _after_preposition(preposition: Token, city: Token) -> bool:
    """Decide by the preposition and what it hangs on."""
    word, governor = preposition.lower_, preposition.head
    if word == "for" and preposition.i < governor.i:  # For Beijing, stability comes first
        return True
    while governor.dep_ == "prep" and governor.head != governor:
        governor = governor.head
    if word == "in":
        near = preposition.nbor(-1) if preposition.i else governor
        return _cued(near, "power") or (governor.i < city.i and _cued(governor, "power"))
    if word in _PLACING:
        return False
    if word == "on":
        return not _cued(governor, "motion")  # marched on Bishkek
    if word in ("to", "from", "for", "back", "toward", "towards"):
        sent = [child for child in governor.children if child.dep_ == "dobj"]
        if any(_cued(thing, "message") for thing in sent):
            return True  # sent a message to Beijing
        return not _cued(governor, "motion") and not any(
            _cued(child, "motion") for child in governor.children if child.dep_ == "dobj"
        )
    if word == "of":
        return not _cued(governor, "place")
    if word == "between":
        return not _cued(governor, "motion")
    return True
