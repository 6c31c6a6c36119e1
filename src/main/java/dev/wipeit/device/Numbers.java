package dev.wipeit.device;

import dev.wipeit.sys.FileStatus;

/** The device numbers in what statx(2) tells. */
final class Numbers {

  private Numbers() {}

  /** The device that a node stands for. */
  static DeviceNumber ofNode(FileStatus status) {
    return new DeviceNumber(status.rdevMajor(), status.rdevMinor());
  }

  /** The device of the file system that holds the file; major 0 where it has none of its own. */
  static DeviceNumber ofFilesystem(FileStatus status) {
    return new DeviceNumber(status.deviceMajor(), status.deviceMinor());
  }
}
