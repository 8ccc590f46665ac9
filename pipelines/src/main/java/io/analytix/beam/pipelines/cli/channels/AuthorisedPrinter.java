// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.AuthorisedChannel;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Prints an authorised channel. */
record AuthorisedPrinter(PrintWriter out, AnsiColors colors) {
  /**
   * Prints the channel.
   *
   * @param store location of the record, from the options
   */
  void print(AuthorisedChannel done, String store) {
    out.println(colors.good("Authorised") + ", " + means(done.by()) + ".");
    out.println("  record   " + done.record() + " in " + store);
    out.println("  channel  " + channel(done));
    out.println("  allows   " + scopes(done));
  }

  private static String means(AuthorisedChannel.Means by) {
    return switch (by) {
      case STORED -> "with the stored access token, which is still valid";
      case REFRESHED -> "with the stored refresh token";
      case CONSENTED -> "with a new consent";
    };
  }

  private static String channel(AuthorisedChannel done) {
    String id = done.channelId() == null ? "not pinned" : done.channelId();
    return done.title() == null ? id : done.title() + " (" + id + ")";
  }

  private static String scopes(AuthorisedChannel done) {
    return done.scopes().stream()
        .map(address -> ConsentScope.find(address).map(ConsentScope::shortName).orElse(address))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
