package dev.wipeit.cli;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Standard input, output and error, in the character set that the caller's locale names.
 *
 * @param in lines that the operator types
 * @param out results
 * @param err progress and messages
 * @param charset what can be printed
 */
record Streams(BufferedReader in, PrintStream out, PrintStream err, Charset charset) {

  static Streams of(InputStream in, OutputStream out, OutputStream err, Map<String, String> env) {
    Charset charset = charset(env);
    return new Streams(
        new BufferedReader(new InputStreamReader(in, charset)),
        new LineStream(out, charset),
        new LineStream(err, charset),
        charset);
  }

  /** A writer onto one of the streams. */
  PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, charset);
  }

  /** Sends off what was printed. */
  void flush() {
    out.flush();
    err.flush();
  }

  /** Whether block characters and the like can be shown. */
  boolean isUnicode() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** UTF-8 where the locale says so, setlocale(3); plain ASCII otherwise. */
  private static Charset charset(Map<String, String> env) {
    for (String name : new String[] {"WIPEIT_LOCALE", "LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = env.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String upper = value.toUpperCase(Locale.ROOT);
        boolean utf8 = upper.endsWith("UTF-8") || upper.endsWith("UTF8");
        return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
      }
    }
    return StandardCharsets.US_ASCII;
  }
}
