// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/**
 * How analytix finds the report type of a query: the first entry whose condition holds, without a
 * second try.
 *
 * @param playlistWhenAnyOf what makes it a query of playlists
 * @param playlist the entries for playlists; the last one always holds
 * @param other the entries for the rest; the last one always holds
 */
record Resolution(List<Condition> playlistWhenAnyOf, List<Entry> playlist, List<Entry> other) {

  /** A type, by its id, and when a query is of it. */
  record Entry(String type, Condition when) {}

  String typeOf(ReportQuery query) {
    boolean ofPlaylists = playlistWhenAnyOf.stream().anyMatch(any -> any.holds(query));
    return (ofPlaylists ? playlist : other)
        .stream().filter(entry -> entry.when().holds(query)).findFirst().orElseThrow().type();
  }
}
