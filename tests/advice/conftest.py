"""Property tests take their time on a loaded machine: no deadline for one example."""

from hypothesis import settings

settings.register_profile("advice", deadline=None, max_examples=100)
settings.load_profile("advice")
