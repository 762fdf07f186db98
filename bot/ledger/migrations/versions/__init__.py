"""One module per change of the ledger's shape, oldest first."""
