"""Facebook Messenger: webhooks in, an outbox out, and nothing of it while it is not configured."""
