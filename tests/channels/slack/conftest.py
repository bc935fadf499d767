"""What the Slack tests share: Footnote running against local-slack as Slack."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from footnote.server.stack import Stack, free_port
from tests.channels.slack.peer import (
    BOT,
    BOT_TOKEN,
    CHANNEL,
    SIGNING_SECRET,
    STAFF_TOKEN,
    TEAM,
    Client,
    Slack,
)
from tests.conftest import run_footnote

PACKAGE, VERSION = "local-slack-linux-x64", "0.1.8"
PEER_START_SECONDS = 20.0


@pytest.fixture(scope="session")
def local_slack_binary() -> Path:
    """The stand-in for Slack, fetched from npm the first time and kept outside the project."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "footnote-test-peers" / f"{PACKAGE}-{VERSION}"
    binary = folder / "node_modules" / PACKAGE / "bin" / "local-slack"
    if not binary.exists():
        npm = shutil.which("npm")
        assert npm, "npm is needed to fetch local-slack"
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder)]
        subprocess.run([*install, f"{PACKAGE}@{VERSION}"], check=True, capture_output=True)
    return binary


@pytest.fixture(scope="session")
def slack_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the product that is on Slack."""
    url = f"sqlite:///{tmp_path_factory.mktemp('slack') / 'footnote.db'}"
    loaded = run_footnote("kb", "load", FOOTNOTE_DATABASE_URL=url)
    assert loaded.returncode == 0, loaded.stderr
    return url


@pytest.fixture(scope="session")
def slack(
    model: Path,
    local_slack_binary: Path,
    slack_database: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Slack]:
    """Slack, with Footnote behind its bot."""
    folder = tmp_path_factory.mktemp("local_slack")
    port, slack_port = free_port(), free_port()
    route = f"http://127.0.0.1:{port}/webhooks/slack/events"
    address = f"http://127.0.0.1:{slack_port}"
    app = {
        "appId": "A0FOOTNOTE",
        "botUserId": BOT,
        "botToken": BOT_TOKEN,
        "signingSecret": SIGNING_SECRET,
        "mode": "events",
        "requestUrl": route,
    }
    lounge = {"id": CHANNEL, "name": "lounge", "members": [BOT]}
    config = folder / "config.json"
    config.write_text(
        json.dumps({"workspace": {"teamId": TEAM}, "apps": [app], "channels": [lounge]})
    )
    command = [str(local_slack_binary), "--config", str(config), "--port", str(slack_port)]
    process = subprocess.Popen([*command, "--files-dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        _wait_for(process, address)
        log = tmp_path_factory.mktemp("logs") / "footnote.log"
        environment = {
            "FOOTNOTE_DATABASE_URL": slack_database,
            "FOOTNOTE_STAFF_TOKEN": STAFF_TOKEN,
            "FOOTNOTE_SLACK_API_URL": f"{address}/api/",
            "FOOTNOTE_SLACK_BOT_TOKEN": BOT_TOKEN,
            "FOOTNOTE_SLACK_SIGNING_SECRET": SIGNING_SECRET,
        }
        with Stack(model, port=port, environment=environment, log=log):
            peer = Slack(address, route, log)
            yield peer
            peer.close()
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PEER_START_SECONDS
    while True:
        assert process.poll() is None, "local-slack did not start"
        try:
            httpx.get(f"{address}/_control/state", timeout=5).raise_for_status()
            return
        except httpx.TransportError:
            assert time.monotonic() < deadline, "local-slack does not answer"
            time.sleep(0.1)


@pytest.fixture
def client(slack: Slack) -> Client:
    """A client who has not written before."""
    return slack.new_client()
