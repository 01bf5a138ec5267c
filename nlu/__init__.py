"""French understanding: from a message's text to facts and an intent."""
