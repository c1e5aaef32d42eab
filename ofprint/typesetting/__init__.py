"""How Japanese text stands: classes, breaking, spacing, ruby, vertical setting, justification, fitting.

It stands apart because it is pure: text and faces in, positioned glyphs out; it draws nothing.
The reference is W3C JLREQ, https://www.w3.org/TR/jlreq/ .
"""

from ofprint.typesetting.fit import FitLimits, Fitted, fit_text
from ofprint.typesetting.markup import Markup
from ofprint.typesetting.names import jidori, set_name
from ofprint.typesetting.placing import PlacedGlyph
from ofprint.typesetting.settext import Line, SetText, set_text
from ofprint.typesetting.style import TextStyle

__all__ = [
    "FitLimits",
    "Fitted",
    "Line",
    "Markup",
    "PlacedGlyph",
    "SetText",
    "TextStyle",
    "fit_text",
    "jidori",
    "set_name",
    "set_text",
]
