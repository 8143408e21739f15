#!/usr/bin/env bash
# Packs a binary, and installs, starts, upgrades, removes and purges the package with the machine's own
# dpkg, as root in namespaces of its own: whatever is written goes to memory, port 8080 is that of a network of
# its own, and no systemd is in reach, nor is one started. So the unit's ExecStart is run as it stands, by hand, with
# the folders and the user that DynamicUser= and StateDirectory= would give it.
#
# usage: package_test.sh SOURCE_FOLDER BINARY
set -euo pipefail

say() { printf '== %s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}
trap 'echo "FAILED at line $LINENO: $BASH_COMMAND" >&2' ERR

# --- outside: the packages, then this script again, masked ---------------------------------------------

if [[ $1 != --masked ]]; then
    export DPKG_DEB_COMPRESSOR_TYPE=gzip DPKG_DEB_COMPRESSOR_LEVEL=1  # quick
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    package=$("$1/scripts/package" --binary "$2" --output "$work")
    again=$("$1/scripts/package" --binary "$2" --output "$work/again")
    cmp "$package" "$again" || fail "the same sources give another package"
    # What is upgraded from: the same with an older version, and another default configuration.
    dpkg-deb --raw-extract "$package" "$work/older"
    sed -i 's/^Version: .*/Version: 0.0.1/' "$work/older/DEBIAN/control"
    echo '# of an older version' >>"$work/older/etc/polydesk/polydesk.toml"
    dpkg-deb --build --root-owner-group "$work/older" "$work/older.deb" >/dev/null
    masks=(--mount --net --pid --fork --kill-child)
    [[ $EUID -eq 0 ]] || masks+=(--map-root-user)
    unshare "${masks[@]}" bash "$0" --masked "$work/older.deb" "$package" "$EUID"
    exit
fi

# --- masked ----------------------------------------------------------------------------------------

is_root=$([[ $4 -eq 0 ]] && echo yes || echo no)  # or a user who is root in here alone
data=/var/lib/private/polydesk
# The leak checker of a test build cannot look at a process that has changed its user.
export DEBIAN_FRONTEND=noninteractive ASAN_OPTIONS=detect_leaks=0

# Every folder that anything here writes to is laid over with memory, before anything is written.
mount --make-rprivate /
mask=/mnt
mount -t tmpfs tmpfs $mask
cp "$2" $mask/older.deb
cp "$3" $mask/newer.deb
for folder in usr etc var; do
    mkdir $mask/$folder $mask/$folder.work
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$mask/$folder,workdir=$mask/$folder.work" "/$folder"
done
for folder in /tmp /run /root /home /srv /dev/shm; do
    [[ ! -d $folder ]] || mount -t tmpfs tmpfs $folder
done
chmod 1777 /tmp
mount -t proc proc /proc
ip link set lo up
rm -f /var/lib/man-db/auto-update  # the index of all manuals, made anew at each step, is not what is tried here
cd /

unit=/lib/systemd/system/polydesk.service

# As systemd does: a folder of root's alone, with one in it that belongs to the service's user, and a link.
make_state() {
    [[ ! -d $data ]] || return 0
    mkdir -p -m 0700 /var/lib/private
    mkdir -m 0700 $data
    if [[ $is_root == yes ]]; then chown 61234:61234 $data; fi
    ln -s private/polydesk /var/lib/polydesk
}

server=
start() {
    make_state
    local line as_user=()
    read -ra line < <(sed -n 's/^ExecStart=//p' $unit)
    if [[ $is_root == yes ]]; then
        as_user=(setpriv --reuid 61234 --regid 61234 --clear-groups --no-new-privs --bounding-set=-all)
    fi
    # Of /var/lib/private the service sees its own part alone, and may walk through it.
    # shellcheck disable=SC2016
    unshare --mount bash -c '
        set -eu
        mkdir -p /run/state
        mount --bind /var/lib/private/polydesk /run/state
        mount -t tmpfs -o mode=0755 tmpfs /var/lib/private
        mkdir /var/lib/private/polydesk
        mount --bind /run/state /var/lib/private/polydesk
        if [[ -r /etc/polydesk/environment ]]; then
            while IFS= read -r line; do export "${line?}"; done </etc/polydesk/environment
        fi
        umask 0077
        exec "$@"' bash "${as_user[@]}" "${line[@]}" >$mask/log 2>&1 &
    server=$!
    curl -s --retry 100 --retry-delay 0 --retry-max-time 60 --retry-connrefused -o /dev/null \
        "http://127.0.0.1:${1:-8080}/readyz" || { cat $mask/log >&2; fail "it does not start"; }
}
stop() {
    kill -TERM "$server"
    wait "$server" || { cat $mask/log >&2; fail "it stops with $?"; }
}
all_belongs_to_the_service() {
    [[ $is_root == no ]] || [[ -z $(find $data ! -uid 61234) ]] ||
        fail "files of another user: $(find $data ! -uid 61234)"
}
is_enabled() { [[ -L /etc/systemd/system/multi-user.target.wants/polydesk.service ]]; }
post_install() { DPKG_MAINTSCRIPT_PACKAGE=polydesk /var/lib/dpkg/info/polydesk.postinst "$@"; }

say "install"
dpkg -i $mask/older.deb
[[ -z $(dpkg --audit) ]] || fail "$(dpkg --audit)"
[[ -z $(dpkg --verify polydesk) ]] || fail "$(dpkg --verify polydesk)"
is_enabled || fail "the service is not enabled"
[[ $(dpkg-query -W -f '${Version}' polydesk) == 0.0.1 ]]
[[ $(polydesk --version) == polydesk\ * ]]
# grep reads to the end: one that ended early would end zcat with a broken pipe, sometimes.
zcat /usr/share/man/man1/polydesk.1.gz | grep 'credential add' >/dev/null
zcat /usr/share/man/man8/polydeskctl.8.gz | grep polydeskctl >/dev/null
bash -c 'source /usr/share/bash-completion/completions/polydeskctl; complete -p polydeskctl' >/dev/null
grep -q '^# listen = "127.0.0.1:8080"' /etc/polydesk/polydesk.toml
grep -q '"sqlite:/var/lib/polydesk/desk.sqlite"' /etc/polydesk/polydesk.toml
[[ -s /usr/share/doc/polydesk/copyright && -s /usr/share/doc/polydesk/operating.md ]]
post_install configure 0.0.1
is_enabled || fail "the second configuration disables it"

say "the unit is sound and shut in"
systemd-analyze verify --man=no $unit
exposure=$(systemd-analyze security --offline=true --threshold=20 --no-pager $unit | tail -n 1) || fail "$exposure"
echo "$exposure"

say "start"
start
printf 'POLYDESK_THREADS=3\n' >/etc/polydesk/environment
chmod 0600 /etc/polydesk/environment
polydeskctl demo --json >$mask/demo
opened=$(curl -s http://127.0.0.1:8080/includes/api.php -d action=OpenTicket -d responsetype=json \
    -d identifier="$(sed 's/.*"identifier":"\([^"]*\)".*/\1/' $mask/demo)" \
    -d secret="$(sed 's/.*"secret":"\([^"]*\)".*/\1/' $mask/demo)" \
    -d deptid=1 -d clientid=1 -d subject=Packed -d message=Packed)
[[ $opened == *'"result":"success"'* ]] || fail "$opened"
all_belongs_to_the_service

say "upgrade, with a configuration of one's own"
sed -i 's/^# listen = .*/listen = "127.0.0.1:8081"/' /etc/polydesk/polydesk.toml
dpkg -i --force-confdef --force-confold $mask/newer.deb
[[ $(dpkg-query -W -f '${Version}' polydesk) != 0.0.1 ]]
grep -q '^listen = "127.0.0.1:8081"' /etc/polydesk/polydesk.toml || fail "the configuration is lost"
is_enabled || fail "the upgrade disables it"
stop
start 8081
polydeskctl ticket show 2 --json | grep -q '"subject":"Packed"' || fail "the ticket is lost"

say "an administrator who has disabled the service finds it so after the next upgrade"
systemctl --root=/ --quiet disable polydesk.service
dpkg -i $mask/newer.deb
! is_enabled || fail "the upgrade enables it"
systemctl --root=/ --quiet enable polydesk.service

say "commands while the service is stopped"
stop
file=$(printf '[{"name":"a.txt","data":"aGVsbG8="}]' | base64 -w 0)
polydeskctl api OpenTicket deptid=1 clientid=1 subject=Alone message=Alone "attachments=$file" >/dev/null
all_belongs_to_the_service
polydeskctl backup /root/copy | grep -q '1 attachments copied'
all_belongs_to_the_service

say "the environment is no shell script, for systemd as for polydeskctl"
cp /etc/polydesk/environment $mask/environment
# shellcheck disable=SC2016
odd='odd&$HOME;(touch ran)`touch ran`.sqlite'
cd /tmp
for quote in '' '"' "'"; do
    printf '# POLYDESK_THREADS=many\n\n  POLYDESK_DATABASE=%s \nPATH=/nowhere\n' \
        "${quote}sqlite:/var/lib/polydesk/$odd$quote" >/etc/polydesk/environment
    polydeskctl demo >$mask/demo.odd || fail "it cannot read a value in quotes of the kind '$quote'"
    [[ -e $data/$odd && ! -e ran ]] || fail "the value '$odd' is not taken as it stands"
    rm "$data/$odd" "$data/demo-login"
done
# shellcheck disable=SC2016
echo 'POLYDESK_DATABASE=postgresql://polydesk:s$cret(@127.0.0.1:1/x?sslmode=disable&connect_timeout=5' \
    >/etc/polydesk/environment
said=$(polydeskctl ticket show 1 2>&1) && fail "there is no such server"
[[ $said == *'see whether the server runs'* ]] || fail "$said"
cd /
cp $mask/environment /etc/polydesk/environment

start 8081
polydeskctl api GetTicketAttachment relatedid=3 type=ticket index=0 | grep -q aGVsbG8= || fail "its file is lost"
stop

say "remove: configuration and tickets stay"
dpkg -r polydesk
[[ ! -e /usr/bin/polydesk && ! -e $unit ]] || fail "files are left"
[[ -e /etc/polydesk/polydesk.toml && -e $data/desk.sqlite ]] || fail "too much is gone"

say "install again, and all is there"
dpkg -i $mask/newer.deb
is_enabled || fail "the service is not enabled again"
start 8081
polydeskctl ticket show 3 --json | grep -q '"subject":"Alone"' || fail "the ticket is lost"
stop

say "purge: the tickets stay, and it says where"
said=$(dpkg -P polydesk 2>&1)
echo "$said"
[[ $said == *"the tickets are still in $data"* ]] || fail "it does not say where the tickets are"
[[ ! -e /etc/polydesk && -e $data/desk.sqlite ]] || fail "purged too little, or too much"
[[ -z $(find /etc/systemd /var/lib/systemd -name 'polydesk*') ]] || fail "systemd's state is left"
! dpkg-query -W polydesk 2>/dev/null || fail "dpkg still knows it"
say "done"
