"""Checks between entries: everything that is referred to exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footnote.knowledge.model import SAME_TOPIC, KnowledgeBase, Topic
from footnote.knowledge.triage_entries import ContextRules, EscalationEntry
from footnote.knowledge.wording import WordGroups
from footnote.knowledge.yaml_tree import Problem, YamlTree
from footnote.triage.conditions import parsed_condition

#: The area whose answers come from `spa.yml` and so need no article.
HOUSE_AREA = "house"
#: Where a cue of `context.yml` may stand.
SIDES = ("before", "after", "around")
#: In `max_words`, behind a category: the reach of its cues that stand after a finding.
AFTER_SUFFIX = "_after"
#: The parts of `context.yml` that name findings; all other lists there are patterns.
FINDING_LISTS = ("bodily", "heals", "lasting", "steadfast")
PATTERN_LISTS = tuple(
    name
    for name in ContextRules.__fields__
    if name not in ("categories", "max_words", *FINDING_LISTS)
)

#: Where in its file something is wrong, and what.
Found = Iterator[tuple[tuple[str | int, ...], str]]


def cross_reference_problems(
    knowledge: KnowledgeBase, trees: Mapping[str, YamlTree], files: Mapping[str, YamlTree]
) -> list[Problem]:
    """Find references that lead nowhere, answers without a source, and patterns of no use.

    Args:
        knowledge: all entries, each valid by itself.
        trees: the file each topic id was read from.
        files: the other files, by their names.
    """
    problems: list[Problem] = []
    owner_of: dict[str, str] = {}
    for topic_id, topic in knowledge.topics.items():
        tree = trees[topic_id]
        for location, what in _topic_problems(topic_id, topic, knowledge):
            problems.append(tree.problem((topic_id, *location), f"{topic_id}: {what}"))
        for position, phrasing in enumerate(topic.phrasings):
            owner = owner_of.setdefault(phrasing.casefold(), topic_id)
            if owner != topic_id:
                what = f"{topic_id}: {phrasing!r} is a phrasing of {owner} too: delete one"
                problems.append(tree.problem((topic_id, "phrasings", position), what))
    for name, found in (
        ("followups.yml", _followup_problems(knowledge)),
        ("escalation.yml", _escalation_problems(knowledge)),
        ("findings.yml", _lexicon_problems(knowledge)),
        ("context.yml", _context_problems(knowledge)),
    ):
        problems.extend(files[name].problem(location, what) for location, what in found)
    return problems


def _topic_problems(topic_id: str, topic: Topic, knowledge: KnowledgeBase) -> Found:
    if topic.is_house and knowledge.areas[topic_id] != HOUSE_AREA:
        yield (), "an answer needs at least one citation: add it"
    for position, citation in enumerate(topic.citations):
        for what in _citation_problems(citation.article, citation.section, knowledge):
            yield ("citations", position), what
    for position, related in enumerate(topic.related):
        if related not in knowledge.topics:
            yield ("related", position), f"no topic {related}: use an id under topics/"
        elif related == topic_id:
            yield ("related", position), "a topic is not related to itself: name another"
    for kind, target in topic.followups.items():
        if kind not in knowledge.followups:
            yield ("followups", kind), f"no follow-up kind {kind}: use one of followups.yml"
        if target not in knowledge.topics:
            yield ("followups", kind), f"no topic {target}: use an id under topics/"
    for part in ("answer", "more"):
        try:
            knowledge.spa.fill(getattr(topic, part))
        except KeyError as error:
            yield (part,), f"spa.yml has nothing for the place {error}: name one of its fields"
        except ValueError:
            yield (part,), "a dollar sign that starts no place: write $$"


def _citation_problems(article: str, section: str, knowledge: KnowledgeBase) -> Iterator[str]:
    source = knowledge.sources.get(article)
    if source is None:
        yield f"no source {article}: use one of {', '.join(sorted(knowledge.sources))}"
    elif section not in source.sections:
        yield f"{article} has no section {section!r}: use a heading listed in sources.yml"


def _followup_problems(knowledge: KnowledgeBase) -> Found:
    for name, kind in knowledge.followups.items():
        if kind.otherwise not in (None, SAME_TOPIC) and kind.otherwise not in knowledge.topics:
            what = f"otherwise: no topic {kind.otherwise}: use an id under topics/ or `same`"
            yield (name, "otherwise"), f"{name}: {what}"


def _escalation_problems(knowledge: KnowledgeBase) -> Found:
    for rule_id, rule in knowledge.escalation.items():
        for location, what in _rule_problems(rule, knowledge):
            yield (rule_id, *location), f"{rule_id}: {what}"


def _rule_problems(rule: EscalationEntry, knowledge: KnowledgeBase) -> Found:
    for name in sorted(parsed_condition(rule.when).types()):
        yield from _finding_problems(("when",), name, knowledge)
    for position, finding in enumerate(rule.signal):
        yield from _finding_problems(("signal", position), finding["finding"], knowledge)
    if rule.source is not None:
        article, _, section = rule.source.partition(" / ")
        for what in _citation_problems(article, section, knowledge):
            yield ("source",), what


def _finding_problems(
    location: tuple[str | int, ...], name: str, knowledge: KnowledgeBase
) -> Found:
    if name not in knowledge.findings.findings:
        yield location, f"no finding {name}: use an id of findings.yml"


def _lexicon_problems(knowledge: KnowledgeBase) -> Found:
    lexicon = knowledge.findings
    groups = WordGroups(lexicon.words)
    in_words = [
        (("words", name), what)
        for name in lexicon.words
        for what in _pattern_problems(groups, f"<{name}>")
    ]
    if in_words:
        # Every pattern that uses such a group would be named too.
        yield from in_words
        return
    for name, entry in lexicon.findings.items():
        for position, pattern in enumerate(entry.patterns):
            for what in _pattern_problems(groups, pattern):
                yield ("findings", name, "patterns", position), f"{name}: {what}"
    for attribute, values in lexicon.attributes.items():
        for value, patterns in values.items():
            for position, pattern in enumerate(patterns):
                for what in _pattern_problems(groups, pattern):
                    yield ("attributes", attribute, value, position), f"{value}: {what}"


def _context_problems(knowledge: KnowledgeBase) -> Found:
    rules = knowledge.context
    for name in FINDING_LISTS:
        for position, finding in enumerate(getattr(rules, name)):
            for location, what in _finding_problems((name, position), finding, knowledge):
                yield location, f"{name}: {what}"
    for name in rules.max_words:
        if name.removesuffix(AFTER_SUFFIX) not in rules.categories:
            known = ", ".join(rules.categories)
            yield ("max_words", name), f"max_words: no category {name}: use one of {known}"
    groups = WordGroups(knowledge.findings.words)
    for location, patterns in _context_patterns(rules):
        if location[0] == "categories" and location[-1] not in SIDES:
            what = f"no side {location[-1]}: use one of {', '.join(SIDES)}"
            yield location, f"{location[1]}: {what}"
        for position, pattern in enumerate(patterns):
            for what in _pattern_problems(groups, pattern):
                yield (*location, position), f"{location[-1]}: {what}"


def _context_patterns(
    rules: ContextRules,
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for category, by_side in rules.categories.items():
        for side, patterns in by_side.items():
            yield ("categories", category, side), patterns
    for name in PATTERN_LISTS:
        yield (name,), getattr(rules, name)


def _pattern_problems(groups: WordGroups, pattern: str) -> Iterator[str]:
    try:
        groups.joined([pattern])
    except ValueError as error:
        yield str(error)
