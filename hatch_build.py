"""Build hook: plain `rasa` commands in this environment send no telemetry and no error reports.

Rasa reads `RASA_TELEMETRY_ENABLED` before it imports anything of ours, so a `.pth` file sets it
when Python starts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PTH_NAME = "footnote_no_telemetry.pth"
PTH_LINE = 'import os; os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")\n'


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the `.pth` file to the wheel, editable or not."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and have it included (see the parent class)."""
        path = Path(self.directory) / PTH_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PTH_LINE, encoding="utf-8")
        included = "force_include_editable" if version == "editable" else "force_include"
        build_data[included][str(path)] = PTH_NAME
