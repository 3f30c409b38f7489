"""The Dagster UI in a real browser, on a project of its own, as ``make ui`` starts it.

What a run did is asked of Dagster (GraphQL); what a person sees, of the page. With
``KHORGOS_SCREENSHOTS=1`` the pictures of docs/dagster.md are taken anew.
"""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from pipeline.workspace import Workspace
from tests.graphql import ask, wait_until
from tests.server import free_port, need
from tests.workspaces import REPOSITORY, TEXTS, make_workspace

IMAGES = REPOSITORY / "docs" / "images"
BROWSER = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000
"""Milliseconds for what a page takes a second to show on a machine that does nothing else."""
GROUPS = ("sources", "extraction", "dataset", "validation", "release")
RUNS = "{runsOrError {... on Runs {results {runId status tags {key value}}}}}"
SENSOR = {
    "repositoryName": "__repository__",
    "repositoryLocationName": "khorgos",
    "sensorName": "source_changes",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("ui") / "project")


@pytest.fixture(scope="module")
def url(workspace: Workspace):
    """The address of a UI that runs on ``workspace``."""
    port = free_port(together=2)  # the releases are served on the next
    log = (workspace.root / "ui.log").open("wb")
    program = subprocess.Popen(
        [Path(sys.executable).with_name("khorgos"), "ui", "--port", str(port)],
        env=os.environ | {"KHORGOS_ROOT": str(workspace.root)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: ask(address, "{version}"), 120)
        yield address
    finally:
        program.terminate()
        program.wait()
        log.close()


@pytest.fixture(scope="module")
def page(url: str):
    """A tab of a browser that has the UI open."""
    chromium = need("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER)
        tab = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=url)
        tab.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield tab
        browser.close()


def picture(page: Page, name: str) -> None:
    if os.environ.get("KHORGOS_SCREENSHOTS"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(1_500)  # let the page settle, for people's eyes
        page.screenshot(path=IMAGES / f"{name}.png")


def runs(url: str) -> list[dict[str, Any]]:
    return ask(url, RUNS)["runsOrError"]["results"]


def next_run(url: str, before: list[dict[str, Any]]) -> dict[str, Any]:
    """Wait for the run after those in ``before`` to end, and return it."""
    known = {run["runId"] for run in before}

    def ended() -> dict[str, Any] | None:
        new = [run for run in runs(url) if run["runId"] not in known]
        return new[0] if new and new[0]["status"] in ("SUCCESS", "FAILURE") else None

    return wait_until(ended, 180)


def releases(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in workspace.outputs.glob("v*"))


@pytest.fixture(scope="module")
def materialized(page: Page, url: str) -> list[dict[str, Any]]:
    """The runs that the button "Materialize all" led to, all sources chosen."""
    page.goto("/asset-groups")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_role("button", name="All", exact=True).click()
    page.get_by_role("button", name="Launch").click()

    def ended() -> bool:
        """Dagster extracts in one run, collects in another, and publishes in a third."""
        done = [run["status"] for run in runs(url)]
        return "FAILURE" in done or done == ["SUCCESS"] * 3

    wait_until(ended, 300)
    return runs(url)


def failed_checks(url: str) -> set[str]:
    """The checks of claims whose last execution failed."""
    answer = ask(
        url,
        """{assetNodeOrError(assetKey: {path: ["claims"]}) {... on AssetNode {
            assetChecksOrError {... on AssetChecks {
                checks {name executionForLatestMaterialization {status}}}}}}}""",
    )
    checks = answer["assetNodeOrError"]["assetChecksOrError"]["checks"]
    executed = {c["name"]: c["executionForLatestMaterialization"] for c in checks}
    assert all(executed.values()), "a check was not executed"
    return {name for name, execution in executed.items() if execution["status"] != "SUCCEEDED"}


def test_the_lineage_shows_the_groups_in_the_way_of_the_data(page: Page) -> None:
    page.goto("/asset-groups")
    places = []
    for group in GROUPS:
        node = page.locator("foreignObject").get_by_text(group, exact=True)
        expect(node).to_be_visible()
        places.append(node.bounding_box()["x"])
    assert places == sorted(places)
    picture(page, "lineage")


def test_materialize_all_ends_in_success(
    materialized, page: Page, url: str, workspace: Workspace
) -> None:
    assert materialized
    assert {run["status"] for run in materialized} == {"SUCCESS"}
    assert failed_checks(url) == set()
    assert releases(workspace) == ["v0.1.0"]
    page.goto(f"/runs/{materialized[0]['runId']}")
    expect(page.get_by_text("Success").first).to_be_visible()
    picture(page, "run")


def test_the_release_page_links_to_the_files(
    materialized, page: Page, workspace: Workspace
) -> None:
    page.goto("/assets/release")
    link = page.get_by_role("link", name="/v0.1.0/").first
    expect(link).to_be_visible()
    address = link.get_attribute("href")
    link.scroll_into_view_if_needed()
    picture(page, "release")
    page.get_by_text("[Show Markdown]").first.click()
    file = page.get_by_role("link", name="claims.csv")
    expect(file).to_be_visible()
    assert file.get_attribute("href") == f"{address}claims.csv"
    with urllib.request.urlopen(f"{address}claims.csv") as response:
        assert response.read() == (workspace.outputs / "v0.1.0" / "claims.csv").read_bytes()


def test_a_changed_source_starts_a_run_through_the_sensor(
    materialized, page: Page, url: str, workspace: Workspace
) -> None:
    ask(
        url,
        "mutation ($sensor: SensorSelector!) {startSensor(sensorSelector: $sensor) {__typename}}",
        sensor=SENSOR,
    )

    def ticks() -> list[dict[str, Any]]:
        state = ask(
            url,
            "query ($sensor: SensorSelector!) {sensorOrError(sensorSelector: $sensor) "
            "{... on Sensor {sensorState {ticks(limit: 5) {status}}}}}",
            sensor=SENSOR,
        )
        return state["sensorOrError"]["sensorState"]["ticks"]

    before = runs(url)
    wait_until(lambda: [tick for tick in ticks() if tick["status"] == "SKIPPED"], 60)
    assert runs(url) == before, "nothing changed, so the sensor should have asked for nothing"

    gas = workspace.raw / "documents" / "gas.txt"
    gas.write_text(TEXTS["gas"] + "\nIn 2014 Turkmenistan opened a pipeline to China.\n")
    run = next_run(url, before)
    assert run["status"] == "SUCCESS"
    assert {"key": "dagster/sensor_name", "value": "source_changes"} in run["tags"]
    assert releases(workspace) == ["v0.1.0", "v0.1.1"]
    page.goto("/locations/__repository__@khorgos/sensors/source_changes")
    expect(page.get_by_text("1 run requested").first).to_be_visible()
    picture(page, "sensor")


def test_a_bad_row_turns_its_check_red_and_blocks_the_release(
    materialized, page: Page, url: str, workspace: Workspace
) -> None:
    """The sensor, which the test before switched on, sees the planted correction."""
    before, standing = runs(url), releases(workspace)
    claims = pd.read_parquet(workspace.outputs / "v0.1.0" / "claims.parquet")
    row_id = claims.claim_id[claims.unit == "USD"].iloc[0]
    with workspace.corrections.open("a") as file:
        file.write(f"claims,{row_id},edit,unit,USD,furlongs,planted,A. Tester\n")
    assert next_run(url, before)["status"] == "FAILURE"
    assert releases(workspace) == standing
    assert failed_checks(url) == {"unit_fits_its_kind"}

    page.goto("/assets/claims?view=checks&checkDetail=unit_fits_its_kind")
    expect(page.get_by_text("Failed").first).to_be_visible()
    expect(page.get_by_text(row_id).first).to_be_visible()
    expect(page.get_by_text("furlongs").first).to_be_visible()
    picture(page, "check")
    wait_until(lambda: list((workspace.state / "failures").glob("*.md")), 60)
