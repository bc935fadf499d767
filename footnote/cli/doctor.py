"""`footnote doctor`: whether this installation is sound, and how to mend it."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict

import typer
from rich.console import Console
from rich.markup import escape

from footnote.cli.libraries import quiet_libraries
from footnote.cli.serving import DEFAULT_PORT
from footnote.doctor.findings import Finding, Status

JSON_OPTION = typer.Option(False, "--json", help="Print the findings as JSON instead.")
HOST_OPTION = typer.Option("127.0.0.1", help="Address that Footnote listens on.")
PORT_OPTION = typer.Option(DEFAULT_PORT, help="Port that Footnote listens on.")
_LOOK = {Status.OK: "green", Status.HINT: "yellow", Status.BROKEN: "bold red"}
console = Console(soft_wrap=True, highlight=False)


def doctor(as_json: bool = JSON_OPTION, host: str = HOST_OPTION, port: int = PORT_OPTION) -> None:
    """Check the configuration; say how to mend each finding. Status 1 when something is broken."""
    quiet_libraries()
    from footnote.doctor.examination import examine

    found: list[Finding] = []
    for finding in examine(host, port, os.environ):
        found.append(finding)
        if not as_json:
            _show(finding)
    counted = Counter(finding.status for finding in found)
    if as_json:
        print(json.dumps([asdict(finding) for finding in found], indent=2))
    else:
        console.print(f"{counted[Status.BROKEN]} broken, {counted[Status.HINT]} hint(s).")
    if counted[Status.BROKEN]:
        raise typer.Exit(1)


def _show(finding: Finding) -> None:
    look, status = _LOOK[finding.status], finding.status.value
    console.print(f"[{look}]{status:7}[/]{escape(f'{finding.check}: {finding.text}')}")
    if finding.mend:
        console.print(f"       {escape(finding.mend)}")
