"""Build hook: defaults of the environment that plain `rasa` commands read before any of our code.

Rasa reads `RASA_TELEMETRY_ENABLED` before it imports anything of ours, and refuses credentials.yml
while a variable named there is missing. So a `.pth` file sets them when Python starts: telemetry
and error reports off, and every secret empty, which switches its channel off.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PTH_NAME = "footnote_environment.pth"
DEFAULTS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "FOOTNOTE_SLACK_BOT_TOKEN": "",
    "FOOTNOTE_SLACK_SIGNING_SECRET": "",
    "FOOTNOTE_STAFF_TOKEN": "",
    "FOOTNOTE_TELEGRAM_SECRET": "",
    "FOOTNOTE_TELEGRAM_TOKEN": "",
    "FOOTNOTE_TELEGRAM_WEBHOOK_URL": "",
    "FOOTNOTE_WEB_ORIGINS": "",
    "FOOTNOTE_WEB_SECRET": "",
}
# A line of a .pth file is run only where it begins with `import`.
PTH_LINE = f"import os; [os.environ.setdefault(*item) for item in {DEFAULTS}.items()]\n"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the `.pth` file to the wheel, editable or not."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and have it included (see the parent class)."""
        path = Path(self.directory) / PTH_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PTH_LINE, encoding="utf-8")
        included = "force_include_editable" if version == "editable" else "force_include"
        build_data[included][str(path)] = PTH_NAME
