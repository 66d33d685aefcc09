"""The page, tab by tab; ui.py puts them together."""
