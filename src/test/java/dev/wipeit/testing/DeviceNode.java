package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of a loop device under /dev, which can be taken away and given to another one. */
public final class DeviceNode {

  private final Path node;
  private final Path away;

  DeviceNode(Path node) {
    this.node = node;
    this.away = node.resolveSibling(node.getFileName() + ".taken-away-by-a-test");
  }

  /** The name is gone; whoever has the device open keeps it. */
  public void takeAway() throws IOException {
    Files.move(node, away);
  }

  /** The name now means another loop device of the test. */
  public void giveTo(LoopDevice other) throws IOException {
    takeAway();
    String minor = other.name().substring("loop".length());
    Tool.run("mknod", node.toString(), "b", Integer.toString(LoopNode.LOOP_MAJOR), minor)
        .succeeded();
  }

  /** The name means its own device again; whatever a program has put in its place is deleted. */
  public void restore() throws IOException {
    if (Files.exists(away)) {
      Files.deleteIfExists(node);
      Files.move(away, node);
    }
  }
}
