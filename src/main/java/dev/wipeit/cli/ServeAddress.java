package dev.wipeit.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the page is served.
 *
 * @param host a name or an address; one of IPv6 without its brackets
 * @param port from 1, or null where none was asked for
 */
record ServeAddress(String host, @Nullable Integer port) {

  static final int USUAL_PORT = 7373;
  static final String LOOPBACK = "127.0.0.1";
  static final String USUAL = LOOPBACK + ":" + USUAL_PORT;

  private static final int LAST_PORT = 65535;

  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([A-Za-z0-9._-]*))(?::([0-9]{1,5}))?");

  /**
   * Reads {@code ADDRESS}, {@code ADDRESS:PORT}, {@code :PORT} or {@code [ADDRESS]:PORT}.
   *
   * @throws CommandException if it is none of them
   */
  static ServeAddress parse(String text) throws CommandException {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      @Nullable String port = matcher.group(3);
      // What USUAL says is what is taken without any: another port will do as well.
      @Nullable Integer number = port == null || text.equals(USUAL) ? null : Integer.valueOf(port);
      if (number == null || (number >= 1 && number <= LAST_PORT)) {
        return new ServeAddress(host == null || host.isEmpty() ? LOOPBACK : host, number);
      }
    }
    throw new CommandException(
        ExitCode.USAGE,
        "--serve: not an address: '"
            + text
            + "' (such as 127.0.0.1, :8080, 0.0.0.0:7373, [::1]:80)");
  }

  /** As it stands in a URL. */
  String shown() {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
