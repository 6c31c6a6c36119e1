package dev.wipeit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * nwipe, which wipes every disk of the machine if it is given no device: here it is always given
 * one, and runs in a mount namespace whose {@code /dev} has that one and no other.
 */
final class NwipeCommand {

  /**
   * Arguments: the devices' nodes after the program and its options. Major and minor numbers are
   * those of Linux Documentation/admin-guide/devices.txt.
   */
  private static final String ALONE =
      """
      set -eu
      nodes=
      for word; do
        case $word in /dev/loop*)
          minor=$(cat "/sys/block/${word#/dev/}/dev")
          nodes="$nodes $word ${minor#7:}"
        esac
      done
      [ -n "$nodes" ] || { echo 'no device is named' >&2; exit 1; }
      mount -t tmpfs tmpfs /dev
      mknod /dev/null c 1 3; mknod /dev/zero c 1 5
      mknod /dev/random c 1 8; mknod /dev/urandom c 1 9
      set -- $nodes -- "$@"
      while [ "$1" != -- ]; do mknod "$1" b 7 "$2"; shift 2; done
      shift
      exec "$@"
      """;

  private NwipeCommand() {}

  /** The command up to the settings of a wipe and the device. */
  static List<String> of(Path nwipe, Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ALONE, "sh"));
    command.addAll(List.of(nwipe.toString(), "--autonuke", "--nogui", "--nowait", "--noblank"));
    command.addAll(List.of("--prng=isaac64", "--logfile=" + log));
    String help = Tool.said(nwipe.toString(), "--help");
    if (help.contains("--directio")) {
      command.add("--directio");
    }
    if (help.contains("--PDFreportpath")) {
      command.add("--PDFreportpath=noPDF");
    }
    return command;
  }
}
