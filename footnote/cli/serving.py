"""`footnote up` and `footnote train`, and what `chat` and `ask` need to get an answer."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import httpx
import typer
from rich.console import Console

from footnote.cli.failing import clear_errors, fail
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.next_questions import load_next_questions
from footnote.knowledge.version import content_version
from footnote.server.models import fitting_model, reason_to_train
from footnote.server.models import train as train_model
from footnote.server.stack import Stack, StackError, free_port, port_is_free
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from footnote.store.knowledge_store import load, served_release

DEFAULT_PORT = 5005
console = Console(stderr=True, soft_wrap=True, highlight=False)


def trained_model(knowledge: KnowledgeBase) -> Path:
    """Return the model that fits the knowledge base, training it first where needed.

    Raises:
        TrainingFailed: Rasa ended with an error.
        KnowledgeError: what only training reads has mistakes.
    """
    model = fitting_model(knowledge, current_settings())
    reason = reason_to_train(model)
    if reason is None:
        return model
    # Training reads it again; a mistake there would be told by a log.
    load_next_questions(current_settings().knowledge_dir, knowledge.topics)
    console.print(f"Training, because {reason}. This takes a few minutes.")
    started = time.monotonic()
    with console.status("preparing the examples") as status:
        train_model(model, lambda stage: status.update(f"training {stage}"))
    console.print(f"Trained in {time.monotonic() - started:.0f} seconds.")
    return model


def loaded_knowledge() -> KnowledgeBase:
    """Read the knowledge base and put it into the database where that holds another.

    Raises:
        KnowledgeError: the knowledge base has mistakes.
    """
    settings = current_settings()
    knowledge = load_knowledge(settings.knowledge_dir)
    engine = open_database(settings.database_url)
    migrate(engine)
    served = served_release(engine)
    if served is None or served.content_version != content_version(knowledge):
        load(engine, knowledge)
    engine.dispose()
    return knowledge


def train() -> None:
    """Train a model from the knowledge base, if there is none that fits."""
    with clear_errors():
        model = trained_model(load_knowledge(current_settings().knowledge_dir))
        console.print(f"The model is {model}.")


def up(
    host: str = typer.Option("127.0.0.1", help="Address to listen on."),
    port: int = typer.Option(DEFAULT_PORT, help="Port to listen on."),
) -> None:
    """Train if needed, start everything, and print the address. Ctrl-C ends it."""
    with clear_errors():
        if not port_is_free(host, port):
            raise fail(f"port {port} on {host} is in use: end what runs there, or use --port")
        model = trained_model(loaded_knowledge())
        with _signals_end_the_command(), console.status("starting") as status:
            try:
                with Stack(model, host=host, port=port, log=current_settings().log_file) as stack:
                    status.stop()
                    print(f"Footnote answers at {stack.address}", flush=True)
                    while True:
                        stack.check()
                        time.sleep(0.5)
            except KeyboardInterrupt:
                status.stop()
                console.print("Ended.")


@contextmanager
def _signals_end_the_command() -> Iterator[None]:
    """Treat a terminating signal as Ctrl-C, so that both processes are ended.

    Further signals are ignored to the end of the process: they would break off the ending and
    leave a server behind.
    """
    ending = (signal.SIGINT, signal.SIGTERM)

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in ending:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.signal(each, interrupt) for each in ending}
    try:
        yield
    finally:
        for each, handler in before.items():
            if signal.getsignal(each) is interrupt:
                signal.signal(each, handler)


@contextmanager
def answering_server(url: str | None) -> Iterator[str]:
    """Give the address of a server that answers: the given, the running, or one just started.

    Raises:
        StackError: the given server does not answer, or none could be started.
    """
    running = url or f"http://127.0.0.1:{DEFAULT_PORT}"
    if _is_healthy(running):
        yield running
        return
    if url:
        raise StackError(f"no Footnote answers at {url}")
    model = trained_model(loaded_knowledge())
    with (
        console.status("starting") as status,
        Stack(model, port=free_port(), log=current_settings().log_file) as stack,
    ):
        status.stop()
        yield stack.address


def _is_healthy(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=5.0).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
