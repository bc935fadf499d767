"""Running the graph of a loaded model, node after node.

Rasa plans every run anew with dask and writes its inputs, the whole conversation among them, into
debug messages that nobody reads. On one thread the plan never changes, so it is made once.
"""

from __future__ import annotations

from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any, Dict, List, Optional, Text, Tuple

import rasa.core.processor
from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.storage import ModelStorage

#: A node and the nodes or inputs whose output it takes.
_Step = Tuple[Text, Tuple[Text, ...]]


class SequentialGraphRunner(DaskGraphRunner):
    """Runs the nodes that the targets need, each after those that it needs."""

    def __init__(
        self,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: Optional[List[GraphNodeHook]] = None,
    ) -> None:
        """Instantiate the nodes (see the parent class)."""
        super().__init__(graph_schema, model_storage, execution_context, hooks)
        # Of this runner alone: the cache goes with the model.
        self._steps = lru_cache(maxsize=None)(self._planned)

    def run(
        self,
        inputs: Optional[Dict[Text, Any]] = None,
        targets: Optional[List[Text]] = None,
    ) -> Dict[Text, Any]:
        """Run the graph (see the parent class).

        Raises:
            GraphComponentException: a node failed.
            GraphRunError: an input is missing.
        """
        wanted = targets or self._graph_schema.target_names
        outputs: Dict[Text, Tuple[Text, Any]] = {
            name: (name, value) for name, value in (inputs or {}).items()
        }
        for name, needs in self._steps(tuple(wanted)):
            # A need that nobody provides goes as its name, which the node reports.
            taken = [outputs.get(need, need) for need in needs]
            outputs[name] = self._instantiated_nodes[name](*taken)
        return dict(outputs[target] for target in wanted)

    def _planned(self, targets: Tuple[Text, ...]) -> Tuple[_Step, ...]:
        nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        order = TopologicalSorter(needs).static_order()
        return tuple((name, needs[name]) for name in order if name in needs)


def run_sequentially() -> None:
    """Make Rasa load its models with `SequentialGraphRunner`; it has no setting for that."""
    rasa.core.processor.DaskGraphRunner = SequentialGraphRunner
