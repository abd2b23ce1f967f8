"""The page that staff use: `view` says what an address shows, `page` wires it, `server` serves it."""
