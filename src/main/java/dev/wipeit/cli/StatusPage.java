package dev.wipeit.cli;

import dev.wipeit.view.Follower;
import dev.wipeit.view.HostRuns;
import dev.wipeit.view.WebServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The runs as a web page, until a signal ends it. */
final class StatusPage {

  private final PrintStream out;

  StatusPage(Machine machine) {
    this.out = machine.streams().out();
  }

  ExitCode serve(HostRuns runs, ServeAddress address) throws IOException, CommandException {
    if (ModuleLayer.boot().findModule("jdk.httpserver").isEmpty()) {
      throw new CommandException(
          ExitCode.UNSUPPORTED,
          "--serve needs the module jdk.httpserver, which this Java was made without; the others of"
              + " 'wipeit status' work.");
    }
    try (WebServer server = start(address)) {
      tell(server, address);
      new Follower(runs).follow(server::take, () -> true);
    }
    return ExitCode.OK;
  }

  private WebServer start(ServeAddress address) throws IOException, CommandException {
    InetAddress host = resolved(address);
    @Nullable Integer asked = address.port();
    try {
      return start(host, address, asked == null ? ServeAddress.USUAL_PORT : asked);
    } catch (BindException taken) {
      if (asked == null && host.isLoopbackAddress()) {
        return start(host, address, 0);
      }
      throw new IOException(
          address.shown()
              + ": cannot be served at: "
              + taken.getMessage()
              + " (is the port taken, is it an address of this machine?)",
          taken);
    }
  }

  private static WebServer start(InetAddress host, ServeAddress address, int port)
      throws IOException {
    return WebServer.start(
        new InetSocketAddress(host, port),
        address.shown(),
        new SecureRandom(),
        run -> Json.line(StatusJson.of(run)));
  }

  private static InetAddress resolved(ServeAddress address) throws IOException, CommandException {
    try {
      return InetAddress.getByName(address.host());
    } catch (UnknownHostException e) {
      throw new CommandException(ExitCode.USAGE, "--serve: no such host: '" + address.host() + "'");
    }
  }

  private void tell(WebServer server, ServeAddress address) throws IOException, CommandException {
    String host = address.shown();
    InetAddress resolved = resolved(address);
    String shown = resolved.isAnyLocalAddress() ? reachable(host) : host;
    @Nullable String token = server.token();
    String url = "http://" + shown + ":" + server.port() + "/";
    out.println("wipeit status: " + url + (token == null ? "" : "?token=" + token));
    if (token != null) {
      out.println(
          "Whoever has this address can see the runs, and change nothing; it is not encrypted.");
    }
    out.println("Ctrl-C ends it; the wipes go on.");
    out.flush();
  }

  /** An address by which another machine can come to this one. */
  private static String reachable(String otherwise) throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(StatusPage::isUp)
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse(otherwise);
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (IOException unknown) {
      return false;
    }
  }
}
