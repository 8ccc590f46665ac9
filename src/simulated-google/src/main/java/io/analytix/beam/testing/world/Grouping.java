// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.ChannelDay.SliceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cohorts of each row of a report. In reports of playlists, playlist metrics belong to the
 * cohorts that used the playlist, all others to the cohorts that watched its videos.
 */
final class Grouping {
  /** The row of cohorts that are in no row. */
  static final int NONE = -1;

  private static final Set<String> NO_TRAITS =
      Set.of("day", "month", "channel", "playlist", "elapsedVideoTimeRatio", "livestreamPosition");

  private final ReportQuestion question;
  private final Cohorts cohorts;
  private final Map<String, String> fixedValues;
  private final Set<SliceName> removed;
  private final List<String> keyTraits;
  private final Set<String> traits;
  private final List<List<String>> keys = new ArrayList<>();
  private final int[] ofVideos;
  private final int[] ofPlaylists;

  Grouping(
      ReportQuestion question,
      ChannelHistory history,
      Map<String, String> fixedValues,
      Set<SliceName> removed) {
    this.question = question;
    this.cohorts = history.cohorts();
    this.fixedValues = fixedValues;
    this.removed = removed;
    this.keyTraits = question.dimensions().stream().filter(Grouping::isTrait).toList();
    this.traits = new HashSet<>(question.filters().keySet());
    this.traits.removeIf(name -> !isTrait(name));
    this.traits.addAll(keyTraits);
    this.ofVideos = new int[cohorts.size()];
    this.ofPlaylists = new int[cohorts.size()];
    fill(history.channel());
  }

  /** Returns whether a query does not distinguish viewers. */
  static boolean isWhole(ReportQuestion question) {
    return question.filters().isEmpty()
        && question.dimensions().stream().allMatch(Set.of("day", "month", "channel")::contains);
  }

  /** Returns the maximum number of rows per day. */
  int rows() {
    return keys.size();
  }

  /** Returns a row's values of the audience dimensions, in the order of the query. */
  List<String> key(int row) {
    return keys.get(row);
  }

  /** Returns the row of each cohort, or {@link #NONE}. */
  int[] rowsFor(String part) {
    return part.startsWith("playlist") ? ofPlaylists : ofVideos;
  }

  static boolean isTrait(String name) {
    return !NO_TRAITS.contains(name);
  }

  private void fill(SimulatedChannel channel) {
    boolean everywhere = !question.filters().containsKey("playlist");
    Set<String> playlists = new HashSet<>(question.filters().getOrDefault("playlist", List.of()));
    playlists.removeIf(one -> removed.contains(new SliceName("playlist", one)));
    Set<String> played = new HashSet<>();
    playlists.forEach(one -> played.addAll(PlaylistVideos.of(channel, one)));
    Map<List<String>, Integer> places = new HashMap<>();
    for (int cohort = 0; cohort < ofVideos.length; cohort++) {
      int row = isWanted(cohort) ? rowOf(cohort, places) : NONE;
      ofVideos[cohort] = everywhere || isPlayed(cohort, played) ? row : NONE;
      ofPlaylists[cohort] =
          everywhere || playlists.contains(value("playlist", cohort)) ? row : NONE;
    }
  }

  /**
   * Shorts do not count for playlists: an observed view of a Short did not count for the playlist
   * of all uploads.
   */
  private boolean isPlayed(int cohort, Set<String> videos) {
    return videos.contains(value("video", cohort))
        && !value("creatorContentType", cohort).equals("shorts");
  }

  private boolean isWanted(int cohort) {
    for (String trait : traits) {
      String value = value(trait, cohort);
      List<String> allowed = question.filters().get(trait);
      if (value.isEmpty()
          || (allowed != null && !allowed.contains(value))
          || (!removed.isEmpty() && removed.contains(new SliceName(trait, value)))) {
        return false;
      }
    }
    return true;
  }

  private int rowOf(int cohort, Map<List<String>, Integer> places) {
    List<String> key = keyTraits.stream().map(trait -> value(trait, cohort)).toList();
    return places.computeIfAbsent(
        key,
        added -> {
          keys.add(added);
          return keys.size() - 1;
        });
  }

  private String value(String trait, int cohort) {
    String value = fixedValues.get(trait);
    return value == null ? cohorts.value(trait, cohort) : value;
  }
}
