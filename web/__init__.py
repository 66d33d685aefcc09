"""The HTTP API, piece by piece; api.py puts them together."""
