// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.guide;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.query.AnalytixClient;
import io.analytix.beam.query.ClientSetup;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.youtube.Group;
import io.analytix.beam.youtube.GroupItem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The Java of the guide's page about one-off queries. */
final class QuerySnippets {
  private QuerySnippets() {}

  static ClientSetup setup() {
    // query-command.md: setup
    ClientSetup alpineBaker =
        AnalytixClient.ofRecord(
            FileTokenStore.in("tokens"),
            ClientSecretsSource.file("client_secret.json"),
            "alpine-baker");
    // query-command.md: end
    return alpineBaker;
  }

  static void ask(ClientSetup alpineBaker, Map<LocalDate, Long> views, List<GroupItem> members)
      throws Exception {
    // query-command.md: ask
    try (AnalytixClient client = alpineBaker.open()) {
      Report report = client.fetchReport(ReportQuery.of("views", "likes").by("day").build());
      for (ReportRow row : report.rows()) {
        views.put(row.value("day", LocalDate.class), row.value("views", Long.class));
      }
      for (Group group : client.fetchGroups().groups()) {
        members.addAll(client.fetchGroupItems(group.id()));
      }
    }
    // query-command.md: end
  }
}
