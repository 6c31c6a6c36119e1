#!/bin/sh
# wipeit: this head finds a Java and starts the jar that follows it in the same file.

self=$0
case $self in */*) ;; *) self=$(command -v -- "$0") || self=$0 ;; esac

fail() {
  printf 'wipeit: %s\n' "$1" >&2
  exit 1
}

# What the caller's environment says to a Java is not for a tool that runs as root.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH LD_PRELOAD LD_LIBRARY_PATH

# Prints the major version of the Java at $1, from the file "release" of its home.
major_version() {
  home=$(readlink -f -- "$1") || return 1
  home=${home%/bin/java}
  [ -r "$home/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=\"}
        version=${version#1.}
        printf '%s' "${version%%[!0-9]*}"
        return 0
        ;;
    esac
  done <"$home/release"
  return 1
}

java=
newest=none
if [ "$(id -u)" != 0 ] && [ -n "${JAVA_HOME:-}" ]; then
  set_home=$JAVA_HOME/bin/java
else
  set_home=
fi
for candidate in "$set_home" "$(command -v java)" /usr/lib/jvm/*/bin/java; do
  [ -n "$candidate" ] && [ -x "$candidate" ] || continue
  major=$(major_version "$candidate") || continue
  [ -n "$major" ] || continue
  if [ "$newest" = none ] || [ "$major" -gt "$newest" ]; then newest=$major; fi
  if [ "$major" -ge 17 ]; then
    java=$candidate
    break
  fi
done
if [ -z "$java" ]; then
  fail "needs Java 17 or later, found $newest. On Debian: apt-get install openjdk-17-jre-headless"
fi

# A small heap is enough: data never passes through it. Xshare:auto takes the JDK's own archive.
options='-Xms8m -Xmx64m -XX:MaxDirectMemorySize=64m -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto'

# Which command it is; a command that writes to a device keeps this script as its parent.
writes=yes
case ${1:-} in
  '' | list | status | methods | history | help | demo | -h | --help | -v | -V | --version | --list)
    writes=no
    ;;
esac
if [ $writes = no ]; then
  # The first compiler alone starts faster; it must never encrypt (it lacks the AES intrinsics).
  # shellcheck disable=SC2086
  exec "$java" $options -XX:TieredStopAtLevel=1 -Dwipeit.launcher="$self" -jar "$self" "$@"
fi

# A process inside a request that the device never answers cannot end. So this script is what the
# caller waits for: it passes signals on, and ends by itself when Java says so with one of these.
trap 'exit 130' USR1
trap 'exit 143' USR2
trap 'exit 129' ALRM

WIPEIT_LAUNCHER=$$
export WIPEIT_LAUNCHER
child=
early=
trap 'pass INT' INT
trap 'pass TERM' TERM
trap 'pass HUP' HUP
pass() {
  if [ -n "$child" ]; then kill -s "$1" "$child" 2>/dev/null; else early=$1; fi
}
# A shell gives its background processes no standard input, unless it is told to. It may be closed.
if (: 3<&0) 2>/dev/null; then exec 3<&0; else exec 3</dev/null; fi
# shellcheck disable=SC2086
"$java" $options -Dwipeit.launcher="$self" -jar "$self" "$@" <&3 3<&- &
child=$!
exec 3<&-
[ -z "$early" ] || pass "$early"
while :; do
  wait "$child"
  code=$?
  # A signal ends the wait, not the child.
  kill -s 0 "$child" 2>/dev/null || exit "$code"
done
