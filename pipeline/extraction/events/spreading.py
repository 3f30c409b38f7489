"""What else happened at the time of a dated occurrence, or after or before it."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extraction.calendar import OPEN
from pipeline.extraction.events.excluding import is_undated
from pipeline.extraction.events.governing import (
    DIRECT,
    NOMINAL_PATHS,
    SILENT,
    Candidate,
    governed,
)
from pipeline.extraction.events.happenings import (
    before_date,
    brought_about,
    clause_relation,
    happenings_below,
)
from pipeline.extraction.events.lexicon import (
    Trigger,
    cues,
    lemma,
    sense,
    verb_classes,
    words,
)
from pipeline.extraction.events.syntax import (
    SUBJECTS,
    Passage,
    companions,
    is_noun,
    is_passive,
    is_past,
    is_verb,
    prepositions,
)
from pipeline.extraction.events.triggers import nominal, verbal

SHARED = frozenset({"led-date", "shared-date", "next-date", "backward-date"})
"""Rules of verbs that have the date of a verb beside them."""


def candidates(passage: Passage) -> list[Candidate]:
    """Return every occurrence of the sentence that one of its dates governs."""
    direct = governed(passage)
    told = [c for c in direct if c.rule != SILENT]
    around = [c for candidate in direct if candidate.relation == "at" for c in _around(candidate)]
    spread = [c for candidate in direct + around for c in _spread(candidate)]
    return _one_each([c for c in told + around + spread if not is_undated(c)])


def _one_each(found: list[Candidate]) -> list[Candidate]:
    """Keep a row a trigger and date; a date of its own silences a shared one.

    What a verb only commits to (*promised to spend*) is told by that verb.
    """
    kept: dict[int, list[Candidate]] = {}
    told = {c.trigger.i for c in found}
    near = {c.trigger.i for c in found if c.rule == "verb-date"}
    for c in found:
        if c.verb is not None and _is_committed(c.verb, told):
            continue
        if c.rule in NOMINAL_PATHS and c.trigger.i in near:
            continue  # adopted a plan for 2001 in May 2000
        others = kept.setdefault(c.trigger.i, [])
        if not others or (c.rule in DIRECT and all(o.date.edtf != c.date.edtf for o in others)):
            others.append(c)
    rows = [c for others in kept.values() for c in _closed(others)]
    return sorted(rows, key=lambda c: (c.trigger.i, c.date.start))


def _closed(same: list[Candidate]) -> list[Candidate]:
    """Of several dates of one trigger, those that pin it down.

    *extended in May until June*, *ruled out in May a return after 2014*.
    """
    closed = [c for c in same if not c.date.edtf.startswith(OPEN) and c.date.mod != "AFTER"]
    return closed or same


def _is_committed(verb: Token, told: set[int]) -> bool:
    return verb.dep_ == "xcomp" and verb.head.i in told and lemma(verb.head) in cues("head")


def _around(found: Candidate) -> Iterator[Candidate]:
    """What the dated occurrence dates in turn: *after the 2010 riots X closed the border*."""
    node, relation, linked = found.verb or found.trigger, "", False
    if found.trigger.dep_ in {"nsubj", "dobj"} and lemma(found.trigger) in words("gathering"):
        node = found.trigger
    while (head := node.head) != node:
        if node.dep_ in {"pobj", "pcomp"} or (node.dep_ == "dobj" and head.dep_ == "prep"):
            group = _relation(head, linked, found.trigger)
            if not group:
                return
            relation = group if group in {"after", "before", "since"} else relation or group
        elif node.dep_ == "advcl" and not _is_meanwhile(node):
            relation = clause_relation(node)
        elif node.dep_ in {"nsubj", "dobj"} and lemma(node) in words("gathering"):
            relation = relation or "at"
        elif node.dep_ == "dobj" and lemma(head) in words("after") and head.dep_ == "relcl":
            node, relation, linked = head.head, "after", True  # the lull that followed the coup
            continue
        elif node.dep_ in {"advcl", "acl"} and _is_meanwhile(node):
            relation = "at"
        elif node.dep_ not in {"prep", "conj"} and node.pos_ != "ADV":
            return
        coordinate = node.dep_ == "conj"
        node = _clause_verb(node) if node.dep_ == "acl" else head
        if (coordinate and is_noun(node)) or node.dep_ == "prep" or node.pos_ == "ADV":
            continue
        if relation == "through":
            linked = linked or lemma(node) in words("link")
            continue
        if is_noun(node):
            linked = lemma(node) in words("link")
            if relation == "at" and _is_reaction(node):
                relation = "after"
            if lemma(node) in words("after"):  # in the wake of the riots
                relation = "after"
            if _is_wish(node):
                continue
            if relation and nominal(node, found.passage) and not _names_same(node, found):
                yield Candidate(found.passage, node, found.date, "linked-date", relation)
        elif is_verb(node):
            yield from _linked(node, relation, found)
            return


def _linked(verb: Token, relation: str, found: Candidate) -> Iterator[Candidate]:
    """What a verb tells that the climb from a dated happening ends at."""
    if not relation or (relation == "at" and verb.tag_ in {"VBP", "VBZ"}):
        return
    for trigger in verbal(verb, found.passage):
        yield Candidate(found.passage, trigger, found.date, "linked-date", relation, verb=verb)


def _is_reaction(noun: Token) -> bool:
    """Whether a noun names what answers a happening: *calls for an inquiry into the riots*."""
    found = sense(noun, companions(noun))
    return found is not None and found.event_type == "REQUEST"


def _is_wish(noun: Token) -> bool:
    """Whether a noun is only called for: *demands for an inquiry into the riots*."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "for" and _is_reaction(noun.head.head)


def _is_meanwhile(verb: Token) -> bool:
    """Whether a participle tells what its clause tells: *Voting in May, they ceded …*."""
    return (
        verb.tag_ == "VBG"
        and not any(c.dep_ in {"mark", "aux"} | SUBJECTS for c in verb.children)
        and (verb.dep_ == "advcl" or verb.head.dep_ in SUBJECTS)
        and is_past(_clause_verb(verb))
    )


def _clause_verb(verb: Token) -> Token:
    return verb.head if is_verb(verb.head) else verb.head.head


def _names_same(noun: Token, found: Candidate) -> bool:
    """Whether a noun names the phase of the dated one: *the outbreak of civil war*."""
    one, other = (sense(t, companions(t)) for t in (noun, found.trigger))
    of = found.trigger.head.head == noun and found.trigger.head.lower_ == "of"
    return bool(of and one and other and one.event_type == other.event_type)


def _relation(preposition: Token, linked: bool, trigger: Token) -> str:
    """What a preposition makes of the date of its object; *through* says nothing yet."""
    word = lemma(preposition)
    for group in ("after", "before", "since"):
        if word in words(group):
            return group
    if word in words("during") or linked:
        return "at"
    if word == "of":
        return "at"
    if word in {"to", "for", "from"} and lemma(trigger) in words("gathering"):
        return "at"  # sent an observer to the 2014 meeting
    if word == "with" and preposition.i < preposition.head.i:
        return "at"  # with the fall of the city in May, they left
    return "through" if word in {"for", "into", "over"} and is_noun(trigger) else ""


def _spread(found: Candidate) -> Iterator[Candidate]:
    """What else happened at the time: coordinated verbs, happenings in the clause."""
    passage = found.passage
    if found.relation == "at" and is_noun(found.trigger):
        yield from _in_its_course(found)
    verb = found.verb or _causing(found.trigger)
    if verb is None:
        return
    for twin in (*verb.conjuncts, *_beside(verb)):
        if is_verb(twin) and (rule := _shares(verb, twin, found)):
            for trigger in verbal(twin, passage):
                yield Candidate(passage, trigger, found.date, rule, found.relation, verb=twin)
    if found.relation != "at" or found.rule in SHARED:
        return
    for clause in _when_clauses(verb, found):
        for trigger in verbal(clause, passage):
            if sense(trigger, companions(trigger)):
                relation = "bare" if OPEN in found.date.edtf else "at"
                yield Candidate(passage, trigger, found.date, "when-date", relation, verb=clause)
    silent = found.rule == SILENT
    if (silent and verb_classes(verb) & {"state", "cite"}) or lemma(verb) == "be":
        for noun in before_date(verb, found):
            yield Candidate(passage, noun, found.date, "clause-date")
        return
    told = None if silent else sense(found.trigger, companions(found.trigger))
    below = happenings_below(verb, passage)
    for noun in (*below, *brought_about(verb, passage), *before_date(verb, found)):
        other = sense(noun, companions(noun))
        if noun != found.trigger and not _tells_already(told, other):
            yield Candidate(passage, noun, found.date, "clause-date")


def _causing(noun: Token) -> Token | None:
    """The verb by which a dated happening brought about another: *the blast led to …*."""
    for verb in (noun.head, *(c for c in noun.children if c.dep_ == "acl")):
        if is_verb(verb) and lemma(verb) in words("cause") and noun.dep_ != "dobj":
            return verb
    return None


def _beside(verb: Token) -> Iterator[Token]:
    """Clauses that only a semicolon or colon parts from the verb's own."""
    near = [c for c in verb.children if c.dep_ in {"ccomp", "parataxis"}]
    if verb.dep_ in {"ccomp", "parataxis"}:
        near.append(verb.head)
    for other in near:
        first, last = sorted((verb.i, other.i))
        if any(t.text in {";", ":"} for t in verb.doc[first:last]):
            yield other


def _tells_already(told: Trigger | None, other: Trigger | None) -> bool:
    """Whether a noun only repeats what its verb tells: *sold … a sale*."""
    return bool(
        told
        and other
        and told.event_type == other.event_type
        and told.kind == "act"
        and told.event_type not in {"REJECT", "COERCE"}
    )


def _in_its_course(found: Candidate) -> Iterator[Candidate]:
    """What a relative clause tells of the dated: *the visit, during which they signed …*."""
    for clause in found.trigger.children:
        relatives = {t.lower_ for p, t in prepositions(clause)} | {
            c.lower_ for c in clause.children if c.dep_ == "advmod"
        }
        if clause.dep_ == "relcl" and is_past(clause) and relatives & words("course"):
            for trigger in verbal(clause, found.passage):
                if sense(trigger, companions(trigger)):
                    yield Candidate(found.passage, trigger, found.date, "when-date", verb=clause)


def _when_clauses(verb: Token, found: Candidate) -> Iterator[Token]:
    """What happened when the dated happened: *opened in 2009, when Hu flew to …*."""
    for token in verb.subtree:
        if (
            token.dep_ in {"advcl", "relcl"}
            and token.idx > found.date.start
            and is_past(token)
            and (token.head == verb or found.passage.date_at(token.head) == found.date)
            and any(c.lower_ in words("when") for c in token.children)
        ):
            yield token


def _shares(verb: Token, twin: Token, found: Candidate) -> str:
    """The rule by which a coordinated verb has the date too, none where it has not.

    It leads both, they share a subject, or the later tells what followed at once.
    """
    if any(c.lower_ in words("apart") for c in _adverbials(twin)):
        return ""
    if found.date.start < min(verb.idx, twin.idx):
        return "led-date"
    later = max(verb, twin, key=lambda t: t.i)
    if not any(c.dep_ in SUBJECTS for c in later.children):
        if any(found.passage.date_at(t) for t in twin.subtree if t.i < verb.i):
            return ""
        alike = is_past(verb) and is_past(twin) and is_passive(verb) == is_passive(twin)
        return "shared-date" if later == twin else "backward-date" if alike else ""
    if later == twin and is_past(twin) and sense(twin, companions(twin)):
        return "next-date"
    return ""


def _adverbials(verb: Token) -> Iterator[Token]:
    """Adverbs of a verb, and how the objects of its prepositions are described."""
    for child in verb.children:
        if child.dep_ == "advmod":
            yield child
        elif child.dep_ == "prep":
            yield from (a for t in child.children if t.dep_ == "pobj" for a in t.children)
