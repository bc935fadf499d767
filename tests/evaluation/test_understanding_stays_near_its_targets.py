"""Understanding does not get worse: the newest evaluation set stays close to every target.

Whether a target is met to the point is for `footnote report` to say; figures of a hundred messages
move by a point with the processor's arithmetic, and a test must not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import run_footnote

NEWEST_SET = "fourth"
LEEWAY = 0.03


def test_every_measure_is_near_its_target(model: Path, tmp_path: Path) -> None:
    reported = run_footnote("report", "--set", NEWEST_SET, "--out", str(tmp_path))
    assert reported.returncode == 0, reported.stderr
    assert (tmp_path / "index.html").exists()
    (figures,) = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["sets"]
    missed = [measure["key"] for measure in figures["measures"] if _is_far_off(measure)]
    assert missed == []


def _is_far_off(measure: dict[str, Any]) -> bool:
    target = measure["target"]
    if target is None:
        return False
    share, bound = measure["share"], target["percent"] / 100
    return bool(share > bound + LEEWAY if target["at_most"] else share < bound - LEEWAY)
