"""What the printer needs: sheet geometry, tombo, inks, PDF/X, imposition, tiling, colour, preflight.

It stands apart because it knows paper and presses and nothing of events, text or templates.
"""
