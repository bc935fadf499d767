"""`footnote ask` and `footnote chat`: questions from the terminal."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx
import typer
from rich.console import Console
from rich.panel import Panel

from footnote.cli.failing import clear_errors
from footnote.cli.serving import answering_server

URL_OPTION = typer.Option(None, help="Address of a running Footnote; without it one is started.")
TURN_TIMEOUT_SECONDS = 30.0
console = Console(highlight=False)


def send(address: str, sender: str, text: str) -> list[dict[str, Any]]:
    """Send one message and return the reply's entries.

    Raises:
        httpx.HTTPError: the server does not answer.
    """
    answer = httpx.post(
        f"{address}/webhooks/rest/webhook",
        json={"sender": sender, "message": text},
        timeout=TURN_TIMEOUT_SECONDS,
    )
    answer.raise_for_status()
    entries: list[dict[str, Any]] = answer.json()
    return entries


def ask(
    question: str = typer.Argument(..., help="The question."),
    as_json: bool = typer.Option(False, "--json", help="Print the envelope as JSON instead."),
    url: str = URL_OPTION,
) -> None:
    """Ask one question and print the reply."""
    with clear_errors(), answering_server(url) as address:
        entries = send(address, f"ask-{uuid.uuid4().hex}", question)
    if as_json:
        (envelope,) = [entry["custom"] for entry in entries if "custom" in entry]
        print(json.dumps(envelope, indent=2))
    else:
        _show(entries)


def chat(url: str = URL_OPTION) -> None:
    """Talk to Footnote in the terminal; an empty line or Ctrl-D ends it."""
    with clear_errors(), answering_server(url) as address:
        sender = f"chat-{uuid.uuid4().hex}"
        console.print("Ask anything about foot massage. An empty line ends the chat.")
        while True:
            try:
                text = console.input("\n[bold]You:[/] ").strip()
            except (EOFError, KeyboardInterrupt):
                break
            if not text:
                break
            _show(send(address, sender, text))


def _show(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        if "text" in entry:
            console.print(Panel(entry["text"], border_style="cyan", width=88), markup=False)
        for button in entry.get("buttons") or []:
            console.print(f"  -> {button['title']}", markup=False)
