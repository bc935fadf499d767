"""The doctor finds what is wrong with settings, secrets, content and database, and how to mend."""

from __future__ import annotations

import json
import secrets
import socket
from pathlib import Path

import pytest
from alembic import command

from footnote.doctor.findings import Finding, Status
from footnote.doctor.server import check_server
from footnote.server.stack import free_port
from footnote.store.database import alembic_config, migrate, open_database
from tests.conftest import ROOT, run_footnote
from tests.doctor.conftest import Examined

SOUND = secrets.token_urlsafe(32)


def _only(found: list[Finding], status: Status) -> Finding:
    """Return the one finding that is not well, which says how to mend it."""
    (finding,) = [each for each in found if each.status is not Status.OK]
    assert finding.status is status
    assert finding.mend
    return finding


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("settings", "every setting is known and sound"),
        ("emergency numbers", "911; the 988 Suicide and Crisis Lifeline, 988"),
        ("database", "answers, can be written to, and has today's tables"),
        ("secrets", "1 secret(s) set, long enough and no examples"),
        ("web", "the widget may be shown on https://spa.example"),
        ("telegram", "switched off"),
        ("slack", "switched off"),
    ],
)
def test_nothing_is_wrong_with_a_sound_installation(
    examined: Examined, check: str, told: str
) -> None:
    (finding,) = examined(check)

    assert (finding.status, finding.text, finding.mend) == (Status.OK, told, "")


@pytest.mark.parametrize(
    ("check", "variable", "value", "told"),
    [
        ("settings", "FOOTNOTE_TURN_TIMEOUT", "soon", "FOOTNOTE_TURN_TIMEOUT: value is not"),
        ("settings", "FOOTNOTE_TURN_TIMEOUT", "1", "a turn ends before its action may"),
        ("secrets", "FOOTNOTE_STAFF_TOKEN", "kX9-vQ2_mZ", "FOOTNOTE_STAFF_TOKEN is too short"),
        ("secrets", "FOOTNOTE_STAFF_TOKEN", "changeme" * 5, "looks like an example"),
        ("secrets", "FOOTNOTE_STAFF_TOKEN", "Zz9" * 15, "repeats itself"),
        ("secrets", "FOOTNOTE_WEB_SECRET", "hunter2", "FOOTNOTE_WEB_SECRET is too short"),
        ("web", "FOOTNOTE_WEB_ORIGINS", "spa.example", "'spa.example' is no origin"),
        ("telegram", "FOOTNOTE_TELEGRAM_SECRET", SOUND, "FOOTNOTE_TELEGRAM_TOKEN is not set"),
        ("telegram", "FOOTNOTE_TELEGRAM_TOKEN", "4711:AAH", "FOOTNOTE_TELEGRAM_SECRET must be set"),
        ("slack", "FOOTNOTE_SLACK_BOT_TOKEN", "xoxb-1", "FOOTNOTE_SLACK_SIGNING_SECRET must be"),
        ("slack", "FOOTNOTE_SLACK_SIGNING_SECRET", SOUND, "FOOTNOTE_SLACK_BOT_TOKEN must be set"),
        ("database", "FOOTNOTE_DATABASE_URL", "nonsense", "is no SQLAlchemy URL"),
        ("database", "FOOTNOTE_DATABASE_URL", "sqlite:////no/such/a.db", "/no/such does not exist"),
        ("database", "FOOTNOTE_DATABASE_URL", "sqlite:///README.md", "file is not a database"),
        ("database", "FOOTNOTE_DATABASE_URL", "mysql://db.example/footnote", "is missing"),
        ("knowledge base", "FOOTNOTE_KNOWLEDGE_DIR", "docs", "docs/"),
    ],
)
def test_what_is_broken_is_found(
    examined: Examined, check: str, variable: str, value: str, told: str
) -> None:
    found = examined(check, **{variable: value})

    texts = [finding.text for finding in found if finding.status is Status.BROKEN]
    assert any(told in text for text in texts), texts
    assert all(finding.mend for finding in found if finding.status is not Status.OK)


@pytest.mark.parametrize(
    ("check", "variable", "value", "told"),
    [
        ("settings", "FOOTNOTE_TURN_TIMOUT", "6", "nothing reads FOOTNOTE_TURN_TIMOUT"),
        ("secrets", "FOOTNOTE_STAFF_TOKEN", "", "staff cannot write into conversations"),
        ("web", "FOOTNOTE_WEB_ORIGINS", "", "only Footnote's own pages"),
        ("web", "FOOTNOTE_WEB_ORIGINS", "http://spa.example", "is not encrypted"),
        ("knowledge base", "FOOTNOTE_WEB_SECRET", "", "the sample spa"),
        ("model", "FOOTNOTE_MODELS_DIR", "docs", "none fits"),
    ],
)
def test_what_can_stay_as_it_is_is_a_hint(
    examined: Examined, check: str, variable: str, value: str, told: str
) -> None:
    assert told in _only(examined(check, **{variable: value}), Status.HINT).text


def test_a_secret_used_twice_is_found(examined: Examined) -> None:
    found = examined("secrets", FOOTNOTE_STAFF_TOKEN=SOUND, FOOTNOTE_WEB_SECRET=SOUND)

    told = "FOOTNOTE_WEB_SECRET and FOOTNOTE_STAFF_TOKEN have the same value"
    assert [each.text for each in found if each.status is Status.BROKEN] == [told]


def test_a_secret_in_the_file_is_found_and_not_printed(
    examined: Examined, empty_folder: Path
) -> None:
    (empty_folder / "credentials.yml").write_text(
        f"footnote.channels.staff.StaffChannel:\n  token: {SOUND}\n", encoding="utf-8"
    )

    finding = _only(
        examined("secrets", FOOTNOTE_KNOWLEDGE_DIR=str(ROOT / "knowledge")), Status.BROKEN
    )

    assert finding.text == "token of StaffChannel stands in credentials.yml"
    assert SOUND not in str(finding)


def test_a_folder_that_is_not_the_projects_is_said_to_be_none(
    examined: Examined, empty_folder: Path
) -> None:
    assert "credentials.yml" in _only(examined("credentials"), Status.BROKEN).text


def test_a_database_that_is_not_up_to_date_is_found_and_left_alone(
    examined: Examined, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    missing = _only(examined("database", FOOTNOTE_DATABASE_URL=url), Status.HINT)
    assert not (tmp_path / "old.db").exists()
    engine = open_database(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")

    old = _only(examined("database"), Status.BROKEN)
    migrate(engine)
    empty = _only(examined("database"), Status.HINT)

    assert "is not there yet" in missing.text
    assert "its tables are not those of this version" in old.text
    assert "holds other content than the files" in empty.text
    engine.dispose()


def test_a_port_that_something_else_has_is_found() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        assert check_server("127.0.0.1", port).status is Status.BROKEN

    assert check_server("127.0.0.1", free_port()).status is Status.OK


@pytest.mark.usefixtures("examined")
def test_the_command_fails_where_something_is_broken(tmp_path: Path) -> None:
    sound = run_footnote("doctor", "--port", str(free_port()))
    broken = run_footnote(
        *("doctor", "--json", "--port", str(free_port())), FOOTNOTE_STAFF_TOKEN="changeme"
    )

    assert (sound.returncode, sound.stderr) == (0, "")
    assert sound.stdout.splitlines()[-1].startswith("0 broken, ")
    assert broken.returncode == 1
    found = [each for each in json.loads(broken.stdout) if each["status"] == "broken"]
    assert [(each["check"], each["text"]) for each in found] == [
        ("secrets", "FOOTNOTE_STAFF_TOKEN looks like an example or a default value")
    ]
    assert "token_urlsafe" in found[0]["mend"]
