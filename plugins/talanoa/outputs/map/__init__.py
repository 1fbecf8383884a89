"""The map: a silhouette of the land, and a dot for each country at its capital. No borders (decision 0006).

projection.py  Equal Earth: degrees → the plane
capitals.py    where each country's dot is
frame.py       the part of the world that shows a network's countries
land.py        the outlines in a frame, as much of them as a page has room for; land.txt, made by make_land.py
marks.py       numbered marks, moved apart where capitals are close
region.py      all of it together, for a network
"""

from talanoa.outputs.map.region import Dot, Mark, Region

__all__ = ["Dot", "Mark", "Region"]
