"""What holds for every test."""

from hypothesis import settings

# How long one example takes says how busy the machine is, not whether the law holds: tests of speed measure on purpose.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
