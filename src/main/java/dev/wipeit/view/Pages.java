package dev.wipeit.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of the page, from the jar. */
final class Pages {

  /**
   * A file.
   *
   * @param type its media type
   */
  record Page(String type, String text) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final Map<String, Page> pages = new TreeMap<>();

  Pages() throws IOException {
    add("/", "page.html", "text/html; charset=utf-8");
    add("/page.css", "page.css", "text/css; charset=utf-8");
    add("/page.js", "page.js", "text/javascript; charset=utf-8");
    add("/icon.svg", "icon.svg", "image/svg+xml");
  }

  /** The file of a path, or null. */
  @Nullable Page of(String path) {
    return pages.get(path);
  }

  private void add(String path, String name, String type) throws IOException {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this wipeit has no " + name + " in it");
      }
      pages.put(path, new Page(type, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }
}
