"""Runs migrations on the connection that `integrations.database.engine.migrate` hands over."""

from alembic import context

from integrations.database.tables import is_described_here, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_name=is_described_here,
)
with context.begin_transaction():
    context.run_migrations()
