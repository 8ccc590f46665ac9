# Starts the command: read by ./analytix of a checkout and by bin/analytix of an archive, which set
#   own        the command's own jar, or its folders of classes
#   libraries  the class path of the command
#   demo       the same with the simulated Google
#   duckdb     the class path of DuckDB; empty or unset if there is none
#   archives   the folder of the class-data archive
#   classpath  optionally, a file that is newer than the archive once any jar is

# Names of files are UTF-8, also where a job runner such as cron sets no locale.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

java=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java") || {
  echo "analytix: there is no java: install a JDK 17 or newer, or set JAVA_HOME" >&2
  exit 1
}
# What a newer JDK warns about unless it is allowed: native code and sun.misc.Unsafe of libraries.
home=$(dirname "$(dirname "$(readlink -f "$java" 2>/dev/null || echo "$java")")")
version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
allow=
[ "${version:-17}" -lt 24 ] || allow="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# A command is short, or waits for answers: the second compiler and parallel collection cost more than
# they save (src/site/benchmarks.md). retrylimit: a request that the JDK's HTTP client sends again by
# itself takes no slot of the pace. parallelism: with less than 2, as on two processors, the client starts
# a thread for each response. TLABSize: each of many threads would begin with a fiftieth of the young
# generation, so that it is full at once.
flags="$allow -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:TLABSize=128k -Djdk.httpclient.redirects.retrylimit=1 \
-Djava.util.concurrent.ForkJoinPool.common.parallelism=2"

main=io.analytix.beam.pipelines.cli.Analytix

# The classes of a run, parsed and verified. Without them, or if they are of another JVM or build, Java
# starts as usual. The first run makes them.
archive="$archives/classes-$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$home/release" 2>/dev/null || true).jsa"
if [ "${1-}" = run ] && [ -f "$own" ] && [ -w "$archives" ] && { [ ! -f "$archive" ] ||
  [ "$own" -nt "$archive" ] || [ "${classpath:-$own}" -nt "$archive" ]; }; then
  echo "Preparing classes, so that the command starts faster from now on…" >&2
  # shellcheck disable=SC2086
  "$java" $flags -cp "$demo" io.analytix.beam.pipelines.cli.demo.ClassArchive \
    "$archive" "$libraries" "$main" $flags </dev/null >/dev/null 2>&1 || true
  [ -f "$archive" ] || : >"$archive"
fi

# DuckDB is for this command alone.
[ "${1-}" != reconcile ] || [ -z "${duckdb:-}" ] || libraries="$libraries:$duckdb"
# The simulated Google is for the demo alone.
[ "${1-}" != demo ] || libraries="$demo"
terminal=
[ -t 1 ] && terminal=out
[ -t 2 ] && terminal="$terminal,err"
# A shell does not export its COLUMNS.
if [ -n "$terminal" ] && [ -z "${COLUMNS:-}" ]; then
  columns=$(stty size 2>/dev/null </dev/tty | cut -d' ' -f2) || columns=
  [ "${columns:-0}" -lt 1 ] || export COLUMNS="$columns"
fi
# shellcheck disable=SC2086
exec "$java" $flags "-XX:SharedArchiveFile=$archive" "-Xlog:cds*=off" "-Danalytix.terminal=$terminal" \
  -cp "$libraries" "$main" "$@"
