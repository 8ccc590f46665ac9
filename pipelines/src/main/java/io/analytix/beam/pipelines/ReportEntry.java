// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.catalogue.ReportCheck;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.report.TimeGrain;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One report of a {@link ReportsFile}. */
final class ReportEntry {
  private static final List<String> KEYS =
      List.of(
          "name",
          "dimensions",
          "metrics",
          "filters",
          "every",
          "each",
          "ids",
          "top",
          "publishedWithinDays",
          "lookbackDays",
          "currency",
          "sort",
          "maxResults");

  private final Map<String, Object> values;

  private ReportEntry(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads the report of an entry.
   *
   * @param entry the maps, lists and texts of the YAML file
   * @throws IllegalArgumentException with one line about the first invalid value
   */
  static ReportDefinition read(Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("must be a map with the keys " + KEYS);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put(known(String.valueOf(key)), value));
    values.values().removeIf(value -> value == null || value.equals(""));
    return new ReportEntry(values).report();
  }

  private static String known(String key) {
    if (!KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "'"
              + key
              + "' is not a key: did you mean "
              + Suggestions.nearest(key, KEYS)
              + "? The keys are "
              + KEYS);
    }
    return key;
  }

  private ReportDefinition report() {
    String name = text("name").orElseThrow(() -> new IllegalArgumentException("has no name"));
    ReportDefinition.Builder report =
        ReportDefinition.named(name)
            .dimensions(texts("dimensions"))
            .metrics(texts("metrics"))
            .every(every());
    filters().forEach(report::filter);
    number("lookbackDays").ifPresent(report::lookbackDays);
    text("currency").ifPresent(report::currency);
    each().ifPresent(report::each);
    if (values.containsKey("lookbackDays")
        && every() == TimeGrain.RANGE
        && !values.containsKey("each")) {
      throw new IllegalArgumentException(
          "report '" + name + "' has every: range, which does not support lookbackDays: remove it");
    }
    return byDay(report, capped(report));
  }

  /** Adds the dimension {@code day} if the API supports it: then one request returns all days. */
  private ReportDefinition byDay(ReportDefinition.Builder builder, ReportDefinition report) {
    if (report.every() != TimeGrain.DAY || report.byDay() || report.cap() != null) {
      return report;
    }
    ReportDefinition wide =
        builder
            .dimensions(
                Stream.concat(Stream.of(ReportDefinition.DAY), report.dimensions().stream())
                    .toArray(String[]::new))
            .build();
    return ReportCheck.allows(wide) ? wide : report;
  }

  /** Only top lists have {@code maxResults} and {@code sort}; other reports fetch all rows. */
  private ReportDefinition capped(ReportDefinition.Builder report) {
    ReportDefinition plain = report.build();
    String[] sort = texts("sort");
    Optional<Integer> rows = number("maxResults");
    if (sort.length == 0 && rows.isEmpty()) {
      return plain;
    }
    RowCap cap = plain.cap();
    if (cap == null) {
      throw new IllegalArgumentException(
          "report '"
              + plain.name()
              + "' is not a top list and always returns all rows: remove sort and maxResults");
    }
    String[] descending =
        Arrays.stream(sort).map(field -> field.replaceFirst("^-", "")).toArray(String[]::new);
    return report
        .top(
            rows.orElse(cap.maxResults()),
            sort.length == 0 ? cap.descending().toArray(String[]::new) : descending)
        .build();
  }

  /** Of a choice of ids there is one key besides {@code each}, or none for all ids. */
  private Optional<IdChoice> each() {
    Optional<String> by = text("each");
    List<String> choices =
        Stream.of("ids", "top", "publishedWithinDays").filter(values::containsKey).toList();
    if (by.isEmpty() && !choices.isEmpty()) {
      throw new IllegalArgumentException(
          choices.get(0) + " needs each: video, playlist or group, which has one request per id");
    }
    if (choices.size() > 1) {
      throw new IllegalArgumentException(
          "has both " + String.join(" and ", choices) + ": keep one");
    }
    return by.map(
        one ->
            values.containsKey("ids")
                ? IdChoice.listed(one, List.of(texts("ids")))
                : number("top")
                    .map(count -> new IdChoice(one, IdChoice.Kind.TOP, count, List.of()))
                    .or(
                        () ->
                            number("publishedWithinDays")
                                .map(
                                    days ->
                                        new IdChoice(
                                            one,
                                            IdChoice.Kind.PUBLISHED_WITHIN_DAYS,
                                            days,
                                            List.of())))
                    .orElseGet(() -> IdChoice.all(one)));
  }

  private TimeGrain every() {
    String word = text("every").orElse("day");
    return Stream.of(TimeGrain.DAY, TimeGrain.MONTH, TimeGrain.RANGE)
        .filter(every -> every.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "every is '" + word + "', but must be day, month or range"));
  }

  private Map<String, String> filters() {
    Object value = values.get("filters");
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("filters must be a map, such as {country: US}");
    }
    Map<String, String> filters = new TreeMap<>();
    map.forEach(
        (name, ids) -> filters.put(String.valueOf(name), String.join(",", texts("filters", ids))));
    return filters;
  }

  private String[] texts(String key) {
    Object value = values.get(key);
    return value == null ? new String[0] : texts(key, value);
  }

  /** A list, or a text whose parts are separated by commas. */
  private static String[] texts(String key, Object value) {
    List<?> items =
        value instanceof List<?> list ? list : List.of(Objects.toString(value).split(","));
    return items.stream()
        .map(
            item -> {
              if (!(item instanceof String text) || text.isBlank()) {
                throw new IllegalArgumentException(key + " must be a list of names");
              }
              return text.strip();
            })
        .toArray(String[]::new);
  }

  private Optional<String> text(String key) {
    Object value = values.get(key);
    if (value != null && !(value instanceof String)) {
      throw new IllegalArgumentException(key + " must be one value");
    }
    return Optional.ofNullable((String) value).map(String::strip);
  }

  private Optional<Integer> number(String key) {
    return text(key)
        .map(
            text -> {
              try {
                return Integer.valueOf(text);
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                    key + " is '" + text + "', but must be a whole number");
              }
            });
  }
}
