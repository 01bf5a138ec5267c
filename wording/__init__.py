"""The texts that a parent reads: how they are read, checked, set, reviewed and brought into the running service."""
