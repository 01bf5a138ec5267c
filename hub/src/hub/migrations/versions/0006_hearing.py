"""Since when the hub can hear Meta; and the sexual danger of a message, beside a graver one too."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "messenger_hearing",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("beat_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("page_id", name=op.f("messenger_hearing_pkey")),
    )
    op.add_column("message", sa.Column("sexual", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE message SET sexual = true WHERE danger = 'sexual'")
