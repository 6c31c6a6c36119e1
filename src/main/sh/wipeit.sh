#!/bin/sh
# wipeit: this head finds a Java and starts the jar that follows it in the same file.

self=$0
case $self in */*) ;; *) self=$(command -v -- "$0") || self=$0 ;; esac

fail() {
  # What it lacks may have been taken from it by the signal.
  end_if_asked
  printf 'wipeit: %s\n' "$1" >&2
  exit 1
}

# Signals are kept from the first moment on, and passed on to Java once there is one.
child=
asked=
int=INT
trap 'pass INT "$int"' INT
trap 'pass TERM TERM' TERM
trap 'pass HUP HUP' HUP
pass() {
  asked=$1
  [ -n "$child" ] || return 0
  # Until it is another program the child is a copy of this shell, which takes a signal for nobody.
  while [ "/proc/$child/exe" -ef "/proc/$$/exe" ]; do :; done
  # Until env(1) has seen to it, a background process has Ctrl-C ignored, as it got it.
  while [ "$2" = INT ] && ignores_int "$child"; do :; done
  kill -s "$2" "$child" 2>/dev/null
}

# Whether process $1 ignores SIGINT, the second bit of SigIgn: proc_pid_status(5).
ignores_int() {
  value=
  {
    while read -r name value; do
      [ "$name" != SigIgn: ] || break
    done <"/proc/$1/status"
  } 2>/dev/null
  case $value in
    *[2367abefABEF]) return 0 ;;
  esac
  return 1
}

# Nothing has begun, so there is nothing to save: it ends as the signal asks.
end_if_asked() {
  [ -n "$asked" ] || return 0
  printf 'wipeit: stopped by SIG%s before anything had begun: nothing was written.\n' "$asked" >&2
  case $asked in
    INT) exit 130 ;;
    TERM) exit 143 ;;
    HUP) exit 129 ;;
  esac
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

# Names of files are UTF-8 for Java, whatever the locale; it still prints what the locale can show.
WIPEIT_LOCALE=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
LC_ALL=C.UTF-8
export WIPEIT_LOCALE LC_ALL

java=
newest=none
user=$(id -u)
# Where that cannot be told, it may be root.
if [ "${user:-0}" != 0 ] && [ -n "${JAVA_HOME:-}" ]; then
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
options='-Xms8m -Xmx64m -XX:MaxDirectMemorySize=2g -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -XX:+DisplayVMOutputToStderr'

# Most of the code runs too seldom to be worth compiling, and the compilers would take the cores
# from what counts. What calls the platform's own code for the cipher and the comparison is compiled
# all the sooner: only compiled does it call that. So is what hands out requests and saves
# checkpoints, which would be interpreted for the first eighty gigabytes.
# The stars are not for the shell.
set -f
sooner() { options="$options -XX:CompileCommand=CompileThresholdScaling,$1"; }
options="$options -XX:CompileThresholdScaling=4 -XX:CompileCommand=quiet"
sooner 'com.sun.crypto.provider.CounterMode::crypt,0.001'
sooner 'jdk.internal.util.ArraysSupport::*,0.05'
sooner 'jdk.internal.misc.ScopedMemoryAccess::vectorizedMismatch*,0.05'
sooner 'java.nio.*::mismatch*,0.05'
for class in wipe.Progression wipe.Reading* wipe.Comparison wipe.Ledger wipe.Draft wipe.Work \
  checkpoint.Checkpoint* checkpoint.DiskFiles*; do
  sooner "dev.wipeit.$class::*,0.1"
done

# Classes archived for just this file and this Java; made for another, Java does without, silently.
archive=
if [ -r "$self.jsa" ]; then archive=$self.jsa; fi
if [ "${1:-}" = --class-archive ] && [ $# = 1 ]; then
  end_if_asked
  trap - INT TERM HUP
  folder=$(mktemp -d) || fail 'no temporary folder for the rehearsal'
  trap 'rm -rf -- "$folder" "$self.jsa.new"' EXIT
  head -c 4194304 /dev/zero >"$folder/disk" || fail "cannot write to $folder"
  # shellcheck disable=SC2086
  if ! "$java" $options -XX:ArchiveClassesAtExit="$self.jsa.new" -cp "$self" \
    dev.wipeit.cli.Rehearsal "$folder/disk" "$folder/state" >"$folder/out" 2>&1 ||
    ! [ -s "$self.jsa.new" ] || ! mv -f -- "$self.jsa.new" "$self.jsa"; then
    tail -n 5 "$folder/out" >&2
    fail "no class archive was made at $self.jsa; wipeit works without"
  fi
  printf 'wipeit: %s makes the start faster, until wipeit or Java is replaced.\n' "$self.jsa"
  exit 0
fi

# Which command it is: one that asks devices keeps this script as its parent, one that writes has
# both compilers. The first alone starts faster; it must never encrypt (it lacks the AES intrinsics).
asks=yes
case ${1:-} in
  status | methods | config | history | certificate | help | demo) asks=no ;;
  -h | --help | -v | -V | --version) asks=no ;;
esac
case $asks${1:-} in
  no* | yes | yeslist | yes--list) options="$options -XX:TieredStopAtLevel=1" ;;
esac
if [ $asks = no ]; then
  trap - INT TERM HUP
  end_if_asked
  # shellcheck disable=SC2086
  exec "$java" $options ${archive:+"-XX:SharedArchiveFile=$archive" -Xlog:disable} -Dwipeit.launcher="$self" -jar "$self" "$@"
fi

# A process inside a request that the device never answers cannot end. So this script is what the
# caller waits for: it passes signals on, and ends by itself when Java says so with one of these.
# With the first of them Java says that from now on it sees to signals itself.
# Nobody sends these by hand; what people do send (USR1, USR2, QUIT) does nothing.
here=
trap 'here=yes' 50
trap 'exit 130' VTALRM
trap 'exit 143' PROF
trap 'exit 129' ALRM
for code in 0 1 2 3 4 5 6 7 8 9; do
  # shellcheck disable=SC2064
  trap "exit $code" $((40 + code))
done
trap : USR1 USR2 QUIT

WIPEIT_LAUNCHER=$$
export WIPEIT_LAUNCHER
# A shell gives its background processes no standard input, unless it is told to. It may be closed.
if (: 3<&0) 2>/dev/null; then exec 3<&0; else exec 3</dev/null; fi

# A shell has its background processes ignore Ctrl-C. Unless the caller wanted just that, Java must
# not, from its first moment on; without a GNU env, SIGINT is passed on as SIGTERM.
heed=
if ! ignores_int $$; then
  if env --default-signal=INT true 2>/dev/null; then heed='env --default-signal=INT'; else int=TERM; fi
fi
end_if_asked
# shellcheck disable=SC2086
$heed "$java" $options ${archive:+"-XX:SharedArchiveFile=$archive" -Xlog:disable} -Dwipeit.launcher="$self" -jar "$self" "$@" <&3 3<&- &
child=$!
exec 3<&-
case $asked in
  INT) pass INT "$int" ;;
  ?*) pass "$asked" "$asked" ;;
esac
while :; do
  wait "$child"
  code=$?
  # A signal ends the wait, not the child.
  kill -s 0 "$child" 2>/dev/null || break
done
# A Java that is stopped while it starts ends in one way or another.
[ -n "$here" ] || end_if_asked
exit "$code"
