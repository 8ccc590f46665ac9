// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.analytix.beam.fetch.ChannelOpener;
import io.analytix.beam.fetch.HttpReportClient;
import io.analytix.beam.fetch.LaneMemory;
import io.analytix.beam.fetch.LaneTime;
import io.analytix.beam.fetch.ReportClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one run keeps on one worker across the pauses of its lane: open connections, access tokens,
 * and what the lane has learned. Lives in this process only; nothing of it is ever serialized.
 */
record RunSession(
    Connections connections,
    ReportClient client,
    ChannelOpener opener,
    LaneMemory memory,
    LaneTime time) {

  private static final Cache<String, RunSession> OPEN =
      Caffeine.newBuilder()
          .expireAfterAccess(Duration.ofHours(2))
          .<String, RunSession>removalListener((runId, session, why) -> close(session))
          .build();

  /** The session of the lane's run, opened at its first stretch on this worker. */
  static RunSession of(Lane lane, FetchSetup setup) {
    return OPEN.get(lane.runId(), unused -> open(setup));
  }

  /** Ends the session of a run whose lane has come to its end. */
  static void end(String runId) {
    OPEN.invalidate(runId);
  }

  private static RunSession open(FetchSetup setup) {
    try {
      Connections connections =
          Connections.open(
              setup.stores(), setup.clientSecrets(), setup.endpoints(), Clock.systemUTC());
      return new RunSession(
          connections,
          new HttpReportClient(setup.endpoints(), connections.http()),
          new ChannelOpener(connections.tokens(), connections.directory()),
          new LaneMemory(),
          LaneTime.system());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable RunSession session) {
    if (session != null) {
      session.connections().close();
    }
  }
}
