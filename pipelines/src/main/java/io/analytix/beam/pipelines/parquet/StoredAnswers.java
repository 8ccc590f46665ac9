// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.PastAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs were answered, from the outcomes in an output. Runs are read when they are
 * needed, the newest first: where all is as it was last night, that is one.
 */
public final class StoredAnswers implements PastAnswers {
  private final String folder;
  private final Iterator<String> older;
  private final Set<Answered> known = new HashSet<>();

  private StoredAnswers(String folder) throws IOException {
    this.folder = folder;
    this.older = StoredOutcomes.runs(folder).iterator();
  }

  /** The outcomes in this output; a folder that does not exist has none. */
  public static PastAnswers.Factory in(String folder) {
    String absolute = ParquetOutput.local(folder).toString();
    return () -> new StoredAnswers(absolute);
  }

  /** A channel by its id and owner, or by its token record where its id is not known. */
  private record Answered(
      String report, boolean byId, String channel, @Nullable String contentOwner) {}

  @Override
  public boolean any(ChannelRef channel, String report) {
    String id = channel.channelId();
    Answered wanted =
        id == null
            ? new Answered(report, false, channel.tokenRecord(), channel.contentOwner())
            : new Answered(report, true, id, channel.contentOwner());
    while (!known.contains(wanted) && older.hasNext()) {
      read(older.next());
    }
    return known.contains(wanted);
  }

  private void read(String runId) {
    try {
      StoredOutcomes.read(folder, runId, this::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the outcomes of run " + runId, e);
    }
  }

  private void add(Outcome outcome) {
    if (outcome.status() == Status.FAILED || outcome.status() == Status.DEFERRED) {
      return;
    }
    String report = outcome.report();
    String owner = outcome.contentOwner();
    String id = outcome.channelId();
    known.add(new Answered(report, false, outcome.tokenRecord(), owner));
    if (id != null) {
      known.add(new Answered(report, true, id, owner));
    }
  }
}
