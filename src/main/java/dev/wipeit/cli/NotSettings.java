package dev.wipeit.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options that are said on the command line or not at all, and why. */
final class NotSettings {

  private static final String CONSENT = "consent";
  private static final String CHOICE = "which devices are meant";
  private static final String PERMISSION = "what is allowed to be wiped";
  private static final String ONCE = "what one command is to do";

  private static final Map<String, String> REASONS = new TreeMap<>();

  static {
    add(CONSENT, "yes");
    add(CHOICE, "serial", "wwn", "select", "expect", "exclude", "device");
    add(PERMISSION, "image-file", "partition", "reveal-hidden");
    add(ONCE, "dry-run", "from", "run", "pattern", "all", "verbose", "follow", "serve");
    add(ONCE, "check", "last", "since", "result", "format", "output", "older-than");
    add(ONCE, "field", "certificate", "trusted-key", "expect-blank-since");
    add(ONCE, "help", "version");
    add("where the configuration is", "config");
  }

  private NotSettings() {}

  private static void add(String reason, String... keys) {
    List.of(keys).forEach(key -> REASONS.put(key, reason));
  }

  /** Why it cannot be set, such as {@code consent}; null if it is no such option. */
  static @Nullable String reason(String key) {
    return REASONS.get(key);
  }
}
