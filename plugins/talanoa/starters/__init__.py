"""What a new repository begins with: folders of content that are sites themselves, and what every repository has around it.

network/     a network with calls, members and statements
workshops/   a host with partners, three numbered workshops, and a text that is drafted, validated, tabled and adopted
empty/       no content at all
around/      README, licence, locks, and what GitHub and GitLab do
answers.py   what people answer, judged by the rules by which `check` judges the same fields
filling.py   a starter → the files of one network: its names in the place of the example's, its days counted from today
"""

from __future__ import annotations

from talanoa.starters.answers import QUESTIONS, Answers, Question, judged
from talanoa.starters.filling import STARTERS, files

__all__ = ["QUESTIONS", "STARTERS", "Answers", "Question", "files", "judged"]
