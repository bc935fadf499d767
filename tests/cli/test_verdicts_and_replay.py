"""Looking at verdicts and replaying them: no trained model is asked before the input is sound."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from footnote.store.database import migrate, open_database
from footnote.store.verdict_log import VerdictLog
from tests.conftest import run_footnote


def _log(url: str) -> VerdictLog:
    engine = open_database(url)
    migrate(engine)
    return VerdictLog(engine)


def test_the_newest_verdicts_are_shown_without_their_senders(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'verdicts.db'}"
    log = _log(url)
    for day, rule in ((1, "cramp"), (2, "swelling"), (3, "severe_pain")):
        log.record(
            sender="ada@example.org",
            time=datetime.now(timezone.utc).replace(year=2099, month=11, day=day),
            channel="rest",
            urgency="doctor",
            clearance=None,
            rules=[rule],
            findings=["pain"],
            knowledge_version="",
        )

    shown = run_footnote(
        *("verdicts", "--limit", "2", "--since", "2099-11-02"),
        FOOTNOTE_DATABASE_URL=url,
        COLUMNS="160",
    )
    none = run_footnote("verdicts", "--since", "2100-01-01", FOOTNOTE_DATABASE_URL=url)

    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.index("severe_pain") < shown.stdout.index("swelling")
    assert "cramp" not in shown.stdout
    assert "ada" not in shown.stdout
    assert none.stdout == "No verdicts.\n"


@pytest.mark.parametrize(
    "arguments", [["verdicts", "--since", "yesterday"], ["verdicts", "--limit", "0"], ["replay"]]
)
def test_wrong_arguments_are_refused(arguments: list[str]) -> None:
    ended = run_footnote(*arguments)

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_bad_line_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "stored.jsonl"
    path.write_text('{"text": "it hurts", "urgency": "doctor"}\n{"text": "hi"}\n', "utf-8")

    for file, reason in (
        (path, ":2: nothing to compare with"),
        (tmp_path / "none", "No such file"),
    ):
        ended = run_footnote("replay", str(file), FOOTNOTE_MODELS_DIR=str(tmp_path))
        assert ended.returncode == 1
        assert ended.stdout == ""
        (line,) = ended.stderr.splitlines()
        assert line.startswith("footnote: ")
        assert reason in line
