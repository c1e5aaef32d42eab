"""Which content goes into which frames of which template: flyer, booklet, badges and signage."""
