// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.Plurals;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints an added token record. */
record AddedPrinter(PrintWriter out, AnsiColors colors) {
  void print(String name, @Nullable String channelId, TokenRecord record, AnalytixOptions options) {
    boolean checked = options.getClientSecrets() != null;
    out.println(
        colors.good("Added")
            + (checked
                ? "; Google accepts it."
                : " without a check; set --clientSecrets to check it with Google."));
    out.println("  record   " + name + " in " + options.getTokenRecords());
    out.println("  channel  " + channel(channelId, record));
    out.println("  allows   " + ListedRecord.names(record.scopes()));
  }

  private static String channel(@Nullable String channelId, TokenRecord record) {
    String owner = record.contentOwner();
    if (owner != null) {
      return Plurals.of(record.channelIds().size(), "channel") + " of content owner " + owner;
    }
    return channelId == null ? "not pinned" : channelId;
  }
}
