"""The way to a server: PostgreSQL for Dagster's records, an object store for tables and releases.

Both are real; the programs are started as the units in ``deploy/systemd`` start them.
"""

import configparser
import json
import os
import shlex
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest
import yaml

from pipeline.workspace import Workspace
from tests.graphql import ask, wait_until
from tests.server import free_port, object_store, postgres
from tests.workspaces import REPOSITORY, TEXTS, make_workspace

DEPLOY = REPOSITORY / "deploy"
BIN = Path(sys.executable).parent
UNITS = ("code", "webserver", "daemon")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The environment of a server."""
    folder = tmp_path_factory.mktemp("server")
    for above in (folder, *folder.parents):
        mode = above.stat().st_mode
        if mode & 0o055 != 0o055:  # the database is another user
            above.chmod(mode | 0o055)
    with postgres(folder / "postgres") as database, object_store("khorgos") as store:
        yield os.environ | store | {"KHORGOS_DATABASE": database, "NO_COLOR": "1"}


def khorgos(*words: str, workspace: Workspace, environment: dict[str, str]):
    return subprocess.run(
        [BIN / "khorgos", *words],
        env=environment | {"KHORGOS_ROOT": str(workspace.root)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def first(server, tmp_path_factory) -> Workspace:
    """A machine that ran everything once, with nothing but environment variables set."""
    workspace = make_workspace(tmp_path_factory.mktemp("first") / "project", {"gas": TEXTS["gas"]})
    outcome = khorgos("run", workspace=workspace, environment=server)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return workspace


def test_the_records_are_in_the_database_and_nowhere_else(server, first) -> None:
    with (
        psycopg2.connect(server["KHORGOS_DATABASE"].replace("+psycopg2", "")) as database,
        database.cursor() as cursor,
    ):
        cursor.execute("select pipeline_name, status from runs")
        assert cursor.fetchall() == [("everything", "SUCCESS")]
        cursor.execute("select count(*) from asset_check_executions")
        assert cursor.fetchone()[0] > 100
    assert not list(first.dagster_home.rglob("*.db"))


def test_another_machine_takes_up_where_the_first_left(server, first, tmp_path) -> None:
    second = make_workspace(tmp_path / "second", {"gas": TEXTS["gas"]})
    outcome = khorgos("run", "--json", workspace=second, environment=server)
    assert json.loads(outcome.stdout) == {"outcome": "unchanged", "release": "v0.1.0"}
    for file in (first.outputs / "v0.1.0").iterdir():
        assert (second.outputs / "v0.1.0" / file.name).read_bytes() == file.read_bytes()
    assert not list(second.root.rglob("*.khorgos/**/*.parquet"))


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "cannot be reached"),
        ("KHORGOS_DATABASE", "postgresql+psycopg2://x@127.0.0.1:9/x", "cannot be opened"),
        ("KHORGOS_DATABASE", "mysql://x@127.0.0.1/x", "must begin with"),
    ],
)
def test_a_server_that_does_not_answer_is_a_message(server, first, variable, value, words) -> None:
    environment = server | {variable: value, "AWS_MAX_ATTEMPTS": "1"}
    outcome = khorgos("validate", workspace=first, environment=environment)
    assert outcome.returncode == 2
    assert words in outcome.stderr
    assert variable in outcome.stderr
    assert "Traceback" not in outcome.stderr


def command(unit: str, ports: dict[str, int]) -> list[str]:
    """The words with which ``unit`` starts its program, for this checkout and free ports."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read(DEPLOY / "systemd" / f"khorgos-{unit}.service")
    words = parser["Service"]["ExecStart"].replace("/opt/khorgos/.venv/bin", str(BIN))
    words = words.replace("/opt/khorgos/deploy/workspace.yaml", "{workspace}")
    for default, port in ports.items():
        words = words.replace(f"--port {default}", f"--port {port}")
    return shlex.split(words)


@pytest.fixture
def programs(server, first, tmp_path):
    """Webserver, daemon and code location, started by their units; yield the UI's address."""
    ports = {"3000": free_port(), "4000": free_port()}
    locations = tmp_path / "workspace.yaml"
    text = (DEPLOY / "workspace.yaml").read_text()
    locations.write_text(text.replace("4000", str(ports["4000"])))
    environment = server | {
        "KHORGOS_ROOT": str(first.root),
        "DAGSTER_HOME": str(first.dagster_home),
        "KHORGOS_CODE_HOST": "127.0.0.1",
    }
    with ExitStack() as stack:
        for unit in UNITS:
            words = [word.replace("{workspace}", str(locations)) for word in command(unit, ports)]
            program = stack.enter_context(
                subprocess.Popen(
                    words,
                    env=environment,
                    cwd=tmp_path,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            stack.callback(program.terminate)
        yield f"http://127.0.0.1:{ports['3000']}"


def test_the_units_start_what_a_server_needs(programs) -> None:
    def location() -> str | None:
        entries = ask(
            programs,
            "{workspaceOrError {... on Workspace {locationEntries {name loadStatus "
            "locationOrLoadError {__typename}}}}}",
        )["workspaceOrError"]["locationEntries"]
        loaded = [e for e in entries if e["locationOrLoadError"]["__typename"] != "PythonError"]
        return loaded[0]["name"] if loaded and loaded[0]["loadStatus"] == "LOADED" else None

    assert wait_until(location, 60) == "khorgos"
    runs = ask(programs, "{runsOrError {... on Runs {results {jobName status}}}}")
    assert runs["runsOrError"]["results"] == [{"jobName": "everything", "status": "SUCCESS"}]

    def daemons() -> bool:
        health = ask(
            programs,
            "{instance {daemonHealth {allDaemonStatuses {daemonType required healthy}}}}",
        )["instance"]["daemonHealth"]["allDaemonStatuses"]
        return all(daemon["healthy"] for daemon in health if daemon["required"])

    assert wait_until(daemons, 60)


def test_containers_run_what_the_units_run() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for unit in UNITS:
        started = services[unit]["command"]
        assert "python -m pipeline.home && exec" in started
        program, *words = command(unit, {})
        wanted = [Path(program).name, *words]
        for word in wanted:
            word = word.replace("127.0.0.1", "0.0.0.0").replace("{workspace}", "deploy/workspace")
            assert word in started


def test_every_variable_is_documented() -> None:
    example = (DEPLOY / "khorgos.env.example").read_text()
    code = "".join(path.read_text() for path in (REPOSITORY / "pipeline").rglob("*.py"))
    for name in ("ROOT", "STORE", "DATABASE", "WEBHOOK", "RELEASES_URL"):
        assert f"KHORGOS_{name}" in example
        assert f"KHORGOS_{name}" in code
