package dev.wipeit.view;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may see the page. */
final class Access {

  static final String COOKIE = "wipeit";
  static final String QUERY = "token";

  private static final int TOKEN_BYTES = 24;

  /** A host that is an address cannot be a name that somebody has rebound to this machine. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+\\]");

  private final Set<String> names;
  private final @Nullable String token;

  private Access(Set<String> names, @Nullable String token) {
    this.names = names;
    this.token = token;
  }

  /**
   * Everybody on this machine where the address is one that only it can reach; else whoever has a
   * token that is drawn now.
   *
   * @param given the name of the address as the operator wrote it
   */
  static Access to(InetAddress address, String given, SecureRandom random) {
    Set<String> names = Set.of("localhost", given.toLowerCase(Locale.ROOT));
    return new Access(names, address.isLoopbackAddress() ? null : draw(random));
  }

  private static String draw(SecureRandom random) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What must be known, or null where nothing must. */
  @Nullable String token() {
    return token;
  }

  /** Whether the request names this machine: a page of a rebound name does not. */
  boolean isForThisHost(HttpExchange exchange) {
    @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
    return names.contains(name) || ADDRESS.matcher(name).matches();
  }

  /** Whether the request may be answered, by its cookie. */
  boolean isAllowed(HttpExchange exchange) {
    return token == null || cookies(exchange).stream().anyMatch(this::isToken);
  }

  /** Whether the query of the request names the token. */
  boolean bringsToken(HttpExchange exchange) {
    @Nullable String query = exchange.getRequestURI().getRawQuery();
    String start = QUERY + "=";
    return query != null && query.startsWith(start) && isToken(query.substring(start.length()));
  }

  /** In a time that does not tell how much of it was right. */
  private boolean isToken(String given) {
    return token != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> cookies(HttpExchange exchange) {
    @Nullable List<String> headers = exchange.getRequestHeaders().get("Cookie");
    return headers == null
        ? List.of()
        : headers.stream()
            .flatMap(header -> Pattern.compile(";").splitAsStream(header))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(COOKIE + "="))
            .map(cookie -> cookie.substring(COOKIE.length() + 1))
            .toList();
  }
}
