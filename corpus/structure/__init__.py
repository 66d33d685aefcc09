"""Text → structure: the notices of a file, their numbering, measures and who is responsible."""
