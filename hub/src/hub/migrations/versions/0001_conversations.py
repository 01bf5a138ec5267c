"""Conversations, messages, turns, cases, and the job queue's own tables."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("situation", postgresql.JSONB(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("channel IN ('web', 'messenger')", name=op.f("conversation_channel_check")),
        sa.CheckConstraint("owner IN ('bot', 'queue', 'advisor', 'external')", name=op.f("conversation_owner_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("conversation_pkey")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("situation", postgresql.JSONB(), nullable=True),
        sa.Column("advisor", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("queued_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("taken_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'queued', 'taken', 'returned', 'declined', 'closed')", name=op.f("case_state_check")
        ),
        sa.CheckConstraint("urgency IN ('normal', 'urgent')", name=op.f("case_urgency_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("case_conversation_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("case_pkey")),
    )
    op.create_index("case_conversation_id_idx", "case", ["conversation_id"], unique=False)
    op.create_index(
        "case_not_closed_idx", "case", ["conversation_id"], unique=True, postgresql_where="state <> 'closed'"
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("next_try_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_late_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_unanswered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("finished_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'answered', 'dropped', 'failed')", name=op.f("turn_state_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("turn_conversation_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("turn_pkey")),
    )
    op.create_index("turn_conversation_id_idx", "turn", ["conversation_id"], unique=False)
    op.create_index("turn_open_idx", "turn", ["conversation_id"], unique=True, postgresql_where="state = 'open'")
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("case_event_case_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("case_event_pkey")),
    )
    op.create_index("case_event_case_id_idx", "case_event", ["case_id", "id"], unique=False)
    op.create_table(
        "message",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", postgresql.JSONB(), nullable=False),
        sa.Column("buttons", postgresql.JSONB(), nullable=False),
        sa.Column("sent_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("client_message_id", sa.Uuid(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("numbers_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("author IN ('parent', 'assistant', 'advisor', 'system')", name=op.f("message_author_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("message_conversation_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("message_turn_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("message_pkey")),
        sa.UniqueConstraint(
            "conversation_id", "client_message_id", name=op.f("message_conversation_id_client_message_id_key")
        ),
    )
    op.create_index("message_turn_id_idx", "message", ["turn_id"], unique=False, postgresql_where="turn_id IS NOT NULL")
    op.create_index(
        "message_waiting_idx", "message", ["conversation_id", "seq"], unique=False, postgresql_where="waiting"
    )
    schema = SchemaManager.get_schema()  # of procrastinate 3.10; later versions of it get their own revision
    op.get_bind().exec_driver_sql(schema.replace("%", "%%"))
