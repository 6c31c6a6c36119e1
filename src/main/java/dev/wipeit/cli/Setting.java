package dev.wipeit.cli;

import dev.wipeit.wipe.Tolerance;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option whose default the environment and the configuration file may set. Each is named as its
 * option is: {@code --max-rate} by {@code WIPEIT_MAX_RATE} and by the key {@code max-rate}.
 */
enum Setting {
  METHOD(Reach.BEGIN, new MethodId(), "random", "\"zero\"", Form.STRING),
  PASSES(Reach.BEGIN, new PassListConverter(), null, "\"random,00\"", Form.STRING),
  ROUNDS(Reach.BEGIN, new WipeCommand.RoundsConverter(), "1", "3", Form.WHOLE),
  VERIFY(Reach.BEGIN, new Choices.OfVerify(), "sample", "\"last\"", Form.STRING),
  SAMPLE_PERCENT(Reach.BEGIN, new SampleConverter(), "10", "12.5", Form.WHOLE, Form.DECIMAL),
  BUFFER_SIZE(Reach.BEGIN, new SizeConverter(), "100M", "\"64M\"", Form.STRING),
  PRETEST(Reach.BEGIN),
  SKIP_PRETEST(Reach.ALL),
  IO(Reach.ALL, new Choices.OfIo(), "auto", "\"direct\"", Form.STRING),
  CHECKPOINT_EVERY(Reach.ALL, new SizeConverter(), "100M", "\"1G\"", Form.STRING),
  MAX_RATE(Reach.ALL, new RateConverter(), null, "\"200M/s\"", Form.STRING),
  RETRIES(
      Reach.ALL,
      new RunOptions.RetriesConverter(),
      String.valueOf(Tolerance.USUAL.retries()),
      "5",
      Form.WHOLE),
  MAX_BAD(Reach.ALL, new RunOptions.MaxBadConverter(), "16M", "\"1G\"", Form.STRING, Form.WHOLE),
  IDLE_IO(Reach.ALL),
  JOBS(Reach.ALL, new JobsConverter(), null, "8", Form.WHOLE),
  STALL_TIMEOUT(
      Reach.ALL, new CareOptions.TimeConverter(), null, "\"10m\"", Form.STRING, Form.WHOLE),
  PAUSE_AT(Reach.ALL, new CareOptions.PauseConverter(), null, "55", Form.WHOLE, Form.STRING),
  JOURNAL_FLUSH(Reach.ALL, new JournalOptions.KindConverter(), "interval", "\"each\"", Form.STRING),
  FLUSH_INTERVAL(
      Reach.ALL, new JournalOptions.IntervalConverter(), "1.0", "0.5", Form.DECIMAL, Form.WHOLE),
  OPERATOR(Reach.ALL, new TextConverter(), null, "\"J. Doe\"", Form.STRING),
  ORGANIZATION(Reach.ALL, new TextConverter(), null, "\"ACME\"", Form.STRING),
  ASSET_TAG(Reach.ALL, new TextConverter(), null, "\"A-4711\"", Form.STRING),
  LOCATION(Reach.ALL, new TextConverter(), null, "\"Hall 3\"", Form.STRING),
  TICKET(Reach.ALL, new TextConverter(), null, "\"CHG-12\"", Form.STRING),
  NOTE(Reach.ALL, new TextConverter(), null, "\"end of lease\"", Form.STRING),
  DISCLOSE_PATTERN(Reach.ALL),
  SIGNING_KEY(Reach.ALL, new TextConverter(), null, "\"/etc/wipeit.pem\"", Form.STRING),
  STATE_DIR(Reach.ALL, new FolderConverter(), null, "\"/srv/wipeit\"", Form.STRING),
  JSON(Reach.ALL),
  QUIET(Reach.ALL),
  PLAIN(Reach.ALL);

  private enum Reach {
    /** What a run is begun with: going on with it, or reading a device back, is not changed. */
    BEGIN,
    /** Every command that has the option. */
    ALL
  }

  private final Reach reach;

  @SuppressWarnings("ImmutableEnumChecker") // The converters have no state.
  private final ITypeConverter<?> converter;

  private final @Nullable String usual;
  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it.
  private final Set<Form> forms;

  /** A switch. */
  Setting(Reach reach) {
    this(reach, new SwitchConverter(), "false", "true", Form.SWITCH);
  }

  Setting(
      Reach reach,
      ITypeConverter<?> converter,
      @Nullable String usual,
      String example,
      Form first,
      Form... more) {
    this.reach = reach;
    this.converter = converter;
    this.usual = usual;
    this.example = example;
    this.forms = EnumSet.of(first, more);
  }

  /** The setting of that name, or null. */
  static @Nullable Setting of(String name) {
    for (Setting setting : values()) {
      if (setting.key().equals(name)) {
        return setting;
      }
    }
    return null;
  }

  static List<String> keys() {
    return Stream.of(values()).map(Setting::key).toList();
  }

  /** Its key in the file: the long name of the option without its dashes. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String option() {
    return "--" + key();
  }

  String variable() {
    return Variables.PREFIX + name();
  }

  /** What holds where nothing is set, as it would be written; null if that is nothing. */
  @Nullable String usual() {
    return usual;
  }

  /** What stands in a file, such as {@code max-rate = "200M/s"}. */
  String example() {
    return key() + " = " + example;
  }

  Set<Form> forms() {
    return forms;
  }

  boolean isSwitch() {
    return converter instanceof SwitchConverter;
  }

  ITypeConverter<?> converter() {
    return converter;
  }

  /** Whether a command that has the option takes its default from here. */
  boolean reaches(String command) {
    return reach == Reach.ALL || command.equals("wipe");
  }

  /** The settings that cannot hold together with this one. */
  Set<Setting> excluded() {
    return switch (this) {
      case METHOD -> EnumSet.of(PASSES);
      case PASSES -> EnumSet.of(METHOD);
      case PRETEST -> EnumSet.of(SKIP_PRETEST, BUFFER_SIZE);
      case SKIP_PRETEST, BUFFER_SIZE -> EnumSet.of(PRETEST);
      default -> EnumSet.noneOf(Setting.class);
    };
  }

  /**
   * The value of the option.
   *
   * @throws TypeConversionException if the option refuses it, with the reason
   */
  Object value(String text) {
    try {
      return converter.convert(text);
    } catch (TypeConversionException refused) {
      throw refused;
    } catch (Exception unexpected) {
      throw new IllegalArgumentException(key() + ": " + text, unexpected);
    }
  }
}
