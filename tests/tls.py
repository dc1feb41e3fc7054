"""A proxy that takes the encryption off before the program, as one's own server or a mesh network would."""

import asyncio
import socket
import ssl
import subprocess
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

NAME = "afterround.test"
"""The name of the program's own address; .test is reserved, so it is nobody's."""

PIECE = 65536


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path


def make_certificate(folder: Path) -> Certificate:
    """A certificate for NAME that is signed by its own key and good for two days."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    named = ["-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-out", str(made.certificate), "-keyout", str(made.key)]
    subprocess.run([*command, *named, *files], check=True, capture_output=True)
    return made


@contextmanager
def proxy(certificate: Certificate, port: int) -> Iterator[str]:
    """Lead `https://NAME:...`, the address this yields, to a loopback port; every byte passes as it is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    listening = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    ended = asyncio.Event()
    serving = Thread(target=loop.run_until_complete, args=(_serve(listening, context, port, ended),))
    serving.start()
    try:
        yield f"https://{NAME}:{listening.getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(ended.set)
        serving.join()
        loop.close()


async def _serve(listening: socket.socket, context: ssl.SSLContext, port: int, ended: asyncio.Event) -> None:
    """Take connections until the end is called; those that are still open then are cut."""

    async def lead(visitor: StreamReader, to_visitor: StreamWriter) -> None:
        try:
            program, to_program = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            to_visitor.close()
            return
        await asyncio.gather(_pass_on(visitor, to_program), _pass_on(program, to_visitor))

    async with await asyncio.start_server(lead, sock=listening, ssl=context):
        await ended.wait()
        connections = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _pass_on(source: StreamReader, target: StreamWriter) -> None:
    """Pass on what comes until nothing comes any more, then end the other side too."""
    try:
        with suppress(OSError):
            while piece := await source.read(PIECE):
                target.write(piece)
                await target.drain()
    finally:
        target.close()
