"""Reading the knowledge base from `knowledge/`, with every mistake pointed at."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from footnote.knowledge.checks import cross_reference_problems
from footnote.knowledge.entry import Entry
from footnote.knowledge.model import FollowUpKind, KnowledgeBase, Source, Spa, Topic
from footnote.knowledge.triage_entries import (
    ContextRules,
    EscalationEntry,
    Lexicon,
    QuestionEntry,
)
from footnote.knowledge.yaml_tree import KnowledgeError, Problem, YamlTree

EntryType = TypeVar("EntryType", bound=Entry)


class _Reader:
    """Collects the entries of all files and the problems found on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.trees: dict[str, YamlTree] = {}

    def tree(self, path: Path) -> YamlTree | None:
        try:
            self.trees[path.name] = YamlTree(path)
        except KnowledgeError as error:
            self.problems.extend(error.problems)
            return None
        return self.trees[path.name]

    def entry(
        self, tree: YamlTree, key: str | None, value: object, schema: type[EntryType]
    ) -> EntryType | None:
        """Check one entry; `key` is None where the whole file is the entry."""
        prefix: tuple[str, ...] = () if key is None else (key,)
        if not isinstance(value, dict):
            self.problems.append(tree.problem(prefix, f"{key}: expected `key: value` lines"))
            return None
        try:
            return schema.parse_obj(value)
        except ValidationError as error:
            for detail in error.errors():
                location = prefix + tuple(p for p in detail["loc"] if p != "__root__")
                what = _mend(detail["type"], detail["loc"], schema)
                name = ".".join(str(part) for part in location)
                self.problems.append(tree.problem(location, f"{name}: {what or detail['msg']}"))
            return None

    def whole(self, path: Path, schema: type[EntryType]) -> EntryType | None:
        """Read a file that is one entry."""
        tree = self.tree(path)
        return self.entry(tree, None, tree.value, schema) if tree else None

    def entries(
        self, path: Path, schema: type[EntryType], owners: dict[str, YamlTree]
    ) -> dict[str, EntryType]:
        """Read a file that maps ids to entries; `owners` tells which file took an id before."""
        tree = self.tree(path)
        found: dict[str, EntryType] = {}
        if tree is None:
            return found
        for key, value in tree.value.items():
            if key in owners:
                what = f"the id {key} is used in {owners[key].path} too: rename one"
                self.problems.append(tree.problem((key,), what))
            owners[key] = tree
            entry = self.entry(tree, key, value, schema)
            if entry is not None:
                found[key] = entry
        return found


def _mend(error_type: str, location: tuple[str | int, ...], schema: type[Entry]) -> str:
    """Say in the editor's words what to do about a schema error, or nothing."""
    key = str(location[-1])
    if error_type == "value_error.missing":
        return f"{key} is missing: add it"
    if error_type == "value_error.extra":
        close = get_close_matches(key, _entry_at(schema, location[:-1]).__fields__, n=1)
        return "unknown key: " + (f"did you mean {close[0]}?" if close else "remove it")
    if error_type == "value_error.list.min_items":
        return "too few lines: write more"
    if error_type == "type_error.str":
        return "expected text: put quotes around the line"
    if error_type == "value_error.str.regex":
        return "not a telephone number: write its digits"
    return ""


def _entry_at(schema: type[Entry], location: tuple[str | int, ...]) -> type[Entry]:
    """Return the schema of the part of an entry that a location leads to."""
    for step in location:
        field = schema.__fields__.get(str(step))
        if field is not None and issubclass(field.type_, Entry):
            schema = field.type_
    return schema


def load_knowledge(directory: Path) -> KnowledgeBase:
    """Read and check the whole knowledge base.

    Args:
        directory: the folder with `topics/` and the other YAML files.

    Raises:
        KnowledgeError: with all problems, each with file, line and how to mend it.
    """
    reader = _Reader()
    topics: dict[str, Topic] = {}
    areas: dict[str, str] = {}
    topic_trees: dict[str, YamlTree] = {}
    for path in sorted((directory / "topics").glob("*.yml")):
        for topic_id, topic in reader.entries(path, Topic, topic_trees).items():
            topics[topic_id] = topic
            areas[topic_id] = path.stem
    sources = reader.entries(directory / "sources.yml", Source, {})
    followups = reader.entries(directory / "followups.yml", FollowUpKind, {})
    escalation = reader.entries(directory / "escalation.yml", EscalationEntry, {})
    questions = reader.entries(directory / "questions.yml", QuestionEntry, {})
    lexicon = reader.whole(directory / "findings.yml", Lexicon)
    context = reader.whole(directory / "context.yml", ContextRules)
    spa = reader.whole(directory / "spa.yml", Spa)
    if not topics and not reader.problems:
        reader.problems.append(Problem(directory / "topics", 1, "no topics: restore the files"))
    if reader.problems or lexicon is None or context is None or spa is None:
        raise KnowledgeError(reader.problems)
    knowledge = KnowledgeBase(
        topics=topics,
        areas=areas,
        sources=sources,
        followups=followups,
        escalation=escalation,
        findings=lexicon,
        context=context,
        questions=questions,
        spa=spa,
    )
    problems = cross_reference_problems(knowledge, topic_trees, reader.trees)
    if problems:
        raise KnowledgeError(problems)
    return knowledge
