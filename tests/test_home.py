"""Dagster's home, set up by environment alone."""

import os
from pathlib import Path

import pytest
import yaml

from pipeline import home
from pipeline.workspace import Workspace


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("DAGSTER_HOME", home.DATABASE):
        monkeypatch.setenv(name, "")


def settings(folder: Path) -> dict:
    return yaml.safe_load((folder / "dagster.yaml").read_text())


def test_on_a_laptop_it_lies_in_the_project_and_needs_nothing(tmp_path) -> None:
    folder = home.prepare(Workspace(tmp_path))
    assert folder == tmp_path / ".dagster" == Path(os.environ["DAGSTER_HOME"])
    assert "storage" not in settings(folder)
    assert settings(folder)["telemetry"] == {"enabled": False}
    assert settings(folder)["concurrency"]["runs"]["max_concurrent_runs"] == 1


def test_a_database_is_named_and_its_password_is_not_written_down(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(home.DATABASE, f"{home.SCHEME}khorgos:secret@db/khorgos")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "elsewhere"))
    folder = home.prepare(Workspace(tmp_path))
    assert folder == tmp_path / "elsewhere"
    assert settings(folder)["storage"] == {"postgres": {"postgres_url": {"env": home.DATABASE}}}
    assert "secret" not in (folder / "dagster.yaml").read_text()


def test_another_database_than_postgresql_is_a_mistake(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(home.DATABASE, "postgresql://khorgos@db/khorgos")
    with pytest.raises(ValueError, match=r"must begin with postgresql\+psycopg2://"):
        home.prepare(Workspace(tmp_path))


def test_settings_of_ones_own_are_kept(tmp_path) -> None:
    folder = home.prepare(Workspace(tmp_path))
    own = "telemetry: {enabled: true}\n"
    (folder / "dagster.yaml").write_text(own)
    home.prepare(Workspace(tmp_path))
    assert (folder / "dagster.yaml").read_text() == own
