// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import com.google.common.base.CaseFormat;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.DeclaredOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * The configuration of a transform: some of the pipelines' options, with the same meaning and
 * default. A field has the option's name in snake_case; what the command separates by commas is a
 * list.
 *
 * @param required names of options
 * @param optional names of options
 * @param descriptions of options that mean something else here, by their names
 */
record OptionFields(
    List<String> required, List<String> optional, Map<String, String> descriptions) {
  private static final Set<String> LISTS = Set.of("reports", "bulkReports", "channels");
  private static final Pattern OPTION = Pattern.compile("--([a-z][A-Za-z]*)");

  OptionFields {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
    descriptions = Map.copyOf(descriptions);
  }

  /** Fields that mean what their options do. */
  OptionFields(List<String> required, List<String> optional) {
    this(required, optional, Map.of());
  }

  /** The schema of the configuration, sorted by name. */
  Schema schema() {
    return Schema.builder()
        .addFields(
            Stream.concat(
                    required.stream().map(name -> field(name, false)),
                    optional.stream().map(name -> field(name, true)))
                .toList())
        .addFields(ErrorOutput.FIELD)
        .build()
        .sorted();
  }

  /** The configured options; what is not configured has its default. */
  AnalytixOptions options(Row configuration) {
    List<String> arguments = new ArrayList<>();
    for (String option : Stream.concat(required.stream(), optional.stream()).toList()) {
      Object value = configuration.getValue(snakeCase(option));
      if (value instanceof Iterable<?> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(String.valueOf(item)));
        value = String.join(",", texts);
      }
      if (value != null) {
        arguments.add("--" + option + "=" + value);
      }
    }
    return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
        .as(AnalytixOptions.class);
  }

  /**
   * What {@code checked} returns.
   *
   * @throws IllegalArgumentException if it does, with the names of fields instead of options
   */
  static <T> T check(Supplier<T> checked) {
    try {
      return checked.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(fieldNames(String.valueOf(e.getMessage())), e);
    }
  }

  private Field field(String name, boolean optional) {
    DeclaredOption option = Objects.requireNonNull(DeclaredOption.all().get(name), name);
    String text =
        descriptions
            .getOrDefault(name, option.description())
            .replace(LISTS.contains(name) ? ", separated by commas" : "\n", "");
    String preset = option.preset();
    return Field.of(snakeCase(name), type(option).withNullable(optional))
        .withDescription(fieldNames(preset.isEmpty() ? text : text + " Default: " + preset + "."));
  }

  private static FieldType type(DeclaredOption option) {
    if (LISTS.contains(option.name())) {
      return FieldType.array(FieldType.STRING);
    }
    Class<?> type = option.getter().getReturnType();
    if (type == boolean.class) {
      return FieldType.BOOLEAN;
    }
    return type == String.class ? FieldType.STRING : FieldType.INT32;
  }

  private static String fieldNames(String text) {
    return OPTION.matcher(text).replaceAll(option -> snakeCase(option.group(1)));
  }

  private static String snakeCase(String option) {
    return CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, option);
  }
}
