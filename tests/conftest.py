"""Fixtures that several rooms share."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the checkout; the test is skipped where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is not here: this test reads real news that is not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def browser():
    """Chromium, run by Playwright; tests are skipped where there is none, unless FRAMING_BROWSER=required."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("FRAMING_BROWSER") == "required":
            pytest.fail("no Chromium on this machine, and FRAMING_BROWSER=required: install the package chromium")
        pytest.skip("no Chromium here: this test opens pages in a browser; install the package chromium")
    from playwright.sync_api import sync_playwright

    switches = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=switches)
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """What happened in a page that should be quiet."""

    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser):
    """A function that opens a page of a given size and colour scheme, and what it does that it should not.

    After the test no script may have failed, nothing may have been logged as an error, and no address outside this
    computer may have been asked for.
    """
    contexts, watched = [], Watched()

    def make(address, *, width=1200, height=900, scheme="light", **more):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: watched.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: watched.troubles.append(str(error)))
        page.on("request", lambda asked: watched.requests.append(asked.url))
        page.goto(address)
        return page

    make.watched = watched
    yield make
    for context in contexts:
        context.close()
    outside = [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))]
    assert not outside
    assert not watched.troubles


@pytest.fixture
def accessible():
    """A function that fails where axe finds a page not accessible."""

    def check(page):
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(page).response["violations"]
        assert not found, [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]

    return check
