"""What can be run, set, edited or answered is described, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import typer.main
import yaml

from footnote.cli.main import app
from footnote.knowledge.model import Citation, Evidence, KnowledgeBase, Source, SourceKind, Topic
from footnote.reply.composing import EVIDENCE_WORDS
from footnote.reply.envelope import Envelope, ReplyKind
from footnote.settings import Settings
from tests.docs.markdown import code, rows, section


def _commands(command: click.Command, path: str = "") -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield path
        return
    for name, child in command.commands.items():
        yield from _commands(child, f"{path} {name}".strip())


def test_every_command_is_in_the_readme(readme: str) -> None:
    listed = {row[0].removeprefix("uv run footnote ") for row in rows(section(readme, "Commands"))}
    documented = {command.partition(' "')[0] for command in listed}

    assert documented == set(_commands(typer.main.get_command(app)))


def test_every_option_of_up_is_in_the_operators_guide(operator: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group)
    options = {
        (option.opts[0], str(option.default))
        for option in group.commands["up"].params
        if isinstance(option, click.Option)
    }

    assert {row[:2] for row in rows(section(operator, "Run"))} == options


def test_every_setting_is_in_the_operators_guide_with_its_default(operator: str) -> None:
    settings = {
        (f"FOOTNOTE_{name.upper()}", str(field.default))
        for name, field in Settings.__fields__.items()
    }

    assert {row[:2] for row in rows(section(operator, "Settings"))} == settings


def test_every_topic_is_in_the_editors_guide_with_its_question(
    editor: str, knowledge: KnowledgeBase
) -> None:
    topics = {(topic_id, topic.question) for topic_id, topic in knowledge.topics.items()}

    assert set(rows(section(editor, "All topics"))) == topics


def test_every_follow_up_kind_is_in_the_editors_guide_with_where_it_leads(
    editor: str, knowledge: KnowledgeBase
) -> None:
    kinds = {
        (name, kind.otherwise or "related topics") for name, kind in knowledge.followups.items()
    }

    assert {row[:2] for row in rows(section(editor, "Follow-ups"))} == kinds


def test_every_key_that_an_editor_may_write_is_in_the_editors_guide(editor: str) -> None:
    for title, keys in (("A topic entry", Topic.__fields__), ("Sources", Source.__fields__)):
        documented = {row[0] for row in rows(section(editor, title))}
        assert set(keys) <= documented, title
    assert set(Citation.__fields__) <= code(section(editor, "A topic entry"))
    assert {kind.value for kind in SourceKind} <= code(section(editor, "Sources"))


def test_every_evidence_level_is_in_the_editors_guide_with_its_words(editor: str) -> None:
    documented = {(row[0], row[-1]) for row in rows(section(editor, "Evidence levels"))}

    assert documented == {(level.value, EVIDENCE_WORDS[level]) for level in Evidence}


def test_every_place_is_in_the_editors_guide(editor: str, knowledge: KnowledgeBase) -> None:
    documented = {row[0] for row in rows(section(editor, "House topics and places"))}

    assert documented == {f"${name}" for name in knowledge.spa.places()}


def test_every_key_and_kind_of_the_envelope_is_in_the_webmasters_guide(webmaster: str) -> None:
    documented = {row[0] for row in rows(section(webmaster, "The envelope"))}

    assert documented == {
        *(field.name for field in fields(Envelope)),
        *(kind.value for kind in ReplyKind),
    }


def test_every_pipeline_component_is_in_the_engineers_guide_in_order(engineer: str) -> None:
    config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))
    pipeline = [component["name"].rpartition(".")[2] for component in config["pipeline"]]

    assert [row[0] for row in rows(section(engineer, "The pipeline"))] == pipeline
