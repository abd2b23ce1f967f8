"""The briefs as tools of a language model, over the Model Context Protocol (extra `mcp`).

The package `mcp` that is imported here is the protocol's official Python SDK.
"""
