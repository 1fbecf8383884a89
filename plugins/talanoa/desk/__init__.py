"""What the coordinator works with between two calls.

None of it is published.

people.py         who the ids in the files are
participation.py  which calls each member joined, of those that count for it
participation_formats.py  the same as text, CSV, JSON and Markdown
carry.py          what a call didn't come to → the agenda of the next
written_agenda.py  agendas as the files have them
signatures.py     a signature that was received → one that is confirmed
promises.py       items of agendas that wait, each with its owner and its age
fair.py           whose night each call fell into, and when the next would be fairest, as tables and as tasks
tasks.py          what there is to do, as one kind of value
due.py            reminders: what closes or needs asking for, some days before
stale.py          what is stale or missing
ages.py           when each member's entry was last changed, by git
today.py          all tasks of a day, as a report
papers.py         a report as text, CSV, JSON and Markdown
review/           figures of a term, and a draft for a post
charts.py         tables as pictures
reminders.py      what is due, as a private calendar
drafts.py         a draft of a mail to each member concerned
handover.py       all of it for the next coordinator
attendance/       exports of video calls → the members that came
"""

from talanoa.desk.participation import Participation, participation

__all__ = ["Participation", "participation"]
