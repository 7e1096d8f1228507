"""`python -m generator` is `whitepaper`."""

from generator.cli import main

main()
