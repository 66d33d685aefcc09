"""What a sentence claims, in comparable form: the same readers read the sentence and the text."""
