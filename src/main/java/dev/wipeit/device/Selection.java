package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Disks chosen by what they are: terms such as {@code type=hdd size>1T transport=sas}, all of which
 * must hold. Pure; docs/cli.md has the language.
 *
 * <p>What is not known of a disk holds for no term, {@code !=} included: a disk is chosen for what
 * it is, never for what could not be read of it.
 */
public final class Selection {

  private static final Set<String> VIRTUAL = Set.of("virtual", "loop");

  private final String text;
  private final List<Term> terms;
  private final boolean takesVirtual;
  private final boolean onlyOptical;

  private Selection(String text, List<Term> terms, boolean takesVirtual, boolean onlyOptical) {
    this.text = text;
    this.terms = List.copyOf(terms);
    this.takesVirtual = takesVirtual;
    this.onlyOptical = onlyOptical;
  }

  /**
   * Reads a selection.
   *
   * @throws SelectionException with a one-line reason if the text is none
   */
  public static Selection parse(String text) throws SelectionException {
    List<Term> terms = new ArrayList<>();
    boolean virtual = false;
    boolean optical = false;
    for (Written written : new SelectionScanner(text).terms()) {
      SelectionKey key = SelectionKey.of(written.key());
      terms.add(key.fact().term(written));
      virtual |= namesVirtual(key, written);
      optical |= namesOnlyOptical(key, written);
    }
    return new Selection(DeviceText.shown(text), terms, virtual, optical);
  }

  private static boolean namesOnlyOptical(SelectionKey key, Written written) {
    return key.id().equals(SelectionKey.TYPE)
        && written.operator() == Operator.EQUAL
        && written.values().stream().allMatch(value -> value.equalsIgnoreCase("optical"));
  }

  private static boolean namesVirtual(SelectionKey key, Written written) {
    return (key.id().equals(SelectionKey.TYPE) || key.id().equals(SelectionKey.TRANSPORT))
        && written.operator() == Operator.EQUAL
        && written.values().stream()
            .anyMatch(value -> VIRTUAL.contains(value.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether it chooses a disk: every term holds for certain. Loop devices and other virtual ones
   * are chosen only where {@link #takesVirtual()}.
   */
  public boolean selects(Disk disk) {
    return isCandidate(disk) && match(disk) == Match.YES;
  }

  /** Whether a disk is of those that it looks at; an optical drive never is. */
  public boolean isCandidate(Disk disk) {
    boolean optical = disk.device().type().kind() == DriveType.Kind.OPTICAL;
    return !optical && (disk.device().kind() == DeviceKind.DISK || takesVirtual);
  }

  /**
   * Whether a disk is to be spared where the selection says what to spare: unless a term does not
   * hold for certain. Virtual devices are no exception.
   */
  public boolean mayMean(Disk disk) {
    return match(disk) != Match.NO;
  }

  /** Whether it asks for optical drives alone, none of which can be wiped. */
  public boolean isOnlyOptical() {
    return onlyOptical;
  }

  /** Whether it asks for virtual devices by their type or transport. */
  public boolean takesVirtual() {
    return takesVirtual;
  }

  private Match match(Disk disk) {
    return terms.stream().map(term -> term.match(disk)).reduce(Match.YES, Match::and);
  }

  /** As it was written, fit to be shown. */
  @Override
  public String toString() {
    return text;
  }
}
