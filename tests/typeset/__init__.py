"""Briefs made up for tests: what a brief says (manuscript), how people lay one out (habits), and files of it."""
