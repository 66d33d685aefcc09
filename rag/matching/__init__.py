"""Which measures apply to a business: its profile, the offers of a measure, and the verdict."""
