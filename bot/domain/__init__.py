"""The words of the project: pure values and the lifecycle; no I/O, no clock, no vendor imports."""
