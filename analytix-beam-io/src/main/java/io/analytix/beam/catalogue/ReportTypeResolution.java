// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/**
 * How analytix selects the report type of a query: the first entry whose condition holds.
 *
 * @param playlistWhenAnyOf the conditions, of which any makes it a query of playlists
 * @param playlist the entries for playlists; the last one always holds
 * @param other the entries for the rest; the last one always holds
 */
record ReportTypeResolution(
    List<Condition> playlistWhenAnyOf, List<Entry> playlist, List<Entry> other) {

  /** The id of a type, and the condition under which it is selected. */
  record Entry(String type, Condition when) {}

  String typeOf(ReportQuery query) {
    for (Entry entry : ofPlaylists(query) ? playlist : other) {
      if (entry.when().holds(query)) {
        return entry.type();
      }
    }
    throw new IllegalStateException("the last entry holds for every query");
  }

  private boolean ofPlaylists(ReportQuery query) {
    for (Condition any : playlistWhenAnyOf) {
      if (any.holds(query)) {
        return true;
      }
    }
    return false;
  }
}
