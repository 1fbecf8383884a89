#!/bin/sh
# Runs a command on strangers' texts: without network where the machine allows it, and so that GitHub takes nothing that
# it prints for a workflow command.  apart.sh COMMAND [WORD]...
if [ -n "${GITHUB_ACTIONS:-}" ]; then
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$token"
    trap 'echo "::$token::"' EXIT
fi
if unshare -rn true 2>/dev/null; then
    unshare -rn -- "$@"
elif sudo -n unshare -n true 2>/dev/null; then # Ubuntu keeps the first way for root
    sudo -n --preserve-env=HOME,PATH unshare -n -- setpriv --reuid="$(id -u)" --regid="$(id -g)" --init-groups -- "$@"
else
    echo "This machine can't take the network away; the command runs with it." >&2
    "$@"
fi
