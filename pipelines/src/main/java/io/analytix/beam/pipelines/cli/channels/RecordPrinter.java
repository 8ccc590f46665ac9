// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.AuthorisedChannel;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.Plurals;
import java.io.PrintWriter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Prints a saved token record.
 *
 * @param store location of the record, from the options
 */
record RecordPrinter(PrintWriter out, AnsiColors colors, String store) {
  void printAuthorised(AuthorisedChannel done) {
    String id = done.channelId() == null ? "not pinned" : done.channelId();
    String channel = done.title() == null ? id : done.title() + " (" + id + ")";
    String means =
        switch (done.by()) {
          case STORED -> "with the stored access token, which is still valid";
          case REFRESHED -> "with the stored refresh token";
          case CONSENTED -> "with a new consent";
        };
    print(colors.good("Authorised") + ", " + means + ".", done.record(), channel, done.scopes());
  }

  void printAdded(String name, @Nullable String channelId, TokenRecord record, boolean checked) {
    String owner = record.contentOwner();
    String id = channelId == null ? "not pinned" : channelId;
    print(
        colors.good("Added")
            + (checked
                ? "; Google accepts it."
                : " without a check; set --clientSecrets to check it with Google."),
        name,
        owner == null
            ? id
            : Plurals.of(record.channelIds().size(), "channel") + " of content owner " + owner,
        record.scopes());
  }

  private void print(String headline, String name, String channel, Collection<String> scopes) {
    out.println(headline);
    out.println(PrintableText.of("  record   " + name + " in " + store));
    out.println(PrintableText.of("  channel  " + channel));
    out.println(PrintableText.of("  allows   " + ListedRecord.names(scopes)));
  }
}
