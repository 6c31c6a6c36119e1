package dev.wipeit.lab;

import dev.wipeit.testing.Await;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection that QEMU makes to a socket of ours: lines in both directions. Not thread-safe. */
final class Socket implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Deque<String> lines = new ArrayDeque<>();
  private final StringBuilder rest = new StringBuilder();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private @Nullable SocketChannel connection;

  private Socket(ServerSocketChannel server) {
    this.server = server;
  }

  /** Listens; the file must not be there yet. */
  static Socket listen(Path file) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(file));
    server.configureBlocking(false);
    return new Socket(server);
  }

  /** The next line, or an {@link AssertionError} with the text if none comes in time. */
  String awaitLine(Duration deadline, Supplier<String> whatWasNotSeen) throws IOException {
    Await.until(deadline, whatWasNotSeen, this::hasLine);
    return lines.remove();
  }

  /** Whether there is a line that has not been taken. */
  boolean hasLine() throws IOException {
    receive();
    return !lines.isEmpty();
  }

  /** The next line, which {@link #hasLine()} has seen. */
  String takeLine() {
    return lines.remove();
  }

  void send(String line) throws IOException {
    if (connection == null) {
      throw new IOException("nobody has connected");
    }
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }

  private void receive() throws IOException {
    if (connection == null) {
      connection = server.accept();
    }
    if (connection == null) {
      return;
    }
    connection.configureBlocking(false);
    try {
      while (connection.read(buffer) > 0) {
        rest.append(StandardCharsets.UTF_8.decode(buffer.flip()));
        buffer.clear();
      }
    } catch (SocketException reset) {
      // QEMU was killed with something unread. It says no more; who waits looks at the process too.
      rest.setLength(0);
    }
    for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      lines.add(rest.substring(0, end).strip());
      rest.delete(0, end + 1);
    }
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.close();
    }
    server.close();
  }
}
