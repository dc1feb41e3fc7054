"""A pairing address as a QR code: what a camera reads in it is the address."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from afterround.formats.qr import (
    BLACK_ON_WHITE,
    PLAIN,
    QUIET,
    can_draw,
    picture,
    terminal_picture,
    terminal_width,
)
from tests.codes import draw, read_code

ADDRESSES = [
    "https://a.example/open/?token=" + "Zk9-" * 10,
    "https://" + "long-name." * 12 + "example/open/?token=x",
]


def bare(lines: list[str]) -> list[str]:
    """The lines without their colours."""
    assert all(line.startswith(BLACK_ON_WHITE) and line.endswith(PLAIN) for line in lines)
    return [line.removeprefix(BLACK_ON_WHITE).removesuffix(PLAIN) for line in lines]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_terminal_shows_the_address(address: str) -> None:
    lines = bare(terminal_picture(address))
    assert read_code(draw(lines)) == address
    assert {len(line) for line in lines} == {terminal_width(address)}


def test_there_is_quiet_around_the_code() -> None:
    lines = bare(terminal_picture(ADDRESSES[0]))
    assert not "".join(lines[: QUIET // 2]).strip()
    assert not any(line[:QUIET].strip() or line[-QUIET:].strip() for line in lines)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_shows_black_on_white_whatever_its_colours(address: str) -> None:
    kind, _, text = picture(address).partition(",")
    assert kind.startswith("data:image/svg+xml")
    svg = ElementTree.fromstring(unquote(text))
    assert re.fullmatch(r"0 0 (\d+) \1", svg.attrib["viewBox"])
    ground, code = svg
    assert (ground.attrib["fill"], code.attrib["stroke"]) == ("#fff", "#000")


@pytest.mark.parametrize(("encoding", "is_able"), [("utf-8", True), ("ascii", False), ("nonsense", False)])
def test_a_terminal_that_has_no_blocks_is_known(encoding: str, is_able: bool) -> None:
    assert can_draw(encoding) is is_able
