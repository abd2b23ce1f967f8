"""Build the index if need be and serve the page: `python app.py`, with the options of `briefqa serve`."""

import sys

from briefqa.cli import main

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
