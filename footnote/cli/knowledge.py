"""`footnote kb ...`: check, compare and load the knowledge base."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from footnote.cli.failing import clear_errors, fail
from footnote.cli.libraries import quiet_libraries, tensorflow_hidden
from footnote.evaluation.stored import read_stored
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.next_questions import load_next_questions
from footnote.knowledge.version import content_version, training_version
from footnote.knowledge.yaml_tree import KnowledgeError, Problem, YamlTree
from footnote.language.escalation import policy_of
from footnote.language.regression import Example, lowered_verdicts, rule_examples
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from footnote.store.difference import differences
from footnote.store.knowledge_store import load, served_release

#: Messages whose verdicts must not fall, beside those of `escalation.yml`.
GOLDEN = Path("tests/safety/golden.jsonl")
app = typer.Typer(help="Check, compare and load the knowledge base.", no_args_is_help=True)
console = Console(soft_wrap=True, highlight=False)
status_console = Console(stderr=True, soft_wrap=True, highlight=False)


@app.command()
def check() -> None:
    """Read the knowledge base; name every mistake in it and every verdict that has fallen."""
    with clear_errors():
        directory = current_settings().knowledge_dir
        knowledge = load_knowledge(directory)
        next_questions = load_next_questions(directory, knowledge.topics)
        examples = rule_examples(knowledge, YamlTree(directory / "escalation.yml"))
        examples += _golden_examples()
        problems = _lowered(knowledge, examples)
        if problems:
            raise KnowledgeError(problems)
        console.print(
            f"{len(knowledge.topics)} topics, {len(knowledge.sources)} sources, "
            f"{len(next_questions)} examples of what clients ask next, "
            f"{len(examples)} of verdicts: no mistakes. "
            f"Content {content_version(knowledge)}, training {training_version(knowledge)}."
        )


def _golden_examples() -> list[Example]:
    if not GOLDEN.exists():
        return []
    try:
        lines = read_stored(GOLDEN)
    except (OSError, ValueError) as error:
        raise fail(str(error)) from None
    examples = []
    for stored in lines:
        turn = stored.turns[0]
        if len(stored.turns) > 1 or turn.urgency is None:
            what = "expected one message: write `text` and `urgency`"
            raise KnowledgeError([Problem(GOLDEN, stored.line, what)])
        examples.append(Example(GOLDEN, stored.line, turn.user, at_least=turn.urgency))
    return examples


def _lowered(knowledge: KnowledgeBase, examples: list[Example]) -> list[Problem]:
    quiet_libraries()
    with status_console.status("reading the examples"), tensorflow_hidden():
        from footnote.language.clinical.recogniser import FindingRecogniser

        recogniser = FindingRecogniser(knowledge.findings.dict(), knowledge.context.dict())
        return lowered_verdicts(examples, recogniser.read, policy_of(knowledge))


@app.command()
def diff() -> None:
    """Show what `footnote kb load` would change in the running database."""
    with clear_errors():
        settings = current_settings()
        knowledge = load_knowledge(settings.knowledge_dir)
        engine = open_database(settings.database_url)
        migrate(engine)
        changes = differences(engine, knowledge)
        for change in changes:
            console.print(str(change), markup=False)
        if not changes:
            console.print("No difference.")


@app.command(name="load")
def load_command() -> None:
    """Put the knowledge base into the database; the running bot answers from it at once."""
    with clear_errors():
        settings = current_settings()
        knowledge = load_knowledge(settings.knowledge_dir)
        engine = open_database(settings.database_url)
        migrate(engine)
        before = served_release(engine)
        after = load(engine, knowledge)
        console.print(f"Loaded content {after.content_version}.")
        if before and before.training_version != after.training_version:
            console.print(
                "Phrasings, follow-ups, rules or spa facts changed: run `footnote train` and "
                "start `footnote up` again, so that the bot learns them."
            )
