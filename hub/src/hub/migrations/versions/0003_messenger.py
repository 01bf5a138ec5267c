"""Messenger: threads, events, outbox, personas, deletion requests."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NOW = sa.text("clock_timestamp()")
MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "messenger_thread",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("psid", sa.Text(), nullable=False),
        sa.Column("acted_at", MOMENT, nullable=True),
        sa.Column("human_at", MOMENT, nullable=True),
        sa.Column("typing_at", MOMENT, nullable=True),
        _of_a_conversation("messenger_thread"),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("messenger_thread_pkey")),
        sa.UniqueConstraint("person", name=op.f("messenger_thread_person_key")),
    )
    op.create_table(
        "messenger_event",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=True),
        sa.Column("received_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("handled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("messenger_event_pkey")),
    )
    op.create_index(
        "messenger_event_waiting_idx",
        "messenger_event",
        ["person", "at", "number"],
        unique=False,
        postgresql_where="handled_at IS NULL",
    )
    op.create_table(
        "messenger_out",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("mid", sa.Text(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("reaction", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'ambiguous', 'held', 'failed')",
            name=op.f("messenger_out_state_check"),
        ),
        _of_a_conversation("messenger_out"),
        sa.PrimaryKeyConstraint("id", name=op.f("messenger_out_pkey")),
        sa.UniqueConstraint("conversation_id", "seq", "part", name=op.f("messenger_out_conversation_id_seq_part_key")),
    )
    op.create_index(
        "messenger_out_unsent_idx",
        "messenger_out",
        ["conversation_id", "seq", "part"],
        unique=False,
        postgresql_where="state IN ('queued', 'sending', 'ambiguous')",
    )
    op.create_index("messenger_out_mid_idx", "messenger_out", ["mid"], unique=False, postgresql_where="mid IS NOT NULL")
    op.create_table(
        "messenger_persona",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("persona_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "name", name=op.f("messenger_persona_pkey")),
    )
    op.create_table(
        "messenger_deletion",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("requested_at", MOMENT, server_default=NOW, nullable=False),
        sa.CheckConstraint("state IN ('erased', 'unknown')", name=op.f("messenger_deletion_state_check")),
        sa.PrimaryKeyConstraint("code", name=op.f("messenger_deletion_pkey")),
    )


def _of_a_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"], ["conversation.id"], name=op.f(f"{table}_conversation_id_fkey"), ondelete="CASCADE"
    )
