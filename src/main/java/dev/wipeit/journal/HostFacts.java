package dev.wipeit.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which process writes, and where. What is not known is null.
 *
 * @param tool the version of wipeit
 * @param host the name of the host
 * @param kernel the release of its kernel
 * @param bootId which boot of it, by random(4)
 * @param pid of this process
 * @param user who it belongs to
 * @param sudoUser who asked sudo(8) for it
 */
public record HostFacts(
    String tool,
    @Nullable String host,
    @Nullable String kernel,
    @Nullable String bootId,
    long pid,
    @Nullable String user,
    @Nullable String sudoUser) {

  /**
   * Looks.
   *
   * @param kernelFiles normally {@code /proc/sys/kernel}
   */
  public static HostFacts of(String tool, Path kernelFiles, Map<String, String> env) {
    return new HostFacts(
        tool,
        line(kernelFiles.resolve("hostname")),
        line(kernelFiles.resolve("osrelease")),
        line(kernelFiles.resolve("random/boot_id")),
        ProcessHandle.current().pid(),
        System.getProperty("user.name"),
        env.get("SUDO_USER"));
  }

  private static @Nullable String line(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException untold) {
      return null;
    }
  }

  /** What the first line of a journal tells of it. */
  Map<String, @Nullable Object> ofHost() {
    return JsonLine.object("tool", tool, "host", host, "kernel", kernel, "boot_id", bootId);
  }

  /** What is told of a process. */
  Map<String, @Nullable Object> ofProcess() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>(ofHost());
    facts.put("pid", pid);
    facts.put("user", user);
    facts.put("sudo_user", sudoUser);
    return facts;
  }
}
