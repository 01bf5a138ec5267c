-- How Rasa's memory of a conversation is erased: run by the tracker store at its start, called by whoever erases.

-- Remembers erased ids for a day, so that a turn which was on its way cannot bring the conversation back.
CREATE TABLE IF NOT EXISTS rasa.erased (
    conversation text PRIMARY KEY,
    erased_at timestamptz NOT NULL DEFAULT now()
);

-- At once, in the caller's transaction: a turn that already runs may still write, one that has not begun is refused.
CREATE OR REPLACE FUNCTION rasa.forget(conversation text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM rasa.events WHERE sender_id = $1;
    DELETE FROM rasa.erased WHERE erased_at < now() - interval '1 day';
    INSERT INTO rasa.erased VALUES ($1) ON CONFLICT DO NOTHING;
$$;

-- For good: after the turn that runs, under the turn lock of the tracker store.
CREATE OR REPLACE FUNCTION rasa.erase(conversation text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('rasa.turn:' || $1, 0));
    SELECT rasa.forget($1);
$$;
