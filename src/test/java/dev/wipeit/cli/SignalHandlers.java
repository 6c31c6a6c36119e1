package dev.wipeit.cli;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this JVM did with the three signals before a run in it took them over. */
final class SignalHandlers {

  private final Map<String, Object> former = new LinkedHashMap<>();

  private SignalHandlers() {}

  static SignalHandlers save() {
    SignalHandlers handlers = new SignalHandlers();
    for (String name : new String[] {"HUP", "INT", "TERM"}) {
      handlers.former.put(name, exchange(name, nothing()));
    }
    return handlers;
  }

  /** Gives the signals back. */
  void restore() {
    former.forEach(SignalHandlers::exchange);
  }

  private static Object exchange(String name, Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("this Java cannot handle SIG" + name, e);
    }
  }

  private static Object nothing() {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> Void.TYPE);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
