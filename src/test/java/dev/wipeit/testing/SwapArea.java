package dev.wipeit.testing;

import java.io.IOException;

/** A loop device of the test that the kernel swaps to, until this is closed. */
public final class SwapArea implements AutoCloseable {

  private final LoopDevice device;

  private SwapArea(LoopDevice device) {
    this.device = device;
  }

  /** Makes a swap area of the device and takes it into use, after all others. */
  public static SwapArea on(LoopDevice device) throws IOException {
    Requires.tool("mkswap");
    Requires.tool("swapon");
    Tool.run("mkswap", device.node().toString()).succeeded();
    Tool.run("swapon", device.node().toString()).succeeded();
    SwapArea area = new SwapArea(device);
    Leftovers.add(area);
    return area;
  }

  @Override
  public void close() throws IOException {
    Tool.run("swapoff", device.node().toString()).succeeded();
    Leftovers.remove(this);
  }

  @Override
  public String toString() {
    return "swap on " + device;
  }
}
