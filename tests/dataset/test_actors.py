from pipeline.dataset.actors import merge_actors


def actor(status, name="Example Bank", aliases=None, country=None):
    return {
        "actor_id": "org:example-bank",
        "name": name,
        "actor_type": "company",
        "country": country,
        "aliases": aliases,
        "wikidata": None,
        "status": status,
        "mentions": 1,
    }


def part(row, status="present"):
    return {"documents": [{"status": status}], "actors": [row]}


def test_a_reviewed_row_wins_over_one_that_nobody_reviewed():
    parts = [part(actor("unreviewed", "Example")), part(actor("reviewed", country="KAZ"))]
    assert merge_actors(parts) == [actor("reviewed", country="KAZ") | {"mentions": 0}]


def test_aliases_of_equal_rows_are_united_without_the_name():
    parts = [
        part(actor("unreviewed", aliases="EB|Ex. Bank")),
        part(actor("unreviewed", aliases="Example Bank|XB")),
    ]
    (merged,) = merge_actors(parts)
    assert merged["aliases"] == "EB|Ex. Bank|XB"


def test_the_register_of_today_wins_over_that_of_a_carried_row():
    parts = [
        part(actor("reviewed", aliases="Old Bank"), "carried_forward"),
        part(actor("reviewed", aliases="EB")),
    ]
    (merged,) = merge_actors(parts)
    assert merged["aliases"] == "EB"
