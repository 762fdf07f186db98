"""The four hand-made screens; all others are declared in `papers`."""
