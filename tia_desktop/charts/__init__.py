"""Charts: each draws once, with reportlab.graphics, for the paper and for the screen.

A chart takes figures and words, and returns a `Drawing` with a white background. Call
`style.register_fonts()` before.
"""
