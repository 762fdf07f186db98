"""What each command does: read in, work, tell; gives the exit code of the contract."""
