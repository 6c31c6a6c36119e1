package dev.wipeit.device;

/** Something of a disk that a selection can ask for. */
@FunctionalInterface
interface Fact {

  /**
   * What a term asks.
   *
   * @throws SelectionException if its operator or one of its values makes no sense for the fact
   */
  Term term(Written written) throws SelectionException;
}
