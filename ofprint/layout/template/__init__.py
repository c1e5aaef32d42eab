"""Templates: designs as YAML, read strictly, evaluated without running any code of theirs.

They stand apart because a designer owns them; nothing here knows what an event is.
"""
