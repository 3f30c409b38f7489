"""From candidates to events: type, time, modality, participants and place of each."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from pipeline.extraction.events.governing import Candidate
from pipeline.extraction.events.lexicon import first_part, sense
from pipeline.extraction.events.modality import attribution, completed_late, modality
from pipeline.extraction.events.naming import Reader
from pipeline.extraction.events.neighbours import neighbours
from pipeline.extraction.events.participants import Cast
from pipeline.extraction.events.places import Place, find_place
from pipeline.extraction.events.reference import Antecedents
from pipeline.extraction.events.spreading import candidates
from pipeline.extraction.events.syntax import Passage, companions
from pipeline.extraction.events.timing import is_future, when
from pipeline.extraction.mentions import actor_register
from pipeline.extraction.parsing import ParsedDocument
from pipeline.extraction.references import citations
from pipeline.extraction.spans import Actor, Date, Event, Issue, Mention
from pipeline.sources.model import Sentence


def find_events(
    text: ParsedDocument,
    dates: Sequence[Date],
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
) -> tuple[list[Event], list[Issue]]:
    """Return the dated events of a document, and the places that could not be mapped.

    Args:
        text: the parsed document.
        dates: its dates, in the order of the text.
        mentions: its mentions, in the order of the text.
        actors: the actors that are new in the document; the others are known by id.
    """
    passages = _passages(text, dates, mentions)
    known = (*actor_register().actors, *actors)
    types = {actor.actor_id: actor.actor_type for actor in known}
    reader = Reader(Antecedents(passages, types), types)
    own = {p.index: candidates(p) for p in passages}
    found = [c for p in passages for c in own[p.index] or neighbours(p, passages, own)]
    events: list[Event] = []
    issues: list[Issue] = []
    for candidate in found:
        place = find_place(candidate.trigger, candidate.verb, candidate.passage)
        reach = _reach(candidate, found)
        event = _event(candidate, place, reader, text.document.published, reach)
        events.append(event)
        if place and event.place and place.unmapped:
            issues.append(_unmapped(event, place))
    return events, issues


def _passages(
    text: ParsedDocument, dates: Sequence[Date], mentions: Sequence[Mention]
) -> list[Passage]:
    return [
        Passage(
            index,
            sentence,
            doc,
            [(d, span) for d in dates if d.sentence == index and (span := _tokens(doc, d))],
            _parties(index, sentence, doc, mentions),
            text.document.published,
        )
        for index, (sentence, doc) in enumerate(zip(text.sentences, text.parses, strict=True))
    ]


def _parties(
    index: int, sentence: Sentence, doc: Doc, mentions: Sequence[Mention]
) -> list[tuple[Mention, Span]]:
    """The mentions of a sentence; the author of a cited work takes no part in what is told."""
    cited = citations(sentence.text)
    return [
        (m, span)
        for m in mentions
        if m.sentence == index
        and not any(start <= m.start < end for start, end in cited)
        and (span := _tokens(doc, m))
    ]


def _tokens(doc: Doc, found: Date | Mention) -> Span | None:
    return doc.char_span(found.start, found.end, alignment_mode="expand")


def _reach(candidate: Candidate, found: Sequence[Candidate]) -> tuple[int, int] | None:
    """The characters that belong to this of several dates of one trigger."""
    dates = [
        c.date
        for c in found
        if c.passage.index == candidate.passage.index
        and c.trigger == candidate.trigger
        and c.date.sentence == candidate.passage.index
    ]
    if len(dates) < 2 or candidate.date not in dates:
        return None
    at = dates.index(candidate.date)
    start = dates[at - 1].end if at else 0
    end = candidate.date.end if at + 1 < len(dates) else len(candidate.passage.doc.text)
    return start, end


def _event(
    c: Candidate,
    place: Place | None,
    reader: Reader,
    published: str | None,
    reach: tuple[int, int] | None,
) -> Event:
    found = sense(c.trigger, companions(c.trigger))
    event_type = found.event_type if found else "OTHER"
    actors = Cast(c.trigger, c.verb, event_type, c.passage, reader).roles(reach)
    if place and event_type == "ASSAULT" and (place.actor, "target") in actors:
        place = None  # an adversary's country is not the place
    edtf, mod = when(c.date, c.relation, completed_late(c))
    basis = "context" if c.date.sentence != c.passage.index else c.date.basis
    return Event(
        sentence=c.passage.index,
        start=first_part(c.trigger).idx,
        end=c.trigger.idx + len(c.trigger),
        rule=c.rule if found else "unknown-word",
        event_type=event_type,
        date=c.date,
        date_edtf=edtf,
        date_mod=mod,
        date_basis=basis,
        modality=modality(c, is_future(c.date, published)),
        place=place.name if place else None,
        place_country=place.country if place else None,
        place_geonames_id=place.geonames_id if place else None,
        attributed_to=attribution(c, reader),
        actors=actors,
    )


def _unmapped(event: Event, place: Place) -> Issue:
    return Issue(
        sentence=event.sentence,
        start=place.start,
        end=place.end,
        rule=event.rule,
        table="events",
        kind="unmapped_place",
        detail=f"{place.name}: {place.unmapped}",
    )
