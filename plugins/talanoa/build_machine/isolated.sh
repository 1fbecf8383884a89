#!/bin/sh
# Runs a command on strangers' texts: without network, without the job's variables (which hold tokens), and so that what
# it prints steers neither the workflow nor the log.  isolated.sh COMMAND [WORD]...
#
# GitHub takes nothing that is printed for a command, but for annotations (a problem on a line of a file); these come last.
here=$(dirname "$0")
set -- env -i HOME="${HOME:-/}" PATH="$PATH" LC_ALL=C.UTF-8 ${XDG_CACHE_HOME:+XDG_CACHE_HOME="$XDG_CACHE_HOME"} "$@"

if unshare --net true 2>/dev/null; then
    set -- unshare --net -- "$@"
elif unshare --map-root-user --net true 2>/dev/null; then
    set -- unshare --map-root-user --net -- "$@"
elif sudo -n unshare --net true 2>/dev/null; then # Ubuntu keeps the second way for root
    set -- sudo -n unshare --net -- setpriv --reuid="$(id -u)" --regid="$(id -g)" --init-groups --no-new-privs -- "$@"
elif python3 -I "$here/offline.py" true 2>/dev/null; then # containers allow this way, and none of the others
    set -- python3 -I "$here/offline.py" "$@"
else
    echo "isolated.sh: this machine has no way to take the network away, so nothing was run." >&2
    exit 1
fi

token=""
if [ -n "${GITHUB_ACTIONS:-}" ]; then
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$token"
fi
exec 4>&1
status=$(
    {
        { "$@" 2>&1 3>&- 4>&-; echo $? >&3; } |
            tr '\r' '\n' | LC_ALL=C tr -d '\000-\010\013-\037\177' | LC_ALL=C sed 's/\xc2[\x80-\x9f]//g' |
            LC_ALL=C awk -v token="$token" '
                token && /^::(error|warning|notice) file=[^:]*::/ { held[++count] = $0; next }
                { print; fflush() }
                END {
                    if (token) print "::" token "::"
                    for (each = 1; each <= count; each++) print held[each]
                }' >&4
    } 3>&1
)
exit "${status:-1}"
