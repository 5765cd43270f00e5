#!/bin/sh
# Tries the README's two commands on a bare Debian: root, python3 and python3-pip, nothing else.
#
#   packaging/bare-machine.sh FOLDER [COMMAND ...]
#
# FOLDER is the root of a bare system that can reach its package registries. To make one, as root:
#
#   debootstrap --variant=minbase --include=ca-certificates,python3,python3-pip bookworm FOLDER
#
# and copy what your network needs (certificates, /etc/pip.conf, apt sources) into it. The project is copied to
# FOLDER/srv/tia as a fresh clone would have it. Each COMMAND (default: "./run" and "./run test") runs there
# without a screen and without standard input; its time and exit code are printed. Exits 1 if one failed.
set -eu

[ $# -ge 1 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
project=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$1" && pwd)
shift
[ "$(id -u)" = 0 ] || { echo "This needs root, for chroot." >&2; exit 2; }
[ -x "$root/usr/bin/python3" ] || { echo "$root has no python3: see the head of this script." >&2; exit 2; }
[ $# -gt 0 ] || set -- "./run" "./run test"

clean_up() { umount "$root/proc" "$root/dev" 2>/dev/null || true; }
trap clean_up EXIT
trap 'exit 130' INT TERM

echo "--- what the bare machine has"
chroot "$root" dpkg-query -W -f '${Package}\n' | grep -E '^(python3|lib(gl|egl|xcb|glib|qt))' | tr '\n' ' '
echo

rm -rf "$root/srv/tia"
mkdir -p "$root/srv/tia"
(cd "$project" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T - -f -) |
    tar -x -f - -C "$root/srv/tia"
[ -e "$root/etc/resolv.conf" ] || cp /etc/resolv.conf "$root/etc/resolv.conf"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"

failed=0
for command; do
    echo "--- $command"
    start=$(date +%s)
    code=0
    chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CI=true \
        sh -c "cd /srv/tia && $command" </dev/null || code=$?
    echo "--- $command: exit code $code after $(($(date +%s) - start)) s"
    [ "$code" = 0 ] || failed=1
done
exit "$failed"
