"""What a notice says: its text, its numbering, and who is responsible for each measure.

The way of the data: `sources` (files → text) → `structure` (text → notices, clauses, measures, with
the `facts` that their words state) → `reading` (all of it, as a `Notice`) → `library` (the notices
that a user keeps) → `catalogue` (look-ups over them). This room knows nothing of models, indexes
or HTTP; outside of `sources` it imports only the standard library.
"""
