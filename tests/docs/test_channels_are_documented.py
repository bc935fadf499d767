"""Whoever sets up a channel finds every variable, path, permission and attribute described."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from footnote.channels.slack.texts import FORGET_COMMAND
from footnote.channels.web.pages import ATTRIBUTES
from footnote.doctor import content, database, environment, secrets, server, slack, telegram, web
from footnote.store import tables
from tests.docs.conftest import ROOT
from tests.docs.markdown import rows, section

VARIABLE = re.compile(r"\$\{(FOOTNOTE_\w+)\}")
EVENTS = "https://bot.example/webhooks/slack/events"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / "docs" / "slack-manifest.yml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def channels(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "docs" / "channels.md"]


def test_every_secret_is_in_the_operators_guide_and_empty_by_default(operator: str) -> None:
    read = set(VARIABLE.findall((ROOT / "credentials.yml").read_text("utf-8")))

    build_hook = (ROOT / "hatch_build.py").read_text("utf-8")

    assert {row[0] for row in rows(section(operator, "Secrets of the channels"))} == read
    assert {name for name in read if f'"{name}": ""' in build_hook} == read


def test_the_manifest_asks_for_what_the_channel_needs_and_no_more(
    manifest: dict[str, Any], channels: str
) -> None:
    asked = manifest["oauth_config"]["scopes"]["bot"]

    assert set(asked) == slack.SCOPES
    assert {row[0] for row in rows(section(channels, "Slack"))} == slack.SCOPES


def test_the_manifest_sends_everything_to_the_channels_route(manifest: dict[str, Any]) -> None:
    (command,) = manifest["features"]["slash_commands"]
    settings = manifest["settings"]

    assert command["command"] == FORGET_COMMAND
    assert command["url"] == EVENTS
    assert settings["event_subscriptions"]["request_url"] == EVENTS
    assert settings["interactivity"] == {"is_enabled": True, "request_url": EVENTS}


def test_the_proxy_lets_through_what_is_for_the_world_and_no_more(channels: str) -> None:
    config = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    passed = re.findall(r"location (?:= )?(\S+) \{\n\s+proxy_pass http://footnote;", config)

    assert passed == [row[0] for row in rows(section(channels, "An address for the world"))]
    assert re.search(r"location / \{\n\s+return 404;", config)


def test_every_attribute_of_the_snippet_is_in_the_webmasters_guide(webmaster: str) -> None:
    documented = {row[0] for row in rows(section(webmaster, "The chat on your website"))}

    assert documented == {attribute.name for attribute in ATTRIBUTES}


def test_every_check_of_the_doctor_is_in_the_operators_guide(operator: str) -> None:
    checks = {content.KNOWLEDGE, content.EMERGENCY, content.MODEL}
    checks |= {
        each.CHECK for each in (database, environment, secrets, server, slack, telegram, web)
    }

    assert {row[0] for row in rows(section(operator, "Doctor"))} == checks


def test_every_table_that_clients_fill_is_in_the_operators_guide(operator: str) -> None:
    described = {row[0] for row in rows(section(operator, "Left by clients"))}
    filled = {name for name in tables.metadata.tables if not name.startswith("kb_")}

    assert described == filled - {"verdict", "installation"}
