"""Who answers at an https address: this program, another, nobody, or this one under another name."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from afterround.adapters import port
from afterround.adapters.port import Answer, Listener, who_answers
from tests import tls

KEY = "0123456789abcdef"


class Program:
    """Something that answers /alive with what it is told to; "{host}" stands for the Host it hears."""

    def __init__(self) -> None:
        self.status, self.says, self.hears = 200, json.dumps({"store": KEY, "host": "HOST"}), ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        host = self.hears or handler.headers["Host"]
        handler.send_response(self.status)
        handler.end_headers()
        handler.wfile.write(self.says.replace("HOST", host).encode())


@pytest.fixture
def program() -> Iterator[tuple[Program, int]]:
    """It, and the loopback port it listens on."""
    told = Program()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield told, server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, certificate: tls.Certificate) -> None:
    """The name of the test is found, and its certificate is trusted."""
    real = socket.getaddrinfo

    def lookup(host: str, *args: Any, **more: Any) -> Any:
        return real("127.0.0.1" if host == tls.NAME else host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))


@pytest.mark.usefixtures("found")
def test_this_program_is_recognised_by_its_store(
    program: tuple[Program, int], certificate: tls.Certificate
) -> None:
    with tls.proxy(certificate, program[1]) as address:
        assert who_answers(address, KEY) == Answer(Listener.OURSELVES)
        assert who_answers(address, "another").listener is Listener.OTHER_STORE


@pytest.mark.usefixtures("found")
def test_a_proxy_that_changes_the_host_is_noticed(
    program: tuple[Program, int], certificate: tls.Certificate
) -> None:
    with tls.proxy(certificate, program[1]) as address:
        program[0].hears = "localhost:4717"
        assert not who_answers(address, KEY).is_exact
        program[0].status, program[0].says = 421, "Afterround answers only at https://notes.example.org."
        assert not who_answers(address, KEY).is_exact


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize("says", ["Welcome", "[]", '{"store": 1}', ""])
def test_another_program_is_told_apart(
    program: tuple[Program, int], certificate: tls.Certificate, says: str
) -> None:
    program[0].says = says
    with tls.proxy(certificate, program[1]) as address:
        assert who_answers(address, KEY) == Answer(Listener.OTHER_PROGRAM, "status 200")


def test_a_certificate_nobody_has_signed_is_said(
    program: tuple[Program, int], certificate: tls.Certificate, monkeypatch: pytest.MonkeyPatch, found: None
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with tls.proxy(certificate, program[1]) as address:
        answer = who_answers(address, KEY)
    assert answer.listener is Listener.NOBODY
    assert "certificate is not trusted" in answer.words


def test_a_name_that_is_not_found_and_a_port_nobody_listens_on_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert who_answers("https://127.0.0.1:1", KEY).words == "Connection refused"
    monkeypatch.setattr(port, "ONLINE_PATIENCE", 5.0)
    lost = who_answers("https://nowhere.invalid", KEY)
    assert lost.listener is Listener.NOBODY
    assert lost.words
