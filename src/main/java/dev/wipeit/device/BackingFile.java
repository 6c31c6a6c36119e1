package dev.wipeit.device;

/**
 * The file behind a loop device, or an image file itself; it stands for the serial that such a
 * device does not have.
 *
 * @param device the device that holds the file
 * @param inode its inode there
 * @param offsetBytes where in the file the device begins (loop devices; otherwise 0)
 */
public record BackingFile(DeviceNumber device, long inode, long offsetBytes) {

  @Override
  public String toString() {
    return device + " inode " + inode + (offsetBytes == 0 ? "" : " from byte " + offsetBytes);
  }
}
