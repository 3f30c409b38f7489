"""The releases beside the UI: readable from this machine, and nothing else is."""

import socket
import urllib.error
import urllib.request

import pytest

from pipeline.serving import serve_files, serve_ui
from pipeline.workspace import Workspace
from tests.server import free_port


@pytest.fixture
def url(tmp_path):
    (tmp_path / "outputs" / "v0.1.0").mkdir(parents=True)
    (tmp_path / "outputs" / "v0.1.0" / "claims.csv").write_text("claim_id\r\n")
    (tmp_path / "secret.txt").write_text("not for you")
    server = serve_files(tmp_path / "outputs", free_port())
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_file_of_a_release_is_served_as_it_is(url: str) -> None:
    with urllib.request.urlopen(f"{url}/v0.1.0/claims.csv") as response:
        assert response.read() == b"claim_id\r\n"
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/a/../../secret.txt"])
def test_nothing_outside_the_releases_is_served(url: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(url + path)


def test_nothing_can_be_written(url: str) -> None:
    request = urllib.request.Request(f"{url}/v0.1.0/claims.csv", data=b"x", method="PUT")
    with pytest.raises(urllib.error.HTTPError, match="501"):
        urllib.request.urlopen(request)


@pytest.mark.parametrize("offset", [0, 1])
def test_a_port_that_is_taken_is_named_with_the_remedy(tmp_path, offset: int) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(OSError, match=rf"port {port} is taken.*--port"):
            serve_ui(Workspace(tmp_path), port - offset)
