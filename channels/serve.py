"""The Rasa process as the hub uses it: `python -m channels.serve [--model FILE]`.

Instead of `rasa run`: listens on loopback only, has no route but the hub's, no HTTP API, no telemetry and no error
reports, and ends with a clear line where Rasa would go on without a model or without its database.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from channels import keeper, logs
from channels.quick_spacy import quick_spacy
from channels.settings import LOOPBACK, SettingMissing, Settings, read_settings
from channels.without_tensorflow import keep_out_tensorflow

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger("channels.serve")

MODELS = Path(__file__).resolve().parents[1] / "models"


class CannotStart(Exception):
    """What the operator has to change, in one line."""


def main(arguments: list[str] | None = None) -> int:
    """Serves until SIGTERM or SIGINT; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m channels.serve", description=__doc__)
    parser.add_argument("--model", type=Path, help="a trained model; default: the newest in models/")
    options = parser.parse_args(arguments)
    # Before Rasa is imported: it reads them then.
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logs.configure()
    try:
        settings = read_settings()
        app = make_app(settings, options.model or newest_model(MODELS))
    except (CannotStart, SettingMissing) as error:
        print(f"rasa cannot start: {error}", file=sys.stderr)
        return 1

    def serve(serving: keeper.Serving = lambda: None) -> None:
        app.register_listener(lambda *_: serving(), "after_server_start")
        app.run(host=LOOPBACK, port=settings.rasa_port, workers=1, access_log=False, debug=False)

    if keeper.can_keep():
        return keeper.keep(serve)
    serve()
    return 0


def newest_model(folder: Path) -> Path:
    """The youngest model in `folder`.

    Raises:
        CannotStart: there is none.
    """
    models = list(folder.glob("*.tar.gz"))
    if not models:
        raise CannotStart(f"there is no trained model in {folder}: run `make train`")
    return max(models, key=lambda model: model.stat().st_mtime)


def make_app(settings: Settings, model: Path) -> Sanic:
    """The web application with the model loaded and the hub's channel as its only routes.

    Raises:
        CannotStart: the model cannot be loaded, or its tracker database not be used.
    """
    if not model.is_file():
        raise CannotStart(f"{model} is no file")
    keep_out_tensorflow(model)

    from rasa.core.agent import Agent
    from rasa.core.channels import channel
    from sanic import Sanic

    from channels.hub_channel import HubChannel
    from channels.tracker_store import ConfiguredTrackerStore
    from channels.turn_request import LARGEST_BODY
    from channels.turn_store import TrackerStoreUnavailable

    try:
        store = ConfiguredTrackerStore()
    except TrackerStoreUnavailable as error:
        raise CannotStart(str(error)) from None
    try:
        with quick_spacy():
            agent = Agent.load(model, tracker_store=store)
    except Exception as error:
        # A component that changed since the training, a missing package, half a file: nothing a retry would mend.
        logger.exception("model %s cannot be loaded", model.name)
        raise CannotStart(f"the model {model} cannot be loaded ({type(error).__name__}): run `make train`") from None
    hub = HubChannel(settings)
    hub.prepare(agent)

    app = Sanic("rasa", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.agent = agent
    channel.register([hub], app, route="/webhooks/")
    logger.info("model %s is loaded", agent.processor.model_filename)
    return app


if __name__ == "__main__":
    sys.exit(main())
