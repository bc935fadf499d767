"""What the widget and the pages show of the knowledge base."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Text

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from footnote.knowledge.content import Content
from footnote.knowledge.model import Spa
from footnote.knowledge.yaml_tree import YamlTree
from footnote.settings import current_settings
from footnote.store.knowledge_store import ContentMissing, KnowledgeReader
from footnote.store.tables import source

logger = logging.getLogger(__name__)

#: Topics whose questions a new conversation begins with.
STARTERS = ("benefits_general", "popping_cause", "prices")


@dataclass(frozen=True)
class Shown:
    """What is shown, all of one release.

    Attributes:
        spa: the facts of spa.yml, by name.
        sources: for each article's id its title, publisher, kind, and date if it has one.
        starters: questions.
    """

    spa: Dict[Text, Text]
    sources: Dict[Text, Dict[Text, Optional[Text]]] = field(default_factory=dict)
    starters: List[Text] = field(default_factory=list)

    def as_dict(self) -> Dict[Text, Any]:
        """Return what the widget is told, as JSON types."""
        return {
            "sources": self.sources,
            "spa": {"name": self.spa["name"], "phone": self.spa["phone"]},
            "emergency": {"number": self.spa["emergency_number"]},
            "starters": self.starters,
        }


class ShownContent:
    """Reads what is shown; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Take a migrated database."""
        self._engine = engine
        self._reader = KnowledgeReader(engine)
        self._content: Optional[Content] = None
        self._shown: Optional[Shown] = None

    def now(self) -> Shown:
        """Return what is served now; while the database does not answer, what was read last.

        Where nothing could be read yet, the spa's own file has at least whom to call.
        """
        try:
            content = self._reader.content()
            if self._shown is None or content is not self._content:
                self._content, self._shown = content, self._read(content)
        except (SQLAlchemyError, ContentMissing) as error:
            logger.error("The content cannot be read: %s", type(error).__name__)
            if self._shown is None:
                file = current_settings().knowledge_dir / "spa.yml"
                return Shown(Spa.parse_obj(YamlTree(file).value).places())
        return self._shown

    def _read(self, content: Content) -> Shown:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(source)).mappings().all()
        return Shown(
            spa=content.spa,
            sources={
                row["id"]: {key: row[key] for key in ("title", "publisher", "kind", "date")}
                for row in rows
            },
            starters=[
                content.topics[topic].question for topic in STARTERS if topic in content.topics
            ],
        )
