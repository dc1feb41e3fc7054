"""The ground every test stands on: a data folder of its own, the cast, a served program, a browser."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

# Settings read the environment once, so it must be right before Django is set up. Nothing of the developer's
# own may be touched: neither the store nor the database.
TEST_HOME = Path(tempfile.mkdtemp(prefix="afterround-test-"))
for _name in [name for name in os.environ if name.startswith("AFTERROUND_") and "_TEST_" not in name]:
    del os.environ[_name]
os.environ["AFTERROUND_HOME"] = str(TEST_HOME)
os.environ["TZ"] = "UTC"  # the cast reads its clocks there, wherever the tests run
os.environ["DJANGO_SETTINGS_MODULE"] = "afterround.settings"
# Playwright's event loop runs in the main thread, where Django would then refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What runs in the background may have been told to ignore Ctrl-C, and what it starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

from tests import postgresql, tls  # noqa: E402
from tests.browser import (  # noqa: E402
    Running,
    environment,
    free_port,
    launch_chromium,
    serving,
    watched_context,
)
from tests.browser import axe as run_axe  # noqa: E402
from tests.warm import PROGRAM  # noqa: E402

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser, Page

    from afterround.data.models import Owner

ROOT = Path(__file__).resolve().parent.parent
ABSENT_SHARED = "no ../shared beside the project"
"""The one reason for which a test may be skipped in continuous integration."""

_database = pytest.StashKey[postgresql.Server]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --database and --torture."""
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="where the tables are"
    )
    parser.addoption(
        "--torture", action="store_true", help="run the tests in tests/torture, which take minutes"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose the database, then read the settings, which tells pytest-django to set Django up."""
    if config.getoption("database") == "postgresql":
        _choose_postgresql(config)
    from django.conf import settings

    assert settings.DATABASES


def _choose_postgresql(config: pytest.Config) -> None:
    """Start PostgreSQL unless one is named; xdist's workers share the one their controller has started."""
    if not os.environ.get(postgresql.ADDRESS) and postgresql.find_binaries() is not None:
        server = postgresql.Server()
        config.stash[_database] = server
        os.environ[postgresql.ADDRESS] = server.address
    if os.environ.get(postgresql.ADDRESS):
        os.environ["AFTERROUND_DATABASE"] = os.environ[postgresql.ADDRESS]
    elif os.environ.get("CI"):
        pytest.exit(postgresql.ABSENT, returncode=1)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started and leave nothing behind."""
    if _database in config.stash:
        config.stash[_database].stop()
        os.environ.pop(postgresql.ADDRESS, None)
    shutil.rmtree(TEST_HOME, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out torture unless it is asked for, and what is about the other database."""
    left_out = set()
    if not config.getoption("torture"):
        left_out |= {item for item in items if "torture" in item.path.parts}
    elsewhere = {"postgresql": "embedded", "sqlite": "server"}[config.getoption("database")]
    left_out |= {item for item in items if item.get_closest_marker(elsewhere)}
    if config.getoption("database") == "postgresql" and not os.environ.get(postgresql.ADDRESS):
        for item in items:
            item.add_marker(pytest.mark.skip(reason=postgresql.ABSENT))
    for item in items:
        if {"browser_page", "phone_page", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    """In continuous integration nothing is skipped but for an absent ../shared."""
    report: pytest.TestReport = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Any:
    """The same for whole modules."""
    report: pytest.CollectReport = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") and report.skipped and ABSENT_SHARED not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped, which continuous integration does not allow: {report.longrepr}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Give each of xdist's workers a database of its own; SQLite's lies in the memory of the process anyway."""
    from pytest_django.fixtures import _set_suffix_to_test_databases

    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and "AFTERROUND_DATABASE" in os.environ:
        _set_suffix_to_test_databases(suffix=worker)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The cast's present; the program's clock stands at it too."""
    from tests.cast import NOW

    monkeypatch.setenv("AFTERROUND_NOW", NOW.isoformat())
    return NOW


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own for everything but the tables, which stay where they are."""
    home = tmp_path / "own-home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("AFTERROUND_HOME", str(home))
    return home


@pytest.fixture
def ann(db: None, now: datetime) -> "Owner":
    """The candidate, who has the data: the local owner."""
    from afterround.actions.owners import ensure_local_owner

    return ensure_local_owner(now=now)


@pytest.fixture
def bo(db: None, now: datetime) -> "Owner":
    """Ann's coach."""
    from afterround.data.models import Owner

    return Owner.objects.create(username="bo", created_at=now)


@pytest.fixture
def cleo(db: None, now: datetime) -> "Owner":
    """A stranger, who must see nothing."""
    from afterround.data.models import Owner

    return Owner.objects.create(username="cleo", created_at=now)


@pytest.fixture
def stranger() -> "Client":
    """A browser that was never let in, at the canonical address."""
    return _client()


@pytest.fixture
def signed_in(now: datetime) -> "Callable[[Owner], Client]":
    """Make a browser of an owner's that was let in, at the canonical address."""
    from afterround.actions.owners import admit_device, make_open_token

    def let_in(owner: "Owner") -> "Client":
        client = _client()
        token = make_open_token(owner, now=now)
        client.cookies["afterround_device"] = admit_device(token, name="Test browser", now=now)
        return client

    return let_in


def _client() -> "Client":
    from django.conf import settings
    from django.test import Client

    origin = urlsplit(settings.ORIGIN or "http://localhost")
    return Client(SERVER_NAME=origin.hostname, SERVER_PORT=str(origin.port or 80), HTTP_HOST=origin.netloc)


@pytest.fixture
def shared() -> Path:
    """The material beside the project, where there is any."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(ABSENT_SHARED)
    return folder


@pytest.fixture
def demo(ann: "Owner", now: datetime) -> "Owner":
    """Ann with the demo's three months, which end now."""
    from tests.demo import live_the_demo

    live_the_demo(ann, now=now)
    return ann


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which `afterround demo` was filled, once, by the real clock."""
    home = tmp_path_factory.mktemp("demo") / "home"
    command = [str(PROGRAM), "demo", "--fill-only"]
    subprocess.run(command, env=environment(home), check=True, capture_output=True)
    return home


@pytest.fixture
def demo_store(tmp_path: Path, filled_home: Path) -> Path:
    """A copy of the demo's data folder, for a terminal, or to be served: `serving(demo_store.parent)`."""
    return Path(shutil.copytree(filled_home / "demo", tmp_path / "home"))


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty store, made once; copies of it start sooner than a new one."""
    home = tmp_path_factory.mktemp("made") / "home"
    subprocess.run(
        [str(PROGRAM), "round", "list"], env=environment(home), capture_output=True, timeout=120, check=True
    )
    return home


@pytest.fixture
def running(tmp_path: Path, made_home: Path) -> Iterator[Running]:
    """`afterround serve` as a process of its own, with an empty store and a free port."""
    shutil.copytree(made_home, tmp_path / "home")
    with serving(tmp_path) as program:
        yield program


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tls.Certificate:
    """A certificate for `tests.tls.NAME`, signed by itself."""
    return tls.make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def at_own_address(tmp_path: Path, made_home: Path, certificate: tls.Certificate) -> Iterator[Running]:
    """`afterround serve --at https://afterround.test:PORT`, with a proxy before it that takes the encryption off."""
    shutil.copytree(made_home, tmp_path / "home")
    port = free_port()
    with tls.proxy(certificate, port) as address, serving(tmp_path, address, port) as program:
        yield program


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The distribution's Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def allowed_console() -> list[str]:
    """Texts that make a console error pass; a test that provokes one adds to it."""
    return []


@pytest.fixture
def browser_page(
    request: pytest.FixtureRequest, browser: "Browser", allowed_console: list[str]
) -> "Iterator[Page]":
    """A page on a laptop. The test fails on any console error, page error or CSP violation."""
    _outlive_pages(request)
    with watched_context(browser, allowed_console, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


@pytest.fixture
def phone_page(
    request: pytest.FixtureRequest, browser: "Browser", allowed_console: list[str]
) -> "Iterator[Page]":
    """A page on a phone with a touch screen, as strict as `browser_page`."""
    _outlive_pages(request)
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with watched_context(browser, allowed_console, **phone) as context:
        yield context.new_page()


def _outlive_pages(request: pytest.FixtureRequest) -> None:
    """Start the program before a page and end it after, in whatever order a test names the two."""
    for name in {"running", "at_own_address"} & set(request.fixturenames):
        request.getfixturevalue(name)


@pytest.fixture
def axe() -> "Callable[[Page], None]":
    """Fail on any accessibility finding of axe-core in a page."""
    return run_axe
