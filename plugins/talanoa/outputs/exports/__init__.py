"""Open data: what the site shows, for programs and spreadsheets.

A field is in an export because a table of this room lists it with its meaning (members.py, events.py, posts.py,
countries.py), never because the model has it: a field that is added to the model stays private until someone decides.
"""
