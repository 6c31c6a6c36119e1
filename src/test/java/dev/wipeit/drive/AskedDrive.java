package dev.wipeit.drive;

import dev.wipeit.testing.FakeKernel;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.ScriptedDrive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A drive behind a fake kernel, /fake/sdb with the number 8:16, that answers what a test scripts.
 */
final class AskedDrive {

  static final String IDENTIFY = "85080e00000001000000000000" + "40ec00";
  static final String NATIVE_MAX = "8507200000000000000000000040" + "2700";
  static final String SMART_STATUS = "85062000da0000000000" + "4f00c240b000";
  static final String POWER_MODE = "8506200000000000000000000040" + "e500";
  static final String SMART_DATA = "85080e00d00001000000" + "4f00c240b000";
  static final String CONFIGURATION = "85080e00c20001000000000000" + "40b100";
  static final String ACCESSIBLE_MAX = "8507200000000000000000000040" + "7800";

  final FakeKernel kernel = new FakeKernel();
  final ScriptedDrive device = new ScriptedDrive();

  AskedDrive() {
    kernel.file("/fake/sdb", FakeMachine.blockDevice("8:16"));
    kernel.drive("/fake/sdb", device);
  }

  Drive drive(Protocol protocol) {
    return new Drive(Path.of("/fake/sdb"), 8, 16, protocol, kernel);
  }

  static byte[] inquiry(int second, int version, String vendor, String model) {
    byte[] bytes = new byte[36];
    bytes[1] = (byte) second;
    bytes[2] = (byte) version;
    put(bytes, 8, "%-8s%-16s%-4s".formatted(vendor, model, "0001"));
    return bytes;
  }

  static void put(byte[] bytes, int offset, String text) {
    byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(raw, 0, bytes, offset, raw.length);
  }

  static byte[] page(int code, String hex) {
    return Bytes.hex("00%02x%04x".formatted(code, hex.length() / 2) + hex);
  }
}
