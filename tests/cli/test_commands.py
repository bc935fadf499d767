"""The command line as a user meets it: sound results, and one clear line for each mistake."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from footnote.server.models import QUIET_ENVIRONMENT
from footnote.server.stack import Stack, free_port
from tests.conftest import ROOT, Client, run_footnote


def test_a_port_in_use_is_one_clear_line(model: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run_footnote("up", "--port", str(port))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        f"footnote: port {port} on 127.0.0.1 is in use: end what runs there, or use --port"
    ]


def test_a_broken_knowledge_base_is_named_with_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", broken)
    spa = broken / "spa.yml"
    spa.write_text(spa.read_text(encoding="utf-8").replace("name:", "nome:", 1), encoding="utf-8")
    for command in (["kb", "check"], ["up", "--port", str(free_port())]):
        ended = run_footnote(*command, FOOTNOTE_KNOWLEDGE_DIR=str(broken))
        assert ended.returncode == 1
        assert "spa.yml:3: nome: unknown key: did you mean name?" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_mistake_in_what_only_training_reads_is_named_before_training(tmp_path: Path) -> None:
    broken = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", broken)
    examples = broken / "next_questions" / "popping.yml"
    text = examples.read_text(encoding="utf-8").replace("popping_danger:", "popping_dangr:", 1)
    examples.write_text(text, encoding="utf-8")
    for command in (["kb", "check"], ["up", "--port", str(free_port())]):
        ended = run_footnote(*command, FOOTNOTE_KNOWLEDGE_DIR=str(broken))
        assert ended.returncode == 1
        assert "popping.yml:2: there is no topic popping_dangr: rename it" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_corrupt_model_is_one_clear_line(model: Path, tmp_path: Path) -> None:
    (tmp_path / model.name).write_bytes(b"no archive")
    ended = run_footnote(
        *("up", "--port", str(free_port())),
        FOOTNOTE_MODELS_DIR=str(tmp_path),
        FOOTNOTE_LOG_FILE=str(tmp_path / "log"),
    )
    assert ended.returncode == 1
    assert f"{model.name} cannot be loaded: delete it" in ended.stderr.replace("\n", "")
    assert "Traceback" not in ended.stderr


def test_a_database_that_cannot_be_opened_is_one_clear_line() -> None:
    ended = run_footnote("kb", "load", FOOTNOTE_DATABASE_URL="sqlite:////nowhere/at/all.db")
    assert ended.returncode == 1
    assert "check FOOTNOTE_DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_setting_that_is_no_number_is_one_clear_line() -> None:
    ended = run_footnote("kb", "check", FOOTNOTE_ACTION_TIMEOUT="soon")
    assert ended.returncode == 1
    assert "FOOTNOTE_ACTION_TIMEOUT" in ended.stderr


def test_up_prints_its_address_and_ctrl_c_ends_every_process(model: Path, tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        **QUIET_ENVIRONMENT,
        "FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'up.db'}",
        "FOOTNOTE_LOG_FILE": str(tmp_path / "up.log"),
    }
    command = [sys.executable, "-m", "footnote", "up", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as up:
        assert up.stdout is not None
        assert up.stdout.readline() == f"Footnote answers at http://127.0.0.1:{port}\n"
        health = httpx.get(f"http://127.0.0.1:{port}/health").json()
        assert health["status"] == "ok"
        assert health["model"] == model.name
        assert len(health["knowledge"]) == 12
        children = psutil.Process(up.pid).children(recursive=True)
        assert len(children) >= 2
        # Whoever is impatient presses it again, and a supervisor signals all of a group.
        for again in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            up.send_signal(again)
            time.sleep(0.2)
        assert up.wait(30) == 0
    assert not [child for child in children if child.is_running()]


def test_one_question_gives_one_envelope_as_json(stack: Stack) -> None:
    asked = run_footnote("ask", "--json", "--url", stack.address, "why do my feet pop?")
    assert json.loads(asked.stdout)["topics"] == ["popping_cause"]


def test_a_chat_shows_citations_and_no_json(stack: Stack) -> None:
    chat = subprocess.run(
        [sys.executable, "-m", "footnote", "chat", "--url", stack.address],
        input="Is reflexology proven?\nhow come?\n\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **QUIET_ENVIRONMENT},
        timeout=60,
    )
    assert chat.returncode == 0
    assert "[1] Foot Massage: Risks and Dangers of Foot Massage" in chat.stdout
    assert "->" in chat.stdout
    assert "{" not in chat.stdout
    assert chat.stderr == ""


def test_a_changed_answer_is_served_at_once_and_a_failed_load_changes_nothing(
    stack: Stack, database_url: str, tmp_path: Path, client: Client
) -> None:
    changed = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", changed)
    house = changed / "topics" / "house.yml"
    before = client.envelope("where can I park?")["kb_version"]
    original = house.read_text(encoding="utf-8")
    house.write_text(
        original.replace("Our address is $address.", "Ask for the blue gate."), encoding="utf-8"
    )
    environment = {"FOOTNOTE_KNOWLEDGE_DIR": str(changed), "FOOTNOTE_DATABASE_URL": database_url}
    try:
        assert "~ topic parking: more" in run_footnote("kb", "diff", **environment).stdout
        loaded = run_footnote("kb", "load", **environment)
        assert "footnote train" not in loaded.stdout
        entries = client.say("where can I park?")
        assert "Ask for the blue gate." in entries[0]["text"]
        after = entries[-1]["custom"]["kb_version"]
        assert after != before
        house.write_text(original.replace("related:", "relatid:", 1), encoding="utf-8")
        assert run_footnote("kb", "load", **environment).returncode == 1
        assert client.envelope("where can I park?")["kb_version"] == after
    finally:
        run_footnote("kb", "load", FOOTNOTE_DATABASE_URL=database_url)


def test_changed_phrasings_are_said_to_need_a_retrain(tmp_path: Path) -> None:
    changed = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", changed)
    environment = {"FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'kb.db'}"}
    run_footnote("kb", "load", **environment)
    house = changed / "topics" / "house.yml"
    text = house.read_text(encoding="utf-8")
    house.write_text(
        text.replace("  phrasings:\n", "  phrasings:\n    - are you there on Mondays\n", 1),
        encoding="utf-8",
    )
    environment["FOOTNOTE_KNOWLEDGE_DIR"] = str(changed)
    assert "(retrain needed)" in run_footnote("kb", "diff", **environment).stdout
    assert "footnote train" in run_footnote("kb", "load", **environment).stdout


@pytest.mark.parametrize("command", [["--help"], ["up", "--help"], ["kb", "--help"]])
def test_help_is_quick_and_plain(command: list[str]) -> None:
    ended = run_footnote(*command)
    assert ended.returncode == 0
    assert ended.stderr == ""
