"""What surrounds a quantity: its date, its direction, whom it concerns, who said it."""

from collections.abc import Sequence

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.counting import Sentence
from pipeline.extraction.claims.measure import Piece, noun_of, root_of, subject_of
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.words import changes, forms
from pipeline.extraction.spans import Date, Mention

_REACH = 3  # words that may stand between a figure and the noun of change
_LEVELS = frozenset({"to", "at", "from", "reaching"})
_LEVEL_KINDS = frozenset({"money", "percent", "multiple"})


def direction(sentence: Sentence, found: Found) -> str | None:
    """Whether the number is the size of a rise or fall (not a level that was reached)."""
    if found.quantity.change:
        return found.quantity.change
    tokens = sentence.tokens
    first = next(i for i, t in enumerate(tokens) if t.start >= found.start)
    before, after = first - 1, found.quantity.end
    levels = found.quantity.kind in _LEVEL_KINDS
    if levels and after < len(tokens) and tokens[after].low in changes("comparative"):
        return changes("comparative")[tokens[after].low]
    if before < 0:
        return _noun_after(sentence, found)
    low = tokens[before].low
    if low in _LEVELS:
        return None
    if low in ("up", "down"):
        return changes("comparative")[low]
    parsed = sentence.parsed(before)
    if low == "by":
        head = parsed.head.lemma_.lower()
        kinds = ("verb", "noun", "comparative")
        return next((changes(kind)[head] for kind in kinds if head in changes(kind)), None)
    if low == "of":
        return changes("noun").get(parsed.head.lemma_.lower())
    at = before
    while at > 0 and sentence.parsed(at).pos_ == "ADV":
        at -= 1
    verb = sentence.parsed(at)
    if levels and verb.pos_ in ("VERB", "AUX"):
        found_change = changes("verb").get(verb.lemma_.lower())
        if found_change:
            return found_change
    return _noun_after(sentence, found)


def _noun_after(sentence: Sentence, found: Found) -> str | None:
    """*a $5 billion increase*, *6 per cent economic growth*."""
    last = sentence.parsed(found.quantity.end - 1).i
    noun = noun_of(root_of(sentence, found), last)
    if noun is None or noun.i - last > _REACH or found.quantity.kind not in _LEVEL_KINDS:
        return None
    return changes("noun").get(noun.lemma_.lower())


def date_of(
    sentence: Sentence, found: Found, own: Sequence[Date], earlier: Sequence[Date]
) -> Date | None:
    """The date that governs a quantity: in its clause, else fronted, else in the sentence before.

    ``own`` are the dates of the sentence, ``earlier`` those of the one before it in the
    paragraph. What merely exists (*the five nations*, *a 300km pipeline*) has no date.
    """
    root = root_of(sentence, found)
    last = sentence.parsed(found.quantity.end - 1).i
    if _timeless(sentence, found, root, last):
        return None
    within = [date for date in own if not _elsewhere(sentence, found, root, date)]
    if within:
        return min(within, key=lambda date: _distance(sentence, found, root, date))
    if earlier and _past(root) and found.quantity.kind != "duration":
        return earlier[0]
    return None


def _past(token: Parsed) -> bool:
    """The clause tells of the past: its finite verb says so, and not that there *were* some."""
    verb = _verb(token)
    while verb.tag_ == "VB" and verb.head != verb and verb.dep_ != "ccomp":
        verb = _verb(verb.head)  # the infinitive leans on a finite verb
    present = any(c.tag_ in ("VBZ", "VBP", "MD") for c in verb.children if c.dep_.startswith("aux"))
    there = any(c.dep_ == "expl" for c in verb.children)
    return verb.tag_ in ("VBD", "VBN") and not present and not there


def _elsewhere(sentence: Sentence, found: Found, root: Parsed, date: Date) -> bool:
    """The date is of the saying, of what the figure is compared with, or of its baseline."""
    token = next((t for t in sentence.parse if t.idx >= date.start), sentence.parse[-1])
    link = token.nbor(-1) if token.i else token
    if link.lower_ in forms("claim_words", "role", "baseline") and direction(sentence, found):
        return True
    above = set(root.ancestors) | {root}
    below = token
    for head in (token, *token.ancestors):
        if head in above:
            own = head == _verb(root) or below.dep_ in ("nsubj", "nsubjpass")
            return not own and head.pos_ == "VERB" and _says(head)
        if head.lower_ in forms("claim_words", "role", "compared"):
            return True
        below = head
    return False


def _timeless(sentence: Sentence, found: Found, root: Parsed, last: int) -> bool:
    """Counts and sizes deep in a phrase, or of definite things, hold at any time."""
    kind = found.quantity.kind
    if kind in _LEVEL_KINDS:
        return False
    noun = noun_of(root, last) or root
    if kind == "count":
        if any(c.lower_ in ("the", "these", "those", "all") for c in noun.lefts if c.i < root.i):
            return True
        return noun.dep_ in ("pobj", "conj", "compound", "poss", "appos") and not _of_verb(noun)
    built = noun.dep_ in ("dobj", "nsubjpass") and _past(root)
    return kind in ("length", "area") and not built


def _of_verb(noun: Parsed) -> bool:
    """The noun hangs on a verb by a preposition, not on another noun."""
    head = noun
    while head.dep_ in ("pobj", "prep", "conj", "appos", "pcomp", "agent") and head.head != head:
        head = head.head
    return head.pos_ in ("VERB", "AUX") or head.head == head or head.dep_ in ("dobj", "nsubjpass")


def _verb(token: Parsed) -> Parsed:
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _distance(
    sentence: Sentence, found: Found, root: Parsed, date: Date
) -> tuple[int, int, int, int]:
    """How far a date governs: same clause first, then fronted or following, then nearness."""
    token = next((t for t in sentence.parse if t.idx >= date.start), sentence.parse[-1])
    between = (date.start - found.end) if date.start >= found.end else (found.start - date.end)
    follows = date.start >= found.end
    gap = sentence.parse.text[found.end : date.start] if follows else ""
    direct = (
        follows
        and between < 40
        and not any(sign in gap for sign in ",;(")
        and not any(character.isdigit() for character in gap)
    )
    same = _verb(token) == _verb(root)
    apart = _verb(token).dep_ in ("acl", "relcl") and _verb(token) not in root.ancestors
    return (not direct, apart, not same, between)


def speaker(sentence: Sentence, found: Found, mentions: Sequence[Mention]) -> str | None:
    """The actor to whom the words attribute the figure, where a mention names it.

    The nearest words decide: *Kabul said that aid groups counted 20* is what the groups say.
    """
    token = root = root_of(sentence, found)
    for _ in range(40):
        told = [
            c for c in token.rights if c.dep_ == "parataxis" or (c.dep_ == "acl" and token == root)
        ]
        for verb in (token, *told):
            agent = next((c for c in verb.children if c.dep_ == "agent"), None)
            if agent is not None and _says(verb):  # *20, as confirmed by Kabul*
                return _object(agent, mentions)
            if verb.dep_ == "parataxis" and _says(verb) and verb != token:
                return _subject(verb, mentions)  # *20 died, Kabul said*
        if token.head == token:
            break
        verb = token.head
        clause = token.dep_ in ("ccomp", "parataxis", "advcl", "pcomp")
        if (clause and _says(verb)) or _gauges(token, verb):
            subject = subject_of(verb)
            if subject is not None and subject.pos_ != "PRON":
                return _named(subject, mentions)
        token = verb
    return _according(sentence, mentions)


def _says(verb: Parsed) -> bool:
    return verb.lemma_.lower() in forms("attribution_verbs", "role", "verb")


def _gauges(token: Parsed, verb: Parsed) -> bool:
    """*Kabul estimates trade at $5 billion*, *puts the number at 20*."""
    active = token.dep_ in ("dobj", "prep") and not any(c.dep_ == "auxpass" for c in verb.children)
    return active and verb.lemma_.lower() in forms("attribution_verbs", "role", "gauge")


def _subject(verb: Parsed, mentions: Sequence[Mention]) -> str | None:
    subject = subject_of(verb)
    return _named(subject, mentions) if subject is not None else None


def _object(preposition: Parsed, mentions: Sequence[Mention]) -> str | None:
    noun = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
    return _named(noun, mentions) if noun is not None else None


def _according(sentence: Sentence, mentions: Sequence[Mention]) -> str | None:
    """*according to X*, *as reported by X*."""
    low = sentence.parse.text.lower()
    for phrase in sorted(forms("attribution_verbs", "role", "phrase")):
        end = low.find(phrase + " ") + len(phrase)
        if end < len(phrase):
            continue
        source = next((t for t in sentence.parse if t.idx > end and t.dep_ == "pobj"), None)
        if source is not None:
            return _named(source, mentions)
    return None


def _named(head: Parsed, mentions: Sequence[Mention]) -> str | None:
    """Whom a phrase names: its head, the state before *officials*, who made the *report*."""
    for mention in mentions:
        if mention.start <= head.idx < mention.end:
            return mention.actor_id
    word = head.lower_
    if word in forms("attribution_verbs", "role", "work"):
        for child in head.rights:
            if child.lower_ in ("by", "from", "of") and (maker := _object(child, mentions)):
                return maker
    elif word not in forms("attribution_verbs", "role", "speaker"):
        return None
    inside = [m for m in mentions if head.left_edge.idx <= m.start < head.idx]
    return inside[-1].actor_id if inside else None


def concerned(
    sentence: Sentence, found: Found, measure: Sequence[Piece], mentions: Sequence[Mention]
) -> tuple[tuple[str, str], ...]:
    """The actors that the figure concerns, with their roles, from its measure and subject.

    Who has, gives or owns it holds it; whom *with*, *to*, *from* or *between … and* relate to
    the holder is the counterpart; the rest it is about.
    """
    roles: dict[str, str] = {}
    subject = subject_of(_verb(root_of(sentence, found)))
    if subject is not None:
        holder = _named(subject, mentions)
        if holder:
            roles[holder] = "holder"
    for mention in mentions:
        token = next(t for t in sentence.parse if t.idx + len(t) > mention.start)
        if any(piece.start <= token.i < piece.end for piece in measure):
            roles.setdefault(mention.actor_id, _role(token))
    return tuple(roles.items())


def _role(token: Parsed) -> str:
    if token.dep_ == "poss":
        return "holder"
    head = token
    while head.dep_ in ("conj", "compound", "amod", "nmod", "poss") and head.head != head:
        if head.dep_ == "conj" and _between(head):
            return "counterpart"
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in ("with", "to", "from"):
        return "counterpart"
    return "holder" if head.dep_ == "pobj" and head.head.lower_ == "between" else "about"


def _between(token: Parsed) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return token.head.lower_ == "between"
