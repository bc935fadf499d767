"""A change of rules or patterns that lowers a verdict does not pass `footnote kb check`."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT, run_footnote


def test_a_rule_that_misses_its_examples_is_named_with_files_and_lines(tmp_path: Path) -> None:
    changed = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", changed)
    escalation = changed / "escalation.yml"
    text = escalation.read_text(encoding="utf-8")
    assert "{finding: suicidal}" in text
    escalation.write_text(text.replace("{finding: suicidal}", "{finding: pop}"), encoding="utf-8")

    ended = run_footnote("kb", "check", FOOTNOTE_KNOWLEDGE_DIR=str(changed))

    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    named = [line for line in ended.stderr.splitlines() if "must be emergency" in line]
    holds = [line for line in named if line.startswith(f"{escalation}:")]
    golden = [line for line in named if line.startswith("tests/safety/golden.jsonl:")]
    assert "'i dont want to live anymore'" in holds[0]
    assert any("'I want to die'" in line for line in golden)
    assert len(holds) + len(golden) == len(named)
