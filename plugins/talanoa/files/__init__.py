"""Files as a system keeps them: the one place that knows what only some systems can do.

reading.py  a file's bytes, and through no link
durable.py  a file that no power cut takes back
writing.py  a file or a folder in its place at once, or not at all
refusals.py what a system refuses to do with a file, in words
exchange.py  two folders that change places
locks.py    a folder that one process at a time writes into
owners.py   a folder that is the user's alone
unchanged.py  what a system says of a file that isn't opened
fingerprint.py  by what bytes are known
program.py  what this program is made of
sealed.py   bytes whose damage is seen
entries.py  many of them in one file
layout.py   which files a network's folder holds

Each says what it promises where a system has less (decision 0031). Processes have their own such place, `talanoa.processes`.
"""

from talanoa.files import durable
from talanoa.files.entries import put_entries, read_entries
from talanoa.files.exchange import exchange
from talanoa.files.fingerprint import Known, are_as_known, fingerprint, known_files
from talanoa.files.layout import (
    CONTRIBUTED,
    DATA_ENDINGS,
    DIGESTS,
    DOCUMENT_ENDINGS,
    FOLDERS,
    FOR_HOSTS,
    IMAGE_ENDINGS,
    LISTS,
    PRIVATE,
    READ,
    SETTINGS,
    TEXT_ENDINGS,
    ending_of,
    folders_above,
    is_contributed,
    is_image,
    is_read,
)
from talanoa.files.locks import Lock, Taken
from talanoa.files.owners import make_own, without_strangers
from talanoa.files.program import libraries, program
from talanoa.files.reading import is_folder, is_within, read_bytes
from talanoa.files.refusals import refusal
from talanoa.files.sealed import put_packed, sealed, unpacked, unsealed
from talanoa.files.unchanged import NUMBER, TELL, Facts, facts, never_fitting, settled
from talanoa.files.writing import (
    PART,
    as_there,
    keep_times,
    linked,
    new_file,
    overwrite,
    put,
    put_all,
    rename,
    replace,
    second_name,
    unlink,
    write_all,
)

__all__ = [
    "CONTRIBUTED",
    "DATA_ENDINGS",
    "DIGESTS",
    "DOCUMENT_ENDINGS",
    "FOLDERS",
    "FOR_HOSTS",
    "IMAGE_ENDINGS",
    "LISTS",
    "NUMBER",
    "PART",
    "PRIVATE",
    "READ",
    "SETTINGS",
    "TELL",
    "TEXT_ENDINGS",
    "Facts",
    "Known",
    "Lock",
    "Taken",
    "are_as_known",
    "as_there",
    "durable",
    "ending_of",
    "exchange",
    "facts",
    "fingerprint",
    "folders_above",
    "is_contributed",
    "is_folder",
    "is_image",
    "is_read",
    "is_within",
    "keep_times",
    "known_files",
    "libraries",
    "linked",
    "make_own",
    "never_fitting",
    "new_file",
    "overwrite",
    "program",
    "put",
    "put_all",
    "put_entries",
    "put_packed",
    "read_bytes",
    "read_entries",
    "refusal",
    "rename",
    "replace",
    "sealed",
    "second_name",
    "settled",
    "unlink",
    "unpacked",
    "unsealed",
    "without_strangers",
    "write_all",
]
