"""Tools for language models: the MCP server, over standard input and output and over HTTP."""
