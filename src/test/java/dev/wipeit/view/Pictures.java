package dev.wipeit.view;

import dev.wipeit.testing.Chromium;
import dev.wipeit.testing.FakeRuns;
import dev.wipeit.testing.FakeShelf;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.Terminal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of docs/views.md, of the packaged program in a real terminal and a real
 * browser. No test: run by name when the views have changed.
 */
final class Pictures {

  private static final Path DOCS = Path.of(System.getProperty("wipeit.basedir", "."), "docs");

  @Test
  void makesThem() throws IOException {
    Requires.mountNamespace();
    Path folder = Scratch.folder("pictures");
    try (FakeRuns runs = new FakeRuns()) {
      FakeShelf shelf = new FakeShelf(folder.resolve("sys"));
      runs.begin(12);
      for (int i = 0; i < 12; i++) {
        shelf.add(runs.run(i), i + 1, 34 + i * 5 % 11);
      }
      tell(runs);
      terminal(runs, shelf, 80, 24, "status-80x24.png");
      page(runs, shelf);
      runs.begin(28);
      for (int i = 12; i < 40; i++) {
        shelf.add(runs.run(i), i + 1, 33 + i * 7 % 13);
      }
      tell(runs);
      terminal(runs, shelf, 200, 60, "status-200x60.png");
    } finally {
      Scratch.delete(folder);
    }
  }

  private static void tell(FakeRuns runs) throws IOException {
    for (int i = 0; i < 12; i++) {
      FakeRuns.Run run = runs.run(i);
      if (i == 4 || i == 9) {
        run.bad(i == 4 ? 12288 : 512);
      }
      run.progress(7.3 * i + 4, i == 6 ? 41.7 : 176.4 + i * 13 % 40);
      run.save();
      run.progress(7.3 * i + 4.1, i == 6 ? 41.7 : 176.4 + i * 13 % 40);
    }
    for (int i = 12; i < runs.all().size(); i++) {
      runs.run(i).progress(3 + i * 37 % 90, 120 + i * 29 % 110);
      runs.run(i).save();
      runs.run(i).progress(3.2 + i * 37 % 90, 120 + i * 29 % 110);
    }
    runs.run(2).line("stall", Map.of("kind", "no-answer", "seconds", 10.0));
    runs.run(7).line("paused", Map.of("celsius", 58, "limit", 58, "goes_on_at", 53));
    runs.run(5).leave();
  }

  private static Program with(FakeRuns runs, FakeShelf shelf, String... arguments)
      throws IOException {
    String script = "mount --bind \"$0\" /sys/class/block && exec \"$@\"";
    return Program.with(arguments)
        .stateDirectory(runs.path())
        .environment("LC_ALL", "C.UTF-8")
        .under("unshare", "--mount", "sh", "-c", script, shelf.block().toString());
  }

  private static void terminal(FakeRuns runs, FakeShelf shelf, int columns, int rows, String name)
      throws IOException {
    try (Terminal terminal = with(runs, shelf, "status", "--follow").inTerminal(columns, rows)) {
      terminal.awaitScreen("sdc .* ! stalled");
      terminal.awaitScreen("sdf .* ! interrupted");
      terminal.key("Down");
      terminal.awaitScreen("^>.*sdb ");
      tell(runs);
      terminal.awaitScreen("drives, [0-9.]+ GiB/s");
      TerminalPicture.write(terminal.colouredScreen(), columns, rows, DOCS.resolve(name));
      terminal.type("q");
    }
  }

  private static void page(FakeRuns runs, FakeShelf shelf) throws IOException {
    try (RunningProgram program = with(runs, shelf, "status", "--serve").start();
        Chromium browser = Chromium.start()) {
      program.awaitStdout("Ctrl-C ends it", Duration.ofSeconds(20));
      Matcher url = Pattern.compile("http://\\S+").matcher(program.stdout());
      if (!url.find()) {
        throw new AssertionError(program.stdout());
      }
      browser.shape(1280, 900, 1, "light");
      browser.open(url.group());
      browser.await("document.querySelectorAll('.run').length === 12");
      browser.await("document.body.innerText.includes('! interrupted')");
      tell(runs);
      browser.await("document.getElementById('tally').textContent.includes('GiB/s')");
      write(browser.picture(), "status-page.png");
      browser.shape(390, 780, 1.5, "dark");
      tell(runs);
      browser.await("document.getElementById('tally').textContent.includes('GiB/s')");
      write(browser.picture(), "status-phone.png");
    }
  }

  private static void write(byte[] picture, String name) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
    ImageIO.write(Palette.of(image), "png", DOCS.resolve(name).toFile());
  }
}
