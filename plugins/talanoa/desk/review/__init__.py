"""The review of a term, half-way and at its end: figures of what may be published, each with what it means.

period.py    which review it is, and which days it compares
snapshot.py  the network on a day, as its site showed it
members.py   who the members are
talks.py     calls, agendas, taking part, whose night it was
given.py     posts, activities, statements, countries of which nothing is heard
figures.py   all of these as tables
post.py      the same as a draft for a post
"""

from talanoa.desk.review.figures import network, review
from talanoa.desk.review.period import NoTerm, Period, period
from talanoa.desk.review.post import as_post, in_short

__all__ = ["NoTerm", "Period", "as_post", "in_short", "network", "period", "review"]
