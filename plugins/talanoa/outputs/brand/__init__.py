"""What a network is recognised by, made from its name and colour: a mark, and the picture that stands for shared pages.

mark.py      the mark: nine dots, of which the name decides which are large
pictures.py  the mark for phones, and the picture for shared pages: name, tagline and the network's part of the world
letters.py   texts in pictures; font.ttf has their letters, made by make_font.py
drawn.py     the files, named by all that they depend on
"""

from talanoa.outputs.brand.drawn import Brand, files

__all__ = ["Brand", "files"]
