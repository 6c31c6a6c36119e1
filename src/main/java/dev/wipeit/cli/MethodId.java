package dev.wipeit.cli;

import dev.wipeit.method.WipeMethod;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The id of a method that there is, or {@code custom}. */
final class MethodId implements ITypeConverter<String> {

  @Override
  public String convert(String id) {
    List<String> all =
        Stream.concat(WipeMethod.ALL.stream().map(WipeMethod::id), Stream.of(WipeMethod.CUSTOM))
            .toList();
    if (all.contains(id)) {
      return id;
    }
    List<String> near = NearNames.of(id, all);
    throw new TypeConversionException(
        "there is no method '"
            + id
            + "' ("
            + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
            + "see 'wipeit methods')");
  }
}
