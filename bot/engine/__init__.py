"""What happens to one entry, and to many; meets site and ledger only through `ports`."""
