"""Sentences that mark their own dates and names, for the tests of events.

``{in March 2014|2014-03}`` is a date, ``{after 2014|2014/..|AFTER}`` one with a mod,
``<Russia|country:rus>`` a name, ``<Chinese|country:chn|demonym>`` a demonym; ``#``
stands between sentences, ``#¶`` between paragraphs.
"""

import re
from dataclasses import replace

from pipeline.extraction.events import find_events
from pipeline.extraction.parsing import ParsedDocument, language
from pipeline.extraction.spans import Actor, Date, Event, Issue, Mention
from pipeline.sources.model import Document, Sentence

MARK = re.compile(r"\{([^|}]+)\|([^}]+)\}|<([^|>]+)\|([^>]+)>")
PUBLISHED = "2015-06-01"
DOCUMENT = Document(
    document_id="d",
    source_id="s",
    title="t",
    authors=(),
    publisher="p",
    published=PUBLISHED,
    url=None,
    language="en",
    genre="report",
    licence="CC-BY-4.0",
    raw_path="briefs/t.txt",
    raw_sha256="",
    media_type="text/plain",
    raw="",
    start=0,
    end=0,
)


def _unmark(index: int, marked: str) -> tuple[str, list[Date], list[Mention]]:
    text, dates, mentions, at = "", [], [], 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        words, value = (found[1], found[2]) if found[1] else (found[3], found[4])
        span = {"sentence": index, "start": len(text), "end": len(text) + len(words), "rule": "t"}
        text += words
        first, _, second = value.partition("|")
        if found[1]:
            dates.append(Date(**span, edtf=first, mod=second or None, basis="explicit"))
        else:
            mentions.append(Mention(**span, actor_id=first, form=second or "name"))
    return text + marked[at:], dates, mentions


def read(
    marked: str, region: str = "body", first_region: str | None = None
) -> tuple[list[Event], list[Issue], ParsedDocument]:
    """Return the events and issues of a marked text, and the parsed text."""
    dates: list[Date] = []
    mentions: list[Mention] = []
    sentences = []
    paragraph = 0
    for index, part in enumerate(marked.split("#")):
        paragraph += part.startswith("¶")
        text, found_dates, found_mentions = _unmark(index, part.removeprefix("¶").strip())
        dates += found_dates
        mentions += found_mentions
        sentences.append(
            Sentence(
                sentence_id=f"s{index}",
                document_id="d",
                ordinal=index,
                section=None,
                region=region,
                text=text,
                starts=range(len(text)),
                ends=range(1, len(text) + 1),
                hangs_on=None,
                paragraph=paragraph,
            )
        )
    if first_region:
        sentences[0] = replace(sentences[0], region=first_region)
    parsed = ParsedDocument(DOCUMENT, sentences, [language()(s.text) for s in sentences])
    actors: list[Actor] = []
    events, issues = find_events(parsed, dates, mentions, actors)
    return events, issues, parsed


def told(marked: str, region: str = "body") -> list[str]:
    """Return ``trigger EDTF`` of each event, in the order of the text."""
    events, _, parsed = read(marked, region)
    return [f"{parsed.sentences[e.sentence].text[e.start : e.end]} {e.date_edtf}" for e in events]
