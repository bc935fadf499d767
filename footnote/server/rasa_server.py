"""The Rasa server's process, as `footnote up` starts it."""

from __future__ import annotations

import argparse
import gc
import logging
from pathlib import Path
from typing import Any


def main() -> None:
    """Serve a model until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    # Libraries and model are half a million objects that stay to the end. To look for garbage
    # among them takes seconds of the start, so that begins behind it: see _collect_from_here.
    gc.disable()
    from rasa.utils.log_utils import configure_structlog

    from footnote.server.rasa_app import build_app
    from footnote.settings import current_settings

    # Rasa's debug and info logs hold what clients write.
    configure_structlog(logging.WARNING)
    logging.basicConfig(level=logging.WARNING)
    app = build_app(arguments.model, current_settings())
    app.register_listener(_collect_from_here, "after_server_start")
    app.run(host=arguments.host, port=arguments.port, workers=1, access_log=False, motd=False)


async def _collect_from_here(*_: Any) -> None:
    """Collect garbage, but never among what was there when serving began.

    Otherwise a turn now and then, and the end of the process, would wait for it.
    """
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    main()
