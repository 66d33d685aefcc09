"""What a notice says: its text, its numbering, and who is responsible for each measure.

This room knows nothing of models, indexes or HTTP and imports only the standard library.
The way in is `corpus.reading.read_text` (text → `Notice`) and `corpus.library.Library`
(the notices that a user keeps).
"""
