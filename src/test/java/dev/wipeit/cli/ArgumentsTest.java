package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {

  private static final Set<String> COMMANDS = Set.of("wipe", "resume", "list", "status", "help");

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "/dev/sdb, wipe /dev/sdb",
    "/dev/sdb /dev/sdc, wipe /dev/sdb /dev/sdc",
    "-b 20M /dev/sdb, wipe -b 20M /dev/sdb",
    "/dev/sdb -b20M, wipe /dev/sdb -b20M",
    "--resume, resume",
    "--resume /dev/sdb, resume /dev/sdb",
    "/dev/sdb --resume, resume /dev/sdb",
    "--resume -b 20M, resume -b 20M",
    "--skip-pretest /dev/sdb, wipe --skip-pretest /dev/sdb",
    "--list, list",
    "--list /dev/sdb, list",
    "/dev/sdb --list -b 1M, list",
    "--resume --list, list",
    "--help, --help",
    "-h, -h",
    "--version, --version",
    "-v, -v",
    "-V, -V",
    "wipe /dev/sdb, wipe /dev/sdb",
    "resume, resume",
    "status --json, status --json",
    "list /dev/sdb, list /dev/sdb",
    "help wipe, help wipe",
    "--state-dir /x, --state-dir /x",
    "--state-dir=/x, --state-dir=/x",
    "--state-dir /x /dev/sdb, wipe --state-dir /x /dev/sdb",
    "--state-dir=/x /dev/sdb, wipe --state-dir=/x /dev/sdb",
    "--state-dir /x --resume, resume --state-dir /x",
    "--list --state-dir /x, list --state-dir /x",
    "--list --state-dir=/x /dev/sdb, list --state-dir=/x",
    "--config /x, --config /x",
    "--config /x --state-dir=/y, --config /x --state-dir=/y",
    "--config /x list, list --config /x",
    "--config=/x --state-dir /y list -v, list --config=/x --state-dir /y -v",
    "--config list list, list --config list",
    "--config list /dev/sdb, wipe --config list /dev/sdb",
    "--config /x --list, list --config /x",
    "--config /x /dev/sdb, wipe --config /x /dev/sdb",
    "--config, --config",
    "--unknown, wipe --unknown"
  })
  void spellsTheCommandOut(String given, String understood) {
    String[] args = given.isEmpty() ? new String[0] : given.split(" ");
    assertEquals(understood, String.join(" ", Arguments.translate(args, COMMANDS)));
  }
}
