"""`python -m briefqa`."""

from briefqa.cli import main

main()
