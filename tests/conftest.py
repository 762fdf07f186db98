"""Its place puts `tests/` on the import path: `from fakes.site import FakeSite` works everywhere."""

from hypothesis import settings

# How long an example takes says something of the machine, not of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
