"""The page that staff use: `render` turns answers into HTML, `page` wires it, `server` serves it."""
