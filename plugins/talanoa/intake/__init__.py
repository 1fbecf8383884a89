"""What people send without git → the change of files that it asks for: issue forms, letters, files that the forms composed.

All of it is a stranger's text. What can't be understood for certain is refused, with its line and column.

forms.py       which answers each form has
headings.py    lines that are headings, and those that imitate one
answers.py     the body of a form → answers with their places
letters.py     a composed file → values
safety.py      what no answer may have
directory.py   who and what can be named
values.py      answers → values of the model's fields
pictures.py    names of pictures in a text
calls.py, proposals.py, signatures.py, corrections.py   changes of what is there
wishes.py      all of it together: bytes → a change, or why there is none
traced.py      what is wrong with the change → where it was typed
comments.py    what is said to people about it
refusal.py     a reason and its place
"""

from talanoa.intake.answers import is_form
from talanoa.intake.comments import accepted, quoted, refused, typed_at
from talanoa.intake.refusal import Refusals
from talanoa.intake.traced import traced
from talanoa.intake.wishes import Wish, wish

__all__ = ["Refusals", "Wish", "accepted", "is_form", "quoted", "refused", "traced", "typed_at", "wish"]
