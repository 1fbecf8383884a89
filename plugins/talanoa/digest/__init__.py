"""A mail to the network's list, made of what the site shows.

choosing.py   what is in it: posts of a span of days, what is coming, what can be signed, deadlines
entries.py    the same in the words of a language
greeting.py   the words at its beginning
letter.py     all of it together
text.py       as plain text
made.py       as HTML too, small enough that mail programs show all of it
message.py    → the bytes of a mail
environment.py  the mail server, from whom and to whom
record.py     the note that a digest was sent
sending.py    a mail → its server, once
"""

from talanoa.digest.choosing import Span
from talanoa.digest.environment import BadSetting
from talanoa.digest.made import Digest, NotMade, digest, languages, view_of
from talanoa.digest.message import Ends, mailbox, message

__all__ = ["BadSetting", "Digest", "Ends", "NotMade", "Span", "digest", "languages", "mailbox", "message", "view_of"]
