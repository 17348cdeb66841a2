"""A real Chromium before a hub of our own, which runs beside the tests with the demonstration in it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
#: Chromium asks nobody on the network for anything.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_TIMEOUT_S = 60


class Hub:
    """The running hub: its address, and by name the paths of its pages."""

    def __init__(self, url: str, paths: dict[str, str]) -> None:
        self.url, self.paths = url, paths

    def address(self, name: str) -> str:
        return f"{self.url}{self.paths[name]}"


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("hub")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fingerpost.config.settings.test",
        "FINGERPOST_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'hub.sqlite3'}",
        "FINGERPOST_PRIVATE_NETWORKS": "127.0.0.0/8",  # where the tests' own sites are
    }
    stage = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("stage.py"))]
    paths = json.loads(subprocess.run(stage, env=environment, check=True, capture_output=True, text=True).stdout)
    port = _free_port()
    serve = [sys.executable, "-m", "django", "runserver", f"127.0.0.1:{port}", "--noreload", "--insecure"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/healthz")
        yield Hub(url, paths)
    finally:
        server.terminate()
        server.wait(10)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own server
        except URLError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The hub did not answer at {address} within {START_TIMEOUT_S} seconds.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = (os.environ.get("CHROMIUM"), "/usr/bin/chromium", "chromium", "google-chrome")
    path = next((path for name in found if name and (path := shutil.which(name))), None)
    if path is None:
        _miss("NOT TESTED: no Chromium found. Install it (apt-get install chromium) or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def _miss(reason: str) -> None:
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def axe(page: Page, *rules: str) -> list[str]:
    """Return what axe finds wrong with a page: by all its rules, or by some. One line each: the rule and the element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"]]
