package dev.wipeit.wipe;

/**
 * The flag that asks a run to stop: the requests in hand are finished, made durable and saved. No
 * thread is interrupted, since that would close the channel of the device. For any thread.
 */
public final class StopRequest {

  private volatile boolean requested;

  public void request() {
    requested = true;
  }

  public boolean isRequested() {
    return requested;
  }
}
