"""What every room may use: lengths with units, inks, findings, errors, YAML read with places.

It stands apart because everything else imports it; it imports nothing of ofprint.
"""
