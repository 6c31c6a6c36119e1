package dev.wipeit.cli;

import java.lang.reflect.Proxy;

/**
 * {@code sun.misc.Signal} of the module {@code jdk.unsupported}, which every JDK has, by
 * reflection: the compiler warns of each mention of it, and cannot be told not to.
 */
final class JvmSignal {

  private JvmSignal() {}

  /**
   * Has a signal handled from now on. One that this process was started with as ignored stays so.
   *
   * @param name without its prefix, such as {@code INT}
   * @param handler called on a thread of its own for each signal
   */
  static void handle(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) -> answer(self, method.getName(), arguments, handler));
      signal
          .getMethod("handle", signal, handlerType)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot handle SIG" + name, e);
    }
  }

  private static Object answer(Object self, String method, Object[] arguments, Runnable handler) {
    return switch (method) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "handler";
      default -> {
        handler.run();
        yield Void.TYPE;
      }
    };
  }
}
