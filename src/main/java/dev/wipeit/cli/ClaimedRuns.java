package dev.wipeit.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Saved runs whose devices are claimed, all or none, to be gone on with. */
final class ClaimedRuns implements Closeable {

  private final Targets targets;
  private final List<One> all = new ArrayList<>();

  /**
   * One of them.
   *
   * @param opened the claim of its device
   * @param found the run
   */
  record One(Session.Opened opened, ResumeSearch.Found found) {}

  private ClaimedRuns(Targets targets) {
    this.targets = targets;
  }

  /** Claims the devices of all these runs. Not while another thread opens anything. */
  static ClaimedRuns claim(Machine machine, Session session, List<ResumeSearch.Found> found)
      throws IOException {
    List<Path> devices = found.stream().map(ResumeSearch.Found::path).toList();
    ClaimedRuns claimed =
        new ClaimedRuns(Targets.prepare(machine, session.state(), devices, true, true));
    try {
      for (int i = 0; i < found.size(); i++) {
        Target target = claimed.targets.all().get(i);
        claimed.all.add(new One(session.open(claimed.targets, target), found.get(i)));
      }
      return claimed;
    } catch (IOException | RuntimeException e) {
      claimed.close();
      throw e;
    }
  }

  List<One> all() {
    return List.copyOf(all);
  }

  /** Lets go of the devices, then of their locks. */
  @Override
  public void close() throws IOException {
    try {
      for (One one : all) {
        one.opened().media().close();
      }
    } finally {
      targets.close();
    }
  }
}
