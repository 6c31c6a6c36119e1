package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The steps on a real file system. */
record DiskFiles() implements DurableFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final FileAttribute<?> OWNED_BY_CREATION =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);

  private static final Set<PosixFilePermission> OWNED_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNED_FOLDER));
    Files.setPosixFilePermissions(folder, OWNED_FOLDER);
  }

  @Override
  public NewFile create(Path file) throws IOException {
    return new OpenFile(createOwned(file));
  }

  @Override
  public LogFile createLog(Path file) throws IOException {
    return new DiskLog(createOwned(file));
  }

  private static FileChannel createOwned(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE, NOFOLLOW_LINKS), OWNED_BY_CREATION);
    try {
      // Again, because a umask may have taken the owner's own rights away.
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      return channel;
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  @Override
  public LogFile openLog(Path file) throws IOException {
    return new DiskLog(FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS)));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  @Override
  public void link(Path name, Path file) throws IOException {
    Files.createLink(name, file);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  private record OpenFile(FileChannel channel) implements NewFile {

    @Override
    public void write(byte[] bytes) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
