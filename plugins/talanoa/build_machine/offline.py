"""Runs a command that can't open a connection: offline.py COMMAND [WORD]...

The kernel refuses it every socket but those within the machine (seccomp). It needs no rights, so it works in containers,
where `unshare` doesn't. Nothing but Python's own library; run it with `python -I`.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2  # prctl(2)
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # of classic BPF
NUMBER, MACHINE, FIRST_WORD = 0, 4, 16  # where struct seccomp_data has them
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
FOREIGN = 0x40000000  # the calls of another kind of program, with other numbers
IO_URING, UNIX = 425, 1
# What the kernel calls the machine, and its number of socket(2).
MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def program(machine: int, socket: int) -> bytes:
    """The filter: each line has a code, how many lines to skip if it is so and if it isn't, and a value."""
    lines = (
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 0, 7, machine),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 5, 0, FOREIGN),
        (EQUAL, 4, 0, IO_URING),
        (EQUAL, 0, 2, socket),
        (LOAD, 0, 0, FIRST_WORD),
        (EQUAL, 0, 1, UNIX),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    )
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def main(words: list[str]) -> None:
    if platform.machine() not in MACHINES or sys.byteorder != "little":
        sys.exit(f"offline.py doesn't know the machine {platform.machine()}")
    filter = program(*MACHINES[platform.machine()])
    kept = ctypes.create_string_buffer(filter, len(filter))
    pointer = struct.pack("HxxxxxxP", len(filter) // 8, ctypes.addressof(kept))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    where = ctypes.create_string_buffer(pointer, len(pointer))
    if prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or prctl(SET_SECCOMP, FILTER, ctypes.addressof(where), 0, 0):
        sys.exit(f"offline.py: {os.strerror(ctypes.get_errno())}")
    os.execvp(words[0], words)


if __name__ == "__main__":
    main(sys.argv[1:])
