"""A finished site → the folder where it belongs: all of it or nothing, and nothing deleted that Talanoa didn't write.

mark.py         how a folder of ours is known: by a list of what was written into it
look.py         what is in a folder, without opening the parts of it that are as they were
remembered.py   what the system says of each file and folder, by which it is known without reading it
working.py      the folder in which a site is made, locked against other builds
spare.py        the folder of which the next site is made, as it waits in the cache
refused.py      folders that a site can't go to
last_site.py    the site that a new one replaces, and nothing else in its folder
recovery.py     what an interrupted build left
swap.py         the new site and the last one change places
capitals.py     names that a disk takes for one
in_place.py     a site's files moved one by one, where its folder can't be renamed
publication.py  one replacement of a site
among.py        one renewal of our files in a folder that has others, too
"""

from talanoa.publish.among import Among
from talanoa.publish.mark import STAGED
from talanoa.publish.publication import Publication
from talanoa.publish.refused import Refused, misplaced

__all__ = ["STAGED", "Among", "Publication", "Refused", "misplaced"]
