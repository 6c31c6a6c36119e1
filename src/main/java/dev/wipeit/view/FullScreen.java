package dev.wipeit.view;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the runs of the host on the whole terminal until a key or a signal ends it. However that
 * comes about, the terminal is given back as it was: its modes, its screen, its cursor.
 */
public final class FullScreen {

  /** How long a view that was told to leave may take, in milliseconds. */
  private static final long PATIENCE_MILLIS = 1500;

  /** Drawn anew at the latest then: times run on without any event. */
  private static final long TICK_MILLIS = 1000;

  private final PrintStream out;
  private final Charset charset;
  private final BlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final Frame frame = new Frame();
  private final Screen screen;
  private boolean left;
  private boolean ended;
  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private volatile @Nullable IOException failure;

  /** Why the view ended. */
  public enum End {
    /** By a key. */
    QUIT,
    /** By Ctrl-C or SIGINT. */
    INT,
    TERM,
    /** By SIGHUP, or since the terminal is gone. */
    HUP
  }

  /** What the view has to see to. */
  private record Signal(@Nullable Key key, @Nullable End end) {
    static final Signal CHANGED = new Signal(null, null);
  }

  /**
   * @param out the terminal
   */
  public FullScreen(PrintStream out, Charset charset, Ink ink) {
    this.out = out;
    this.charset = charset;
    this.screen = new Screen(Script.of(charset), ink);
  }

  /**
   * Shows the runs until the view is ended.
   *
   * @throws IOException if the state directory cannot be trusted or read, or the terminal not be
   *     used
   */
  public End show(Follower follower) throws IOException {
    try (Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .providers("jni,exec")
            .dumb(false)
            .nativeSignals(false)
            .graphemeCluster(false)
            .encoding(charset)
            .build()) {
      Attributes before = terminal.getAttributes();
      Thread leave = new Thread(() -> leave(terminal, before), "wipeit-leave");
      Runtime.getRuntime().addShutdownHook(leave);
      try {
        enter(terminal);
        begin("wipeit-keys", () -> keys(terminal));
        begin("wipeit-follow", () -> follow(follower));
        return run(terminal);
      } catch (IOError gone) {
        return End.HUP;
      } finally {
        leave(terminal, before);
        ended();
      }
    }
  }

  /**
   * Ends the view.
   *
   * @return whether the terminal is as it was by now; false where it takes nothing
   */
  public boolean end(End how) {
    inbox.add(new Signal(null, how));
    return isEndedSoon();
  }

  /** The terminal has another size. */
  public void resized() {
    inbox.add(Signal.CHANGED);
  }

  private synchronized boolean isEndedSoon() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      while (!ended && deadline > System.nanoTime()) {
        wait(50);
      }
      return ended;
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  private synchronized void ended() {
    ended = true;
    notifyAll();
  }

  private static void begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void enter(Terminal terminal) {
    terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Ctrl-C is a key here, and Ctrl-Z would leave the terminal as it is now.
    raw.setLocalFlags(EnumSet.of(Attributes.LocalFlag.ISIG, Attributes.LocalFlag.ECHO), false);
    terminal.setAttributes(raw);
    send(Frame.ENTER);
  }

  private synchronized void leave(Terminal terminal, Attributes before) {
    if (!left) {
      send(Frame.LEAVE);
      left = isRestored(terminal, before);
    }
  }

  /** A terminal that was closed has no modes to be given back. */
  private static boolean isRestored(Terminal terminal, Attributes before) {
    try {
      terminal.setAttributes(before);
      return true;
    } catch (IOError gone) {
      return false;
    }
  }

  private void send(String codes) {
    out.print(codes);
    out.flush();
  }

  private void keys(Terminal terminal) {
    try {
      NonBlockingReader reader = terminal.reader();
      Keys keys = new Keys(reader::read);
      @Nullable Key key = keys.next();
      while (key != null) {
        inbox.add(new Signal(key, null));
        key = keys.next();
      }
      inbox.add(new Signal(null, End.HUP));
    } catch (IOException | IllegalStateException closed) {
      inbox.add(new Signal(null, End.HUP));
    }
  }

  private void follow(Follower follower) {
    try {
      follower.follow(this::take, () -> true);
    } catch (IOException e) {
      failure = e;
      inbox.add(new Signal(null, End.QUIT));
    }
  }

  private void take(Snapshot next) {
    snapshot = next;
    inbox.add(Signal.CHANGED);
  }

  private End run(Terminal terminal) throws IOException {
    while (true) {
      @Nullable Signal signal = next();
      while (signal != null) {
        @Nullable End end = obey(signal);
        if (end != null) {
          if (failure != null) {
            throw failure;
          }
          return end;
        }
        signal = inbox.poll();
      }
      screen.take(snapshot);
      draw(terminal.getSize());
      if (out.checkError()) {
        return End.HUP;
      }
    }
  }

  private @Nullable Signal next() {
    try {
      return inbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  private @Nullable End obey(Signal signal) {
    @Nullable Key key = signal.key();
    if (key == null) {
      return signal.end();
    }
    if (key == Key.QUIT || key == Key.INTERRUPT) {
      return key == Key.QUIT ? End.QUIT : End.INT;
    }
    if (key == Key.REDRAW) {
      frame.forget();
    }
    screen.press(key);
    return null;
  }

  private void draw(Size size) {
    // A terminal that does not say how large it is, such as a serial line, has 80 by 24.
    int columns = size.getColumns() > 0 ? size.getColumns() : 80;
    int rows = size.getRows() > 0 ? size.getRows() : 24;
    String codes = frame.to(screen.lines(columns, rows), columns);
    synchronized (this) {
      if (!left && !codes.isEmpty()) {
        send(codes);
      }
    }
  }
}
