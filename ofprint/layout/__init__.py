"""Where things stand: the display list, the parts that templates name, and the templates' own reading."""
