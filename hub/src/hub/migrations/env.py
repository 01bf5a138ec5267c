"""Alembic's entry: runs the revisions on the connection that `hub.migration` holds the lock on."""

from alembic import context

from hub.messenger import models as messenger_models  # noqa: F401  (its tables belong to the metadata)
from hub.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
