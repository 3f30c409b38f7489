"""A run that failed: a report in a file, and word to a webhook over https."""

import datetime
import ipaddress
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import dagster as dg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipeline import failures
from pipeline.defs.failures import failure_report
from pipeline.defs.resources import WorkspaceResource
from pipeline.workspace import Workspace

FAILURE = failures.Failure(
    "run-1",
    "everything",
    "2024-01-01T05:00:00+00:00",
    [failures.FailedStep("expectations", "1 blocking asset check failed")],
    [failures.FailedCheck("claims.unit_fits_its_kind", "ERROR", "1 row", ["claim_id", "c-7"])],
)


class Hook(BaseHTTPRequestHandler):
    """Keeps what it is told; answers as the test wants."""

    told: ClassVar[list[dict]] = []
    status = 200

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.told.append(json.loads(self.rfile.read(length)))
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", self.path + "elsewhere")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


def certificate(folder) -> str:
    """Write a certificate for this machine, and its key, to one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "hook.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(path)


@pytest.fixture
def webhook(tmp_path, monkeypatch):
    """The address of a webhook on this machine that speaks TLS."""
    pem = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = HTTPServer(("127.0.0.1", 0), Hook)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", pem)
    monkeypatch.setattr(Hook, "told", [])
    monkeypatch.setattr(Hook, "status", 200)
    yield f"https://127.0.0.1:{server.server_port}/hook"
    server.shutdown()


@pytest.fixture(autouse=True)
def no_webhook(monkeypatch) -> None:
    monkeypatch.delenv(failures.WEBHOOK, raising=False)


def test_the_report_says_what_failed_and_where(tmp_path) -> None:
    path = failures.report(Workspace(tmp_path), FAILURE)
    assert path == tmp_path / ".khorgos" / "failures" / "run-1.md"
    text = path.read_text()
    for words in ("everything failed", "the last release stands", "unit_fits_its_kind", "    c-7"):
        assert words in text


def test_the_webhook_is_told_once(tmp_path, webhook, monkeypatch) -> None:
    monkeypatch.setenv(failures.WEBHOOK, webhook)
    path = failures.report(Workspace(tmp_path), FAILURE)
    assert "Webhook: told (HTTP 200)" in path.read_text()
    assert failures.report(Workspace(tmp_path), FAILURE) is None
    [told] = Hook.told
    assert "unit_fits_its_kind" in told["text"]


@pytest.mark.parametrize(("status", "words"), [(500, "HTTP 500"), (302, "HTTP 302")])
def test_a_webhook_that_refuses_or_leads_elsewhere_is_noted(
    tmp_path, webhook, monkeypatch, status, words
) -> None:
    monkeypatch.setenv(failures.WEBHOOK, webhook)
    monkeypatch.setattr(Hook, "status", status)
    path = failures.report(Workspace(tmp_path), FAILURE)
    assert f"answered {words}" in path.read_text()
    assert len(Hook.told) == 1


@pytest.mark.parametrize("scheme", ["http", "file", "ftp"])
def test_nothing_is_sent_but_over_https(tmp_path, webhook, monkeypatch, scheme) -> None:
    url = webhook.replace("https", scheme)
    monkeypatch.setenv(failures.WEBHOOK, url)
    text = failures.report(Workspace(tmp_path), FAILURE).read_text()
    assert "must begin with https://" in text
    assert url not in text
    assert not Hook.told


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, webhook, monkeypatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv(failures.WEBHOOK, webhook)
    assert "did not answer" in failures.report(Workspace(tmp_path), FAILURE).read_text()
    assert not Hook.told


def test_a_run_that_fails_in_dagster_is_reported(tmp_path) -> None:
    @dg.op
    def read_the_river() -> None:
        raise ValueError("the river is dry")

    @dg.job
    def survey() -> None:
        read_the_river()

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        result = survey.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            "failure_report", result.get_run_failure_event(), instance, result.dagster_run
        ).for_run_failure()
        failure_report(context, project=WorkspaceResource(root=str(tmp_path / "project")))
    report = tmp_path / "project" / ".khorgos" / "failures" / f"{result.run_id}.md"
    assert "- **read_the_river**: ValueError: the river is dry" in report.read_text()
