package dev.wipeit.method;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a method prescribes. What one run of it does is drawn from the template when the run begins,
 * and kept by the run: nothing looks a method up again to find out what an unfinished run writes.
 *
 * @param id what the command line and the checkpoint call it
 * @param title one line for a person
 * @param template the passes of one round
 * @param demands the least that is read back, whatever is asked for
 * @param standing whether it is one to choose
 * @param source where the passes come from
 * @param variant which reading this is where sources disagree, or null where they do not
 */
public record WipeMethod(
    String id,
    String title,
    Template template,
    VerifyMode demands,
    Standing standing,
    String source,
    @Nullable String variant) {

  /** The id of the method whose passes are given on the command line. */
  public static final String CUSTOM = "custom";

  /** Every method but {@link #custom}, in the order in which they are shown. */
  public static final List<WipeMethod> ALL = Catalogue.METHODS;

  /** The method of that id, or nothing for {@link #CUSTOM}, which has no passes of its own. */
  public static Optional<WipeMethod> find(String id) {
    return ALL.stream().filter(method -> method.id.equals(id)).findFirst();
  }

  /** The method of these passes, 1 to {@value Template#MOST_PASSES}. */
  public static WipeMethod custom(List<Pass> passes) {
    return new WipeMethod(
        CUSTOM,
        "the passes of --passes",
        Template.of(passes),
        VerifyMode.NONE,
        Standing.TODAY,
        "the command line",
        null);
  }

  /** How many passes a round has. */
  public int passesPerRound() {
    return template.steps().size();
  }
}
