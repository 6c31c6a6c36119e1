package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.NoAnswerException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Saved runs whose devices are claimed, all or none, to be gone on with. */
final class ClaimedRuns implements Closeable {

  private final Targets targets;
  private final List<One> all = new ArrayList<>();
  private final List<BlockDevice> silent = new ArrayList<>();

  /**
   * One of them.
   *
   * @param opened the claim of its device
   * @param found the run
   */
  record One(Claimed opened, ResumeSearch.Found found) {}

  private ClaimedRuns(Targets targets) {
    this.targets = targets;
  }

  /** Claims the devices of all these runs. Not while another thread opens anything. */
  static ClaimedRuns claim(Machine machine, Session session, List<ResumeSearch.Found> found)
      throws IOException {
    List<Path> devices = found.stream().map(ResumeSearch.Found::path).toList();
    ClaimedRuns claimed =
        new ClaimedRuns(
            Targets.prepare(machine, session.state(), session.attendance(), devices, true, true));
    try {
      claimed.silent.addAll(claimed.targets.silent());
      for (Target target : claimed.targets.all()) {
        claimed.open(session, target, found);
      }
      return claimed;
    } catch (IOException | RuntimeException e) {
      claimed.close();
      throw e;
    }
  }

  private void open(Session session, Target target, List<ResumeSearch.Found> found)
      throws IOException {
    try {
      Claimed opened = session.open(targets, target);
      for (ResumeSearch.Found one : found) {
        if (one.path().equals(target.device().path())) {
          all.add(new One(opened, one));
        }
      }
    } catch (NoAnswerException e) {
      silent.add(target.device());
    }
  }

  /** The devices that were given up while they were looked at and claimed. */
  List<BlockDevice> silent() {
    return List.copyOf(silent);
  }

  /** Gives one up; it stays open, since it would not close either. */
  void giveUp(One one) {
    all.remove(one);
    silent.add(one.opened().target().device());
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
