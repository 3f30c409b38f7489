"""A register that is hostile or broken ends in one message; the last release stands."""

import pytest
import yaml

from pipeline.sources import register
from pipeline.sources.register import RegisterError
from tests.hostile.documents import GOOD
from tests.workspaces import make_workspace

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{chr(ord(name) - 1)}'] * 9)}]\n" for name in "bcdefghij"
)
CHANGED = {
    "climbs": ({"file": "../../etc/passwd"}, "leaves raw/; give a path below raw/"),
    "absolute": ({"file": "/etc/passwd"}, "leaves raw/"),
    "backslash": ({"file": "..\\secret.txt"}, "leaves raw/"),
    "no-such-month": ({"published": "2013-13"}, "is no EDTF date; write 2013-02-27"),
    "words-for-date": ({"published": "last week"}, "is no EDTF date"),
    "yaml-date": ({"published": None}, ""),
    "number-for-title": ({"title": 7}, "title: Input should be a valid string"),
    "empty-title": ({"title": " "}, "title"),
    "climbing-id": ({"id": "../x"}, "id: String should match pattern"),
    "unknown-field": ({"sha257": "x"}, "remove the field, or correct its name"),
    "unknown-licence": ({"licence": "mine"}, "is not in vocabulary/licences.csv"),
    "unknown-kind": ({"media_type": "application/x-msdownload"}, "media_type"),
    "half-a-hash": ({"sha256": "abc"}, "sha256: String should match pattern"),
}
TEXTS = {
    "bomb": (BOMB + "sources: *j\n", "sources"),
    "bomb-of-authors": (BOMB + "sources: [{id: x, authors: *j}]\n", "authors"),
    "object": (
        "sources: !!python/object/apply:os.system ['touch /tmp/x']\n",
        "cannot be read as YAML",
    ),
    "nested": ("[" * 30_000, "cannot be read as YAML"),
    "not-utf-8": (b"sources: \xff\xfe", "cannot be read as YAML in UTF-8"),
    "control": (b"sources: \x00\x07", "cannot be read as YAML"),
    "list": ("- a\n", "must begin with 'sources:'"),
    "empty": ("", "must begin with 'sources:'"),
    "scalar-sources": ("sources: 5\n", "sources"),
}


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "project", {"good": GOOD})


@pytest.mark.parametrize(("change", "word"), CHANGED.values(), ids=CHANGED)
def test_a_mistake_is_named_with_its_entry_and_remedy(workspace, change, word):
    entries = yaml.safe_load(workspace.register.read_text())["sources"]
    workspace.register.write_text(yaml.safe_dump({"sources": [entries[0] | change]}))
    if not word:  # a document may be undated; that is said when it is read
        assert len(register.load(workspace.register).sources) == 1
        return
    with pytest.raises(RegisterError) as told:
        register.load(workspace.register)
    assert word in str(told.value)
    assert "sources[0]" in str(told.value)


@pytest.mark.parametrize(("content", "word"), TEXTS.values(), ids=TEXTS)
def test_what_is_no_register_is_refused_at_once(workspace, content, word):
    workspace.register.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RegisterError) as told:
        register.load(workspace.register)
    assert word in str(told.value)
    assert len(str(told.value)) < 20_000


def test_ids_and_files_that_are_given_twice_are_named(workspace):
    entries = yaml.safe_load(workspace.register.read_text())["sources"]
    workspace.register.write_text(yaml.safe_dump({"sources": entries * 2}))
    with pytest.raises(RegisterError, match=r"good.*is given twice"):
        register.load(workspace.register)
