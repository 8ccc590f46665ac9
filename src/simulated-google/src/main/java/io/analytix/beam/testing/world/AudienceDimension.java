// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One or more related dimensions that distinguish viewers: device and operating system, country and
 * city. Defined in {@code audience-dimensions.json}.
 *
 * @param dimensions the dimensions of the values
 * @param dependsOn the dimension on which the values depend, or empty
 * @param choices the values by the value of {@code dependsOn}; the empty string is the default
 */
public record AudienceDimension(
    List<String> dimensions, String dependsOn, Map<String, WeightedChoice> choices) {
  private static final Pattern VARIANTS = Pattern.compile("#([0-9]+)");

  /** All audience dimensions, each after the one on which it depends. */
  public static final List<AudienceDimension> ALL =
      Resource.list(
          Resource.json(AudienceDimension.class, "audience-dimensions.json"),
          AudienceDimension::read);

  /** The first days with data by a dimension. */
  static final Map<String, LocalDate> SINCE =
      Map.of(
          "liveOrOnDemand", LocalDate.of(2014, 4, 1),
          "youtubeProduct", LocalDate.of(2015, 7, 18),
          "creatorContentType", LocalDate.of(2019, 1, 1),
          "city", LocalDate.of(2022, 1, 1));

  /** Returns the values of viewers with this value of {@link #dependsOn}. */
  WeightedChoice choiceFor(String value) {
    return choices.getOrDefault(value, choices.getOrDefault("", WeightedChoice.NONE));
  }

  private static AudienceDimension read(JsonNode trait) {
    List<String> dimensions = Resource.texts(trait.get("dimensions"));
    return new AudienceDimension(
        dimensions,
        trait.path("dependsOn").asText(""),
        Resource.map(trait.get("rows"), rows -> readChoice(rows, dimensions.size())));
  }

  private static WeightedChoice readChoice(JsonNode rows, int columns) {
    WeightedChoice choice = WeightedChoice.NONE;
    for (JsonNode row : rows) {
      choice = withRow(choice, row.asText(), columns);
    }
    return choice;
  }

  /** Parses "weight value value": a dash is an empty value, "#9" stands for the values 1 to 9. */
  private static WeightedChoice withRow(WeightedChoice choice, String row, int columns) {
    Matcher variants = VARIANTS.matcher(row);
    int count = variants.find() ? Integer.parseInt(variants.group(1)) : 1;
    WeightedChoice more = choice;
    for (int number = 1; number <= count; number++) {
      List<String> words =
          List.of(variants.replaceFirst(Integer.toString(number)).split(" ", columns + 1));
      more =
          more.and(
              Double.parseDouble(words.get(0)) / count,
              IntStream.rangeClosed(1, columns).mapToObj(place -> valueOf(words, place)).toList());
    }
    return more;
  }

  private static String valueOf(List<String> words, int place) {
    return place >= words.size() || words.get(place).equals("-") ? "" : words.get(place);
  }
}
