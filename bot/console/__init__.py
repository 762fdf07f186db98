"""The console: a local web page to supervise the bot; its own process, meets the bot only in the ledger."""
