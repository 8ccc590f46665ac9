// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.SimulatedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The viewers of a channel in cohorts, each with one value per dimension: a video, a country, a
 * device and so on. Each figure of a day is distributed to the cohorts once, and every report
 * aggregates them in its own way, so all reports agree to the last unit. A dimension that does not
 * apply to a cohort has an empty value.
 */
final class Cohorts {
  private static final int MIN_VIEWS = 240;
  private static final int MIN_VIEWS_OF_A_VIDEO = 4;
  private static final String DELETED_TYPE = "creatorContentTypeUnspecified";

  /**
   * In the spelling of responses, which differs from the documentation. That of live streams has
   * not been observed.
   */
  private static final WeightedChoice CONTENT_TYPES =
      WeightedChoice.NONE
          .and(6, List.of("videoOnDemand"))
          .and(3, List.of("shorts"))
          .and(1, List.of("liveStream"));

  private final KeyedRandom random;
  private final int[] videoNumbers;
  private final Map<String, String[]> values = new HashMap<>();

  Cohorts(SimulatedChannel channel, List<String> videos, KeyedRandom random) {
    this.random = random;
    this.videoNumbers = videoNumbers(videos.size());
    String[] types = contentTypes(videos.size());
    fill("video", number -> number < 0 ? "" : videos.get(number));
    fill("creatorContentType", number -> number < 0 ? DELETED_TYPE : types[number]);
    for (AudienceDimension trait : AudienceDimension.ALL) {
      deal(channel.oddNames() ? withOddNames(trait) : trait);
    }
    deal(
        new AudienceDimension(
            List.of("playlist"), "", Map.of("", WeightedChoice.evenly(channel.playlists()))));
  }

  int size() {
    return videoNumbers.length;
  }

  /** Returns a cohort's value of a dimension, empty if the dimension does not apply. */
  String value(String dimension, int cohort) {
    String[] column = values.get(dimension);
    if (column == null) {
      throw new IllegalArgumentException("unknown dimension: " + dimension);
    }
    return column[cohort];
  }

  /** Returns the index of a cohort's video, or -1 if the video is deleted. */
  int videoNumber(int cohort) {
    return videoNumbers[cohort];
  }

  /** Returns a cohort's factor of a part relative to views: 10 is average, 8 low, 12 high. */
  int tilt(String part, int cohort) {
    return part.equals(AggregationSpec.VIEWS)
        ? 10
        : 8 + (int) random.with(part).with(cohort).below(5);
  }

  /** One of twenty cohorts watched a deleted video. */
  private static int[] videoNumbers(int videos) {
    int each = videos == 0 ? 0 : Math.max(MIN_VIEWS_OF_A_VIDEO, MIN_VIEWS / videos);
    int deleted = videos == 0 ? MIN_VIEWS : Math.max(MIN_VIEWS_OF_A_VIDEO, videos * each / 20);
    return IntStream.range(0, videos * each + deleted)
        .map(cohort -> cohort < videos * each ? cohort / each : -1)
        .toArray();
  }

  private String[] contentTypes(int videos) {
    String[] types = new String[videos];
    CONTENT_TYPES.assign(
        IntStream.range(0, videos).boxed().toList(),
        random.with("type"),
        (video, type) -> types[video] = type.get(0));
    return types;
  }

  private void fill(String dimension, IntFunction<String> ofVideo) {
    values.put(dimension, IntStream.of(videoNumbers).mapToObj(ofVideo).toArray(String[]::new));
  }

  private void deal(AudienceDimension trait) {
    List<String[]> columns = new ArrayList<>();
    for (String dimension : trait.dimensions()) {
      String[] column = new String[size()];
      Arrays.fill(column, "");
      columns.add(column);
      values.put(dimension, column);
    }
    KeyedRandom ofTrait = random.with(String.join(",", trait.dimensions()));
    byValue(trait.dependsOn())
        .forEach(
            (value, members) ->
                trait
                    .choiceFor(value)
                    .assign(
                        members,
                        ofTrait,
                        (member, values) -> {
                          for (int place = 0; place < values.size(); place++) {
                            columns.get(place)[member] = values.get(place);
                          }
                        }));
  }

  private Map<String, List<Integer>> byValue(String dimension) {
    return IntStream.range(0, size())
        .boxed()
        .collect(
            Collectors.groupingBy(
                cohort -> dimension.isEmpty() ? "" : value(dimension, cohort),
                TreeMap::new,
                Collectors.toList()));
  }

  /** Adds the unusual names. These countries have no regions or cities. */
  private static AudienceDimension withOddNames(AudienceDimension trait) {
    int place = trait.dimensions().indexOf("country");
    if (place < 0) {
      return trait;
    }
    WeightedChoice choice = trait.choiceFor("");
    for (String odd : OddNames.ALL) {
      List<String> values = new ArrayList<>(Collections.nCopies(trait.dimensions().size(), ""));
      values.set(place, odd);
      choice = choice.and(2, values);
    }
    return new AudienceDimension(trait.dimensions(), trait.dependsOn(), Map.of("", choice));
  }
}
