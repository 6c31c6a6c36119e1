package dev.wipeit.view;

/** A key that the screen knows. */
enum Key {
  UP,
  DOWN,
  PAGE_UP,
  PAGE_DOWN,
  HOME,
  END,
  ENTER,
  ESCAPE,
  SORT,
  HELP,
  REDRAW,
  QUIT,
  /** Ctrl-C. */
  INTERRUPT,
  /** One that does nothing. */
  OTHER
}
