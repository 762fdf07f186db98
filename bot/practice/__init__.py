"""The practice e-LAAS: a made-up office's stand-in for the real site, which shares no code with the bot."""
