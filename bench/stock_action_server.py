"""The action server of the stock side: the product's, with `bench.stock_actions` in it."""

from __future__ import annotations

import argparse

import rasa_sdk.endpoint


def main() -> None:
    """Serve `bench.stock_actions` until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    app = rasa_sdk.endpoint.create_app("bench.stock_actions")
    app.run(host="127.0.0.1", port=arguments.port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
