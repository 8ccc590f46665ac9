// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.Trait.Lot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The viewers of one channel, divided into cohorts that are alike in everything: the video, the
 * country, the device, and all else that a report can tell apart. Each figure of a day is dealt out
 * to the cohorts once, and every report only gathers them, each in its own way; so all reports
 * agree to the last unit. A dimension that does not apply to a cohort has the empty value there.
 */
final class Cohorts {
  private static final int FEWEST = 240;
  private static final int FEWEST_OF_A_VIDEO = 4;
  private static final String DELETED_TYPE = "creatorContentTypeUnspecified";

  /** As the API says them, in another spelling than its documentation. */
  private static final List<Lot> CONTENT_TYPES =
      List.of(
          new Lot(6, List.of("videoOnDemand")),
          new Lot(3, List.of("shorts")),
          new Lot(1, List.of("liveStream")));

  private final Draw draw;
  private final int[] videoNumbers;
  private final Map<String, String[]> values = new HashMap<>();

  Cohorts(SimulatedChannel channel, List<String> videos, Draw draw) {
    this.draw = draw;
    this.videoNumbers = videoNumbers(videos.size());
    deal("creatorContentType", contentTypes(videos));
    deal("video", number -> number < 0 ? "" : videos.get(number));
    for (Trait trait : Trait.ALL) {
      deal(channel.oddNames() ? withOddNames(trait) : trait);
    }
    deal(new Trait(List.of("playlist"), "", Map.of("", evenly(channel.playlists()))));
  }

  /** How many cohorts there are. */
  int size() {
    return videoNumbers.length;
  }

  /** Tells whether a report can tell cohorts apart by this dimension. */
  boolean know(String dimension) {
    return values.containsKey(dimension);
  }

  /** Returns what a cohort is in a dimension, empty where the dimension does not apply to it. */
  String value(String dimension, int cohort) {
    String[] column = values.get(dimension);
    if (column == null) {
      throw new IllegalArgumentException("nothing is known by " + dimension);
    }
    return column[cohort];
  }

  /** Returns the place of a cohort's video, or -1 where the video has been deleted. */
  int videoNumber(int cohort) {
    return videoNumbers[cohort];
  }

  /** Returns how much more or less of a part a cohort has than others of as many views: 8 to 12. */
  int tilt(String part, int cohort) {
    return part.equals("views") ? 10 : 8 + (int) draw.with(part).with(cohort).below(5);
  }

  /** One in twenty viewers saw a video that has been deleted since. */
  private static int[] videoNumbers(int videos) {
    int each = videos == 0 ? 0 : Math.max(FEWEST_OF_A_VIDEO, FEWEST / videos);
    int deleted = videos == 0 ? FEWEST : Math.max(FEWEST_OF_A_VIDEO, videos * each / 20);
    return IntStream.range(0, videos * each + deleted)
        .map(cohort -> cohort < videos * each ? cohort / each : -1)
        .toArray();
  }

  private IntFunction<String> contentTypes(List<String> videos) {
    List<Integer> numbers = IntStream.range(0, videos.size()).boxed().toList();
    String[] types = new String[videos.size()];
    deal(
        numbers,
        CONTENT_TYPES,
        draw.with("type"),
        (number, lot) -> types[number] = lot.values().get(0));
    return number -> number < 0 ? DELETED_TYPE : types[number];
  }

  private void deal(String dimension, IntFunction<String> ofVideo) {
    values.put(dimension, IntStream.of(videoNumbers).mapToObj(ofVideo).toArray(String[]::new));
  }

  private void deal(Trait trait) {
    List<String[]> columns = new ArrayList<>();
    for (String dimension : trait.gives()) {
      String[] column = new String[size()];
      java.util.Arrays.fill(column, "");
      columns.add(column);
      values.put(dimension, column);
    }
    Draw ofTrait = draw.with(String.join(",", trait.gives()));
    byValue(trait.given())
        .forEach(
            (value, members) ->
                deal(
                    members,
                    trait.lotsFor(value),
                    ofTrait,
                    (member, lot) -> {
                      for (int place = 0; place < columns.size(); place++) {
                        columns.get(place)[member] = lot.values().get(place);
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

  private interface Receiver {
    void take(int member, Lot lot);
  }

  /**
   * Deals lots like cards: shuffled members, and each lot to as many of them as its weight says.
   */
  private static void deal(List<Integer> members, List<Lot> lots, Draw draw, Receiver receiver) {
    if (lots.isEmpty()) {
      return;
    }
    List<Integer> shuffled = new ArrayList<>(members);
    shuffled.sort(Comparator.comparingLong(member -> draw.with(member).bits()));
    double all = lots.stream().mapToDouble(Lot::weight).sum();
    double end = lots.get(0).weight();
    int lot = 0;
    for (int place = 0; place < shuffled.size(); place++) {
      while ((place + 0.5) / shuffled.size() * all > end && lot < lots.size() - 1) {
        lot++;
        end += lots.get(lot).weight();
      }
      receiver.take(shuffled.get(place), lots.get(lot));
    }
  }

  private static List<Lot> evenly(List<String> names) {
    return names.stream().map(name -> new Lot(1, List.of(name))).toList();
  }

  private static Trait withOddNames(Trait trait) {
    int place = trait.gives().indexOf("country");
    if (place != 0) {
      return trait;
    }
    List<Lot> lots = new ArrayList<>(trait.lotsFor(""));
    for (String odd : OddNames.ALL) {
      List<String> values =
          new ArrayList<>(java.util.Collections.nCopies(trait.gives().size(), ""));
      values.set(place, odd);
      lots.add(new Lot(2, values));
    }
    return new Trait(trait.gives(), trait.given(), Map.of("", lots));
  }
}
