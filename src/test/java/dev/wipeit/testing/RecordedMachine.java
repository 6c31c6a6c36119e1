package dev.wipeit.testing;

import dev.wipeit.device.SystemRoots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A machine as a text file tells it, in {@code src/test/resources/dev/wipeit/machines}: what the
 * kernel and udev would show of its drives. A line that begins in the first column is one of
 *
 * <pre>
 * at FOLDER              a folder; what follows is in it
 * block PATH MAJOR:MINOR a block device's folder below the last {@code at}, with its links in
 *                        /sys/block and /sys/dev/block and its node
 * hidden PATH            as block, but without number and node
 * part NAME MAJOR:MINOR START SIZE   a partition of the last block, in units of 512 bytes
 * udev MAJOR:MINOR       a record of udev; what follows are its properties
 * mounts, swaps          what follows is in mountinfo and swaps
 * link PATH -> TARGET    a symbolic link
 * dir PATH               a folder
 * on PATH MAJOR:MINOR    the path is a folder on that file system
 * file PATH MAJOR:MINOR INODE SIZE   the path is a file on that file system
 * bytes NODE OFFSET HEX  what a read of the node gives there; zeros elsewhere
 * </pre>
 *
 * and one that is indented, in a folder, {@code NAME VALUE}, {@code NAME -> TARGET}, {@code queue
 * LOGICAL PHYSICAL ROTATIONAL ZONED DISCARD ZEROES}, or {@code vpd_pg80 TEXT}.
 */
public final class RecordedMachine {

  private static final String FOLDER = "/dev/wipeit/machines/";
  private static final int HEAD_BYTES = 512 << 10;
  private static final List<String> QUEUE =
      List.of(
          "logical_block_size",
          "physical_block_size",
          "rotational",
          "zoned",
          "discard_max_bytes",
          "write_zeroes_max_bytes");

  private final FakeMachine machine;
  private final FakeKernel kernel;
  private final Path root;
  private String at = "";
  private String block = "";
  private String current = "";
  private final List<String> udev = new ArrayList<>();
  private String udevNumber = "";

  private RecordedMachine(Path folder) throws IOException {
    machine = new FakeMachine(folder);
    machine.noMounts();
    kernel = machine.kernel();
    root = folder.toRealPath();
  }

  /** Makes the machine of that name below a folder. */
  public static RecordedMachine of(String name, Path folder) throws IOException {
    RecordedMachine recorded = new RecordedMachine(folder);
    for (String line : text(name + ".tree").lines().toList()) {
      recorded.read(line);
    }
    recorded.endUdev();
    return recorded;
  }

  /** A file that lies with the machines. */
  public static String text(String file) throws IOException {
    try (InputStream in = RecordedMachine.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IOException("there is no " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public SystemRoots roots() {
    return machine.roots();
  }

  public FakeKernel kernel() {
    return kernel;
  }

  /** What can be changed of it. */
  public FakeMachine machine() {
    return machine;
  }

  /** The folder's name taken out of a text, so that it reads as on a real machine. */
  public String shown(String text) {
    return machine.shown(text);
  }

  private void read(String line) throws IOException {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("  ")) {
      inside(line.substring(2));
      return;
    }
    endUdev();
    directive(line, line.split(" ", -1));
  }

  private void directive(String line, String[] words) throws IOException {
    switch (words[0]) {
      case "at" -> current = at = line.substring("at ".length());
      case "block" -> block(at + "/" + words[1], words[2]);
      case "hidden" -> hidden(at + "/" + words[1]);
      case "part" -> partition(words);
      case "udev" -> udevNumber = words[1];
      case "mounts", "swaps" -> current = words[0];
      case "link" -> link(words[1], line.substring(line.indexOf(" -> ") + " -> ".length()));
      case "dir" -> Files.createDirectories(real(words[1]));
      case "on" -> kernel.file(words[1], FakeMachine.directory(words[2]));
      case "file" ->
          kernel.file(
              words[1],
              FakeMachine.regularFile(
                  words[2], Long.parseLong(words[3]), Long.parseLong(words[4])));
      case "bytes" -> bytes(words[1], Integer.decode(words[2]), words[3]);
      default -> throw new IOException("not a line of a recorded machine: " + line);
    }
  }

  private void inside(String line) throws IOException {
    if (!udevNumber.isEmpty()) {
      udev.add("E:" + line);
    } else if (current.equals("mounts")) {
      machine.mount(line);
    } else if (current.equals("swaps")) {
      machine.swap(line);
    } else if (line.contains(" -> ")) {
      String[] ends = line.split(" -> ", 2);
      link(current + "/" + ends[0], ends[1]);
    } else {
      String[] words = line.split(" ", 2);
      attribute(words[0], words.length == 1 ? "" : words[1]);
    }
  }

  private void attribute(String name, String value) throws IOException {
    if (name.equals("queue")) {
      String[] values = value.split(" ", -1);
      for (int i = 0; i < values.length; i++) {
        write(current + "/queue/" + QUEUE.get(i), values[i] + "\n");
      }
    } else if (name.equals("vpd_pg80")) {
      Files.createDirectories(real(current));
      byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
      byte[] page = new byte[4 + text.length];
      page[1] = (byte) 0x80;
      page[3] = (byte) text.length;
      System.arraycopy(text, 0, page, 4, text.length);
      Files.write(real(current + "/vpd_pg80"), page);
    } else {
      write(current + "/" + name, value + "\n");
    }
  }

  private void block(String folder, String number) throws IOException {
    block = current = folder;
    device(folder, number);
    link("/sys/block/" + name(folder), folder);
  }

  private void hidden(String folder) throws IOException {
    current = folder;
    write(folder + "/hidden", "1\n");
    link("/sys/block/" + name(folder), folder);
  }

  private void partition(String[] words) throws IOException {
    current = block + "/" + words[1];
    device(current, words[2]);
    attribute("partition", words[1].replaceFirst("^.*?([0-9]+)$", "$1"));
    attribute("start", words[3]);
    attribute("size", words[4]);
    attribute("ro", "0");
  }

  private void device(String folder, String number) throws IOException {
    Files.createDirectories(real(folder + "/holders"));
    write(folder + "/dev", number + "\n");
    link("/sys/dev/block/" + number, folder);
    String node = "/dev/" + name(folder).replace('!', '/');
    write(node, "");
    for (String path : List.of(node, real(node).toString())) {
      kernel.file(path, FakeMachine.blockDevice(number));
      kernel.contents(path, new byte[HEAD_BYTES]);
    }
  }

  private void bytes(String node, int offset, String hex) {
    byte[] content = new byte[HEAD_BYTES];
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, content, offset, bytes.length);
    kernel.contents(real(node).toString(), content);
  }

  private void endUdev() {
    if (!udevNumber.isEmpty()) {
      machine.udev(udevNumber, udev.toArray(String[]::new));
      udev.clear();
      udevNumber = "";
    }
  }

  private void write(String path, String content) {
    machine.write(path.substring(1), content);
  }

  /** Relative, as the kernel makes them. */
  private void link(String path, String target) {
    Path link = real(path);
    Path to = target.startsWith("/") ? link.getParent().relativize(real(target)) : Path.of(target);
    machine.link(link, to);
  }

  private Path real(String path) {
    return root.resolve(path.substring(1));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
