"""The examples of a release's README run as they stand, each in its own tool.

Power Query runs in Excel alone: what its lines ask for is done by another reader. R is run
where it is; what ``read.csv`` does by its documented rules is done by another reader anywhere.
"""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pytest

from pipeline.dataset import assemble
from pipeline.release import publish, read_release
from pipeline.views import EVENTS_FLAT
from tests.factories import paper

TRUE = re.compile(r"T|TRUE|true|True|F|FALSE|false|False")


@pytest.fixture
def page(released):
    return (released / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def events(released):
    return read_release(released)["events_flat"].to_pylist()


def example(page, heading, language):
    block = page.split(f"### {heading}\n")[1].split(f"```{language}\n")[1].split("```")[0]
    assert len([line for line in block.splitlines() if line]) == 5
    return block


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("pandas", ["2012-06", "AGREE"]), ("DuckDB", ["money", "China|Uzbekistan"])],
)
def test_the_examples_in_python_run(released, page, monkeypatch, capsys, heading, shown):
    monkeypatch.chdir(released)
    exec(example(page, heading, "python"), {})
    printed = capsys.readouterr().out
    assert all(word in printed for word in shown)


def test_the_example_in_r_runs(released, page, tmp_path):
    code = example(page, "R", "r")
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed; its rules are checked by another reader")
    script = tmp_path / "example.R"
    script.write_text(code + "\nstopifnot(inherits(events$date_start, 'Date'))", encoding="utf-8")
    run = subprocess.run(
        ["Rscript", "--vanilla", script], cwd=released, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "AGREE" in run.stdout
    assert "2012-06" in run.stdout


def test_the_example_in_r_gives_the_table_by_the_rules_of_read_csv(released, page, events):
    """Empty cells are NA; columns are logical, integer, double or character, by all values."""
    arguments = dict(re.findall(r'(\S+) = "([^"]*)"', example(page, "R", "r").splitlines()[0]))
    assert arguments == {"na.strings": "", "encoding": "UTF-8"}
    read = pa_csv.read_csv(
        released / "events_flat.csv",
        read_options=pa_csv.ReadOptions(encoding="utf8"),
        convert_options=pa_csv.ConvertOptions(
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            column_types={c.name: pa.string() for c in EVENTS_FLAT.columns if c.type == "string"},
        ),
    )
    assert read.column_names == list(EVENTS_FLAT.names)
    rows = [{k: v for k, v in row.items() if k != "date_end"} for row in read.to_pylist()]
    assert rows == [{k: v for k, v in row.items() if k != "date_end"} for row in events]
    texts = [c.name for c in EVENTS_FLAT.columns if c.type == "string"]
    for name in texts:  # else R would take the column for logical or for numbers
        values = [row[name] for row in events if row[name] is not None]
        assert not values or not all(TRUE.fullmatch(value) for value in values)


def test_what_the_example_in_excel_asks_for_gives_the_table(released, page, events):
    code = example(page, "Excel", "powerquery")
    path, options = re.search(r'File\.Contents\("(.+?)"\), \[(.+?)\]', code).groups()
    assert options == 'Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv'
    name = path.rpartition("\\")[2]
    with (released / name).open(encoding="utf-8", newline="") as file:  # code page 65001
        rows = list(csv.DictReader(file, delimiter=",", strict=True))
    days = re.findall(r'\{"(\w+)", type date\}', code)
    numbers = re.findall(r'\{"(\w+)", type number\}', code)
    for row, event in zip(rows, events, strict=True):
        assert [row[day] for day in days] == [str(event[day]) for day in days]
        assert [float(row[number]) for number in numbers] == [event[n] for n in numbers]
        assert row["event_id"] == event["event_id"]


def test_stata_and_others_find_one_line_a_row(released, events):
    content = (released / "events_flat.csv").read_bytes()
    assert content.count(b"\r\n") == len(events) + 1
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_pandas_finds_the_types_without_being_told(released):
    claims = pd.read_csv(released / "claims.csv")
    assert claims["value"].tolist() == [5.3e6, 20e9, 20e9]


def test_a_hostile_title_stays_text(outputs):
    made = paper()
    made.rows["documents"][0]["title"] = 'A | <script>alert("x")</script>\nB'
    folder = publish(assemble([made.tables()]), outputs, {}).folder
    for name in ("README.md", "CODEBOOK.md"):
        page = Path(folder / name).read_text(encoding="utf-8")
        assert '| A \\| &lt;script&gt;alert("x")&lt;/script&gt; B |' in page
