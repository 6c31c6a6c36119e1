package dev.wipeit.cli;

/** A command on devices, which {@code --json} makes end with its result in JSON however it ends. */
interface OnDevices {

  DeviceChoice choice();

  OutputOptions output();
}
