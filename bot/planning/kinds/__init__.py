"""Value kinds: how each is understood from a cell, written for the site and compared as seen."""
