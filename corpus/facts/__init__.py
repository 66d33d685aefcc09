"""What the words state: terms of a measure, a notice's own life, what agencies have become."""
