"""Checks between entries: everything that is referred to exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footnote.knowledge.model import SAME_TOPIC, KnowledgeBase, Topic
from footnote.knowledge.yaml_tree import Problem, YamlTree

#: The area whose answers come from `spa.yml` and so need no article.
HOUSE_AREA = "house"


def cross_reference_problems(
    knowledge: KnowledgeBase, trees: Mapping[str, YamlTree], followups_tree: YamlTree
) -> list[Problem]:
    """Find references that lead nowhere, answers without a source and shared phrasings.

    Args:
        knowledge: all entries, each valid by itself.
        trees: the file each topic id was read from.
        followups_tree: the file of the follow-up kinds.
    """
    problems: list[Problem] = []
    owner_of: dict[str, str] = {}
    for name, kind in knowledge.followups.items():
        if kind.otherwise not in (None, SAME_TOPIC) and kind.otherwise not in knowledge.topics:
            what = f"otherwise: no topic {kind.otherwise}: use an id under topics/ or `same`"
            problems.append(followups_tree.problem((name, "otherwise"), f"{name}: {what}"))
    for topic_id, topic in knowledge.topics.items():
        tree = trees[topic_id]
        for location, what in _topic_problems(topic_id, topic, knowledge):
            problems.append(tree.problem((topic_id, *location), f"{topic_id}: {what}"))
        for position, phrasing in enumerate(topic.phrasings):
            owner = owner_of.setdefault(phrasing.casefold(), topic_id)
            if owner != topic_id:
                what = f"{topic_id}: {phrasing!r} is a phrasing of {owner} too: delete one"
                problems.append(tree.problem((topic_id, "phrasings", position), what))
    return problems


def _topic_problems(
    topic_id: str, topic: Topic, knowledge: KnowledgeBase
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if topic.is_house and knowledge.areas[topic_id] != HOUSE_AREA:
        yield (), "an answer needs at least one citation: add it"
    for position, citation in enumerate(topic.citations):
        source = knowledge.sources.get(citation.article)
        if source is None:
            known = ", ".join(sorted(knowledge.sources))
            yield ("citations", position), f"no source {citation.article}: use one of {known}"
        elif citation.section not in source.sections:
            yield (
                ("citations", position),
                f"{citation.article} has no section {citation.section!r}: "
                "use a heading listed in sources.yml",
            )
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
