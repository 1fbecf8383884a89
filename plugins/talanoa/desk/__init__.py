"""What the coordinator works with between two calls.

None of it is published.

participation.py  which calls each member joined, of those that count for it
tables.py         the same as text, CSV, JSON and Markdown
carry.py          what a call didn't come to → the agenda of the next
attendance/       exports of video calls → the members that came
"""

from talanoa.desk.participation import Participation, Roll, participation

__all__ = ["Participation", "Roll", "participation"]
