"""`python -m bot`: the command line, for whoever starts it by the interpreter."""

from bot.cli import main

if __name__ == "__main__":
    main()
