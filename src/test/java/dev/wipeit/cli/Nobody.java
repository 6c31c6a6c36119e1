package dev.wipeit.cli;

import dev.wipeit.testing.Program;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An ordinary user, {@code nobody}, who may read the program and little else. */
final class Nobody {

  private static final String ID = "65534";

  private final Path folder;

  /**
   * @param folder a folder of the test, which everybody may enter from now on
   */
  Nobody(Path folder) throws IOException {
    Requires.root();
    Requires.tool("setpriv");
    this.folder = folder;
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The program as that user, with a home in the folder. */
  Program program(String... arguments) throws IOException {
    Path home = folder.resolve("home");
    if (Files.notExists(home)) {
      own(Files.createDirectory(home));
    }
    return Program.with(arguments)
        .withoutStateDirectory()
        .under("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups")
        .environment("HOME", home.toString())
        .environment("XDG_STATE_HOME", home.resolve("state").toString())
        .environment("TMPDIR", home.toString())
        .in(folder);
  }

  /** Makes a file that user's. */
  Path own(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", Integer.parseInt(ID));
    Files.setAttribute(file, "unix:gid", Integer.parseInt(ID));
    return file;
  }
}
