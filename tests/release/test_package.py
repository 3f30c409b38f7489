import json
from pathlib import Path

import frictionless
import pytest

from pipeline.dataset import assemble
from pipeline.release import publish
from pipeline.release.package import PUBLISHED
from tests.factories import brief, paper


def problems(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["type", "note", "rowNumber", "fieldName"])


def test_frictionless_finds_the_package_valid(released):
    assert problems(released) == []


def test_frictionless_finds_a_package_with_changes_and_without_rows_valid(released, outputs):
    publish(assemble([brief().tables()]), outputs, {})
    assert problems(outputs / "v0.2.0") == []
    publish(assemble([]), outputs, {})
    assert problems(outputs / "v0.3.0") == []


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("events", ",AGREE,", ",AGREES,", "constraint-error"),
        ("claims", ",USD,", ",,", "constraint-error"),
        ("event_actors", "country:uzb", "country:atl", "foreign-key"),
        ("dates", "2012-06-01", "June", "type-error"),
    ],
)
def test_frictionless_knows_the_declared_rules(released, table, old, new, kind):
    path = released / f"{table}.csv"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    assert kind in {problem[0] for problem in problems(released)}


def test_the_package_declares_each_column_in_order(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    declared = {
        resource["name"]: tuple(field["name"] for field in resource["schema"]["fields"])
        for resource in package["resources"]
    }
    assert declared == {table.name: table.names for table in PUBLISHED}
    assert package["version"] == "0.1.0"


def test_the_codebook_explains_each_column_and_code(released):
    page = (released / "CODEBOOK.md").read_text(encoding="utf-8")
    for table in PUBLISHED:
        assert f"## {table.name}\n" in page
        assert all(f"| `{column}` |" in page for column in table.names)
    assert "| `AGREE` | PLOVER: agree, sign, ratify, settle |" in page


def test_the_examples_of_the_readme_run_as_they_stand(released, monkeypatch, capsys):
    page = (released / "README.md").read_text(encoding="utf-8")
    examples = [block.split("```")[0] for block in page.split("```python\n")[1:]]
    monkeypatch.chdir(released)
    for example in examples:
        exec(example, {})
    assert len(examples) == 2
    assert "3 amounts of money in 3 claims" in capsys.readouterr().out


def test_a_hostile_title_stays_text(outputs):
    made = paper()
    made.rows["documents"][0]["title"] = 'A | <script>alert("x")</script>\nB'
    folder = publish(assemble([made.tables()]), outputs, {}).folder
    page = Path(folder / "README.md").read_text(encoding="utf-8")
    assert '| A \\| &lt;script&gt;alert("x")&lt;/script&gt; B |' in page


def test_no_file_of_a_release_holds_a_sentence_of_a_restricted_document(released):
    for sentence in paper().read.sentences:
        words = sentence.text.split()
        tell_tales = {" ".join(words[n : n + 16]) for n in range(len(words) - 15)} | {sentence.text}
        for path in released.iterdir():
            content = path.read_bytes()
            assert not any(words.encode() in content for words in tell_tales)
