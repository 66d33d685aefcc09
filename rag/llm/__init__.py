"""The language model: it words answers and reads follow-ups; it never supplies a fact."""
