#!/bin/bash
# Installs Ringward on a bare Debian box, upgrades it, or takes it away again. `install.sh --help` says how.
set -euo pipefail

usage() {
  cat <<'TEXT'
sudo docker/install.sh [--gateway] [--cloud]    install or upgrade; the gateway if neither is named
docker/install.sh --prepare FOLDER              make a folder that installs without network or npm
sudo docker/install.sh --uninstall [--purge]    take it away; settings and data stay, unless --purge

Programs go to /opt/ringward, settings to /etc/ringward, data to /var/lib/ringward. An upgrade changes neither settings nor
data, and keeps the release before it.

From a checkout it needs npm (apt-get install npm) and fetches npm packages, nothing else. For a box without network run
--prepare on another Debian box of the same kind (amd64 or arm64), carry FOLDER over, and run FOLDER/docker/install.sh there.
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=$(dirname "$here")
opt=/opt/ringward
etc=/etc/ringward
var=/var/lib/ringward
units=/etc/systemd/system
commands=/usr/local/sbin
user=ringward
fresh=$opt/releases/.fresh

say() { echo "ringward: $*"; }
refuse() {
  echo "ringward: $*" >&2
  exit 1
}
has_systemd() { [ -d /run/systemd/system ]; }
as_user() { (cd "$1" && shift && exec setpriv --reuid "$user" --regid "$user" --clear-groups "$@"); }

action=install
purge=no
parts=()
while [ $# -gt 0 ]; do
  case $1 in
    --gateway | --cloud) parts+=("${1#--}") ;;
    --prepare)
      [ $# -ge 2 ] || refuse "--prepare wants a folder: install.sh --prepare FOLDER"
      action=prepare target=$2
      shift
      ;;
    --uninstall) action=uninstall ;;
    --purge) purge=yes ;;
    --help | -h) usage && exit 0 ;;
    *) refuse "unknown argument $1; install.sh --help lists them" ;;
  esac
  shift
done
[ "$purge" = no ] || [ $action = uninstall ] || refuse "--purge belongs to --uninstall"

is_prepared() { [ -f "$source_dir/parts.json" ]; }

check_platform() {
  [ -r /etc/debian_version ] || refuse "this is not Debian; docker/Dockerfile runs elsewhere"
  case $(uname -m) in
    x86_64) platform=linux/x64 ;;
    aarch64) platform=linux/arm64 ;;
    *) refuse "there is no build for $(uname -m): amd64 and arm64 only" ;;
  esac
  if is_prepared; then
    grep -q "\"platform\":\"$platform\"" "$source_dir/parts.json" ||
      refuse "the folder $source_dir was prepared for another kind of machine than $platform; prepare it on one like this"
  fi
}

need_npm() {
  command -v npm >/dev/null ||
    refuse "npm is missing: apt-get install npm, or bring a folder made by install.sh --prepare on another box"
}

# build TARGET PART…: fills the empty folder TARGET from a checkout.
build() {
  (
    cd "$source_dir" &&
      node scripts/prepare.mjs --assets --web &&
      PATH=$source_dir/node_modules/.bin:$PATH node scripts/copy-parts.ts "$@"
  ) || refuse "could not prepare the programs; see above"
}

prepare() {
  ! is_prepared || refuse "this folder is prepared already: run its docker/install.sh as root"
  need_npm
  [ ! -e "$target" ] || [ -z "$(ls -A "$target")" ] || refuse "$target is not empty"
  mkdir -p "$target" || refuse "cannot write $target"
  target=$(cd "$target" && pwd)
  build "$target" gateway cloud installer
  say "prepared: carry $target to the box and run docker/install.sh in it as root"
}

need_root() { [ "$(id -u)" = 0 ] || refuse "only root can do this: sudo $here/install.sh"; }

# One at a time; the lock goes with this process, however it ends.
lock() {
  exec 9>/run/ringward-install.lock
  flock -n 9 || refuse "another install.sh is at work on this box"
}

check_space() {
  local needed free
  needed=$( (if is_prepared; then du -sm "$source_dir"; else echo 800; fi) | awk '{ print $1 + 100 }')
  free=$(df -Pm "$opt" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$needed" ] || refuse "not enough space: $opt needs $needed MB and $free MB are free; nothing was changed"
}

# What is named, and what this box has already: a release holds all of its parts.
choose_parts() {
  local part
  for part in gateway cloud; do
    [ ! -e "$units/ringward-$part.service" ] || [[ " ${parts[*]} " = *" $part "* ]] || parts+=("$part")
  done
  [ ${#parts[@]} -gt 0 ] || parts=(gateway)
}

make_user() {
  getent passwd "$user" >/dev/null ||
    useradd --system --user-group --home-dir "$var" --no-create-home --shell /usr/sbin/nologin "$user"
}

copy_programs() {
  rm -rf "$fresh"
  if is_prepared; then
    cp -a --no-preserve=ownership "$source_dir" "$fresh"
  else
    build "$fresh" "${parts[@]}" installer
  fi || refuse "could not copy the programs to $fresh; nothing was changed"
  chown -R root:root "$fresh"
  chmod -R u=rwX,go=rX "$fresh"
}

# What runs must run here before it takes the other's place.
check_programs() {
  local part
  for part in "${parts[@]}"; do
    [ -f "$fresh/$part/main.ts" ] || refuse "$source_dir has no $part; prepare it again"
    as_user "$fresh" node_modules/.bin/node "$part/main.ts" --help >/dev/null ||
      refuse "the new $part does not start on this box; nothing was changed"
  done
  if [ -f "$etc/site.yaml" ] && [[ " ${parts[*]} " = *" gateway "* ]]; then
    as_user "$fresh" node_modules/.bin/node gateway/main.ts --config "$etc/site.yaml" --check >/dev/null ||
      refuse "the new gateway refuses $etc/site.yaml (see above); nothing was changed"
  fi
}

write_settings() {
  install -d -o root -g "$user" -m 0750 "$etc"
  install -d -o root -g root -m 0755 "$var"
  local part file
  for part in "${parts[@]}"; do
    # The unit's StateDirectory; made here, too, so that the command line works before the first start.
    install -d -o "$user" -g "$user" -m 0700 "$var/$part"
    file=site.yaml
    [ "$part" = gateway ] || file=cloud.yaml
    [ ! -e "$etc/$file" ] || continue
    # Written whole: an install that ends half-way leaves no half file, which the next one would keep.
    sed "s#data: /data\$#data: $var/$part#" "$here/${file%.yaml}.example.yaml" >"$etc/.$file.fresh"
    chown root:"$user" "$etc/.$file.fresh"
    chmod 0640 "$etc/.$file.fresh"
    mv "$etc/.$file.fresh" "$etc/$file"
    fresh_settings+=("$etc/$file")
  done
}

switch_programs() {
  local release previous
  release=$(grep -o '"version":"[^"]*"' "$fresh/parts.json" | cut -d'"' -f4)-$(date -u +%Y%m%d%H%M%S)
  previous=$(readlink "$opt/current" || true)
  mv "$fresh" "$opt/releases/$release"
  # A rename: at no moment is there no program.
  ln -sfn "releases/$release" "$opt/current.fresh"
  mv -T "$opt/current.fresh" "$opt/current"
  find "$opt/releases" -mindepth 1 -maxdepth 1 ! -name "$release" ! -name "${previous##*/}" -exec rm -rf {} +
  say "installed $release in $opt/current"
}

write_command() {
  printf '#!/bin/sh\n# Made by install.sh.\nexec %s "$@"\n' "$2" >"$commands/.$1.fresh"
  chmod 0755 "$commands/.$1.fresh"
  mv "$commands/.$1.fresh" "$commands/$1"
}

install_part() {
  local now=$opt/current
  local node=$now/node_modules/.bin/node
  local run="setpriv --reuid $user --regid $user --clear-groups $node $now"
  install -m 0644 "$here/ringward-$1.service" "$units/ringward-$1.service"
  ! has_systemd || systemctl daemon-reload
  if [ "$1" = gateway ]; then
    # The release that an update has brought, where there is one: an older program must not work on its data.
    write_command ringward-gateway \
      "$run/gateway/launch.ts --once --updates $var/gateway/update -- --config $etc/site.yaml"
    write_command ringward "$node $now/scripts/ringward.ts"
  else
    write_command ringward-cloud "$run/cloud/main.ts --config $etc/cloud.yaml"
  fi
  if ! has_systemd; then
    say "systemd is not running here: ringward-$1 is installed and not started"
  elif systemctl is-active --quiet "ringward-$1"; then
    systemctl restart "ringward-$1" || refuse "ringward-$1 does not start: journalctl -u ringward-$1"
    say "ringward-$1 was restarted"
  elif systemctl is-enabled --quiet "ringward-$1"; then
    say "ringward-$1 is stopped and stays so: systemctl start ringward-$1"
  else
    say "start it, now and at every boot: systemctl enable --now ringward-$1"
  fi
}

install_all() {
  need_root
  check_platform
  is_prepared || need_npm
  mkdir -p "$opt/releases" "$units" "$commands" || refuse "cannot write $opt: is the disk read-only?"
  lock
  choose_parts
  check_space
  make_user
  trap 'rm -rf "$fresh"' EXIT
  copy_programs
  check_programs
  fresh_settings=()
  write_settings
  switch_programs
  local part file
  for part in "${parts[@]}"; do install_part "$part"; done
  for file in "${fresh_settings[@]}"; do say "write your own settings into $file before you start it"; done
}

uninstall() {
  need_root
  lock
  local part
  for part in gateway cloud; do
    [ -e "$units/ringward-$part.service" ] || continue
    ! has_systemd || systemctl disable --now --quiet "ringward-$part" || refuse "ringward-$part does not stop; nothing was removed"
    rm -f "$units/ringward-$part.service"
  done
  ! has_systemd || systemctl daemon-reload
  rm -rf "$opt" "$commands"/ringward "$commands"/ringward-gateway "$commands"/ringward-cloud
  if [ "$purge" = no ]; then
    say "removed; settings stay in $etc and data in $var (--uninstall --purge removes them, too)"
    return
  fi
  rm -rf "$etc" "$var"
  ! getent passwd "$user" >/dev/null || userdel "$user"
  say "removed, with all settings and data"
}

case $action in
  prepare) prepare ;;
  install) install_all ;;
  uninstall) uninstall ;;
esac
