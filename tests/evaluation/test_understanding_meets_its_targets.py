"""What the product promises of its understanding, on the set that nothing was tuned on."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import run_footnote

UNSEEN_SET = "third"


def test_every_target_is_met_on_the_unseen_set(model: Path, tmp_path: Path) -> None:
    reported = run_footnote("report", "--set", UNSEEN_SET, "--out", str(tmp_path))
    assert reported.returncode == 0, reported.stderr
    assert (tmp_path / "index.html").exists()
    (figures,) = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["sets"]
    missed = [measure for measure in figures["measures"] if measure["met"] is False]
    assert missed == []
