"""What Prometheus may know of Messenger: counts, never content."""

from prometheus_client import Counter

EVENTS = Counter("hub_messenger_events_total", "Events of webhooks that were kept, by kind", ["kind"])
REPEATED = Counter("hub_messenger_repeated_total", "Events that had come before")
SKIPPED = Counter("hub_messenger_skipped_total", "Events that were left out, by reason", ["reason"])
REFUSED = Counter("hub_messenger_refused_total", "Webhooks and callbacks that were not signed by Meta")
SENT = Counter("hub_messenger_sent_total", "Messages to Meta, by how it ended", ["state"])
GRAPH_ERRORS = Counter("hub_messenger_errors_total", "Calls that Meta refused or did not answer", ["reason"])
