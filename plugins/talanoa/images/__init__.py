"""Pictures: what strangers bring is decoded within limits, and what is published is re-encoded from its pixels.

picture.py  what there is to say of a picture: limits, faults
header.py   what a picture says of itself before any of it is decoded
reencode.py a picture's bytes → the bytes that are published, or what is wrong with them
resize.py   the same in fewer pixels
variants.py the same as WebP in several widths, for pages to choose from
shared.py   the same as a small JPEG, for messengers and mail programs
images.py   the pictures of a folder, each judged and made once, and kept from one build to the next
"""

from talanoa.images.images import Facts, Images, PictureChanged, Variant
from talanoa.images.picture import Fault, Reencoded

__all__ = ["Facts", "Fault", "Images", "PictureChanged", "Reencoded", "Variant"]
