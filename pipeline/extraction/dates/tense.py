"""Whether the words around an expression look back or forward."""

from typing import Literal

from spacy.tokens import Doc, Token

Tense = Literal["past", "present", "future"]
_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_PLANNED = frozenset(
    ("plan", "expect", "schedule", "set", "due", "intend", "hope", "promise", "agree", "slate")
)


def tense_at(parse: Doc, start: int, end: int) -> Tense:
    """Return the tense of the clause that ``start:end`` of the sentence stands in."""
    verb = _verb_at(parse, start, end)
    return "past" if verb is None else _tense_of(verb)


def is_perfect_at(parse: Doc, start: int, end: int) -> bool:
    """Tell whether the clause of ``start:end`` is in the present perfect, which is of now."""
    verb = _verb_at(parse, start, end)
    if verb is None or verb.tag_ != "VBN":
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("has", "have", "’ve", "'ve") for c in verb.children)


def speaks_at(parse: Doc, start: int, end: int) -> bool:
    """Tell whether the clause that ``start:end`` stands in is the speaker's own deed."""
    verb = _verb_at(parse, start, end)
    return verb is not None and any(c.dep_ == "nsubj" and c.lower_ == "i" for c in verb.children)


def _verb_at(parse: Doc, start: int, end: int) -> Token | None:
    span = parse.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    token = span.root
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def tense_of(parse: Doc) -> Tense:
    """Return the tense of the sentence's main clause."""
    roots = [token for token in parse if token.head.i == token.i]
    return _tense_of(roots[0]) if roots else "past"


def _tense_of(verb: Token) -> Tense:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in helpers}
    if words & _WILL or (verb.lemma_.lower() in _PLANNED and verb.tag_ in ("VBZ", "VBP", "JJ")):
        return "future"
    if verb.tag_ == "VB" and "to" in words and verb.head.i != verb.i:
        outer = _tense_of(verb.head)
        planned = verb.head.lemma_.lower() in _PLANNED or verb.head.lemma_ == "be"
        return "future" if planned and outer != "past" else outer
    if verb.tag_ == "VBN" and verb.lemma_.lower() in _PLANNED and words & {"is", "are"}:
        return "future"
    planned = any(c.dep_ == "acomp" and c.lemma_.lower() in _PLANNED for c in verb.children)
    if planned and verb.tag_ in ("VBZ", "VBP"):
        return "future"
    finite = [t.tag_ for t in (*helpers, verb) if t.tag_ in ("VBD", "VBZ", "VBP")]
    if "VBD" in finite or (verb.tag_ == "VBN" and words & {"has", "have", "'s", "’s"}):
        return "past"
    if finite:
        return "present"
    return "past" if verb.tag_ in ("VBN", "VBD") else "present"
