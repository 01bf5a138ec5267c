"""The hub: conversations, turns, cases and channels of the assistant, behind one HTTP port."""
