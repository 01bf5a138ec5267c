"""Fine-tunes the sentence encoder; used by `make encoder` alone, never by the running assistant."""
