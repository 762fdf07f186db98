"""Its place puts `tests/` on the import path: `from fakes.site import FakeSite` works everywhere."""
