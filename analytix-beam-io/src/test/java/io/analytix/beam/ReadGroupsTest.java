// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class ReadGroupsTest {
  @TempDir Path folder;

  private final SimulatedChannel one = SimulatedChannel.named("one").build();
  private final SimulatedChannel two = SimulatedChannel.named("two").build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(
          World.builder(4).channel(one).channel(two).contentOwner("network", one, two).build());

  @BeforeEach
  void write() throws Exception {
    google.writeTokenRecords(folder.resolve("tokens"));
    google.writeTokenRecord(folder.resolve("tokens"), google.world().contentOwners().get(0));
    google.writeClientSecrets(folder.resolve("client.json"));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private ReadGroups configured(ReadGroups read) {
    return read.withTokenStore(FileTokenStore.in(folder.resolve("tokens").toString()))
        .withClientSecrets(ClientSecretsSource.file(folder.resolve("client.json").toString()))
        .withQuota(Quota.perMinute(1_000_000))
        .withEndpoints(
            Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()));
  }

  private static PCollection<String> texts(PCollection<Row> rows, String... columns) {
    List<String> names = List.of(columns);
    return rows.apply(
        "RowTexts",
        MapElements.into(TypeDescriptors.strings())
            .via(row -> String.join(" ", names.stream().map(n -> "" + row.getValue(n)).toList())));
  }

  private static PCollection<String> endings(PCollection<Outcome> outcomes) {
    return outcomes.apply(
        "Endings",
        MapElements.into(TypeDescriptors.strings())
            .via(
                one ->
                    String.join(
                        " ",
                        one.tokenRecord(),
                        one.report(),
                        one.status().name(),
                        "" + one.cause(),
                        "" + one.rows(),
                        "" + one.requests())));
  }

  @Test
  void readGroups_ofAllRecords_hasEveryPageAndOneOutcomeARecord(TestPipeline pipeline) {
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 51; number++) {
      String id = google.makeGroup("channel==" + one.id(), "G" + number, "youtube#video", "v");
      expected.add("one " + one.id() + " null " + id + " G" + number + " 1 youtube#video");
    }
    String id = google.makeGroup("contentOwner==network", "All", "youtube#channel", one.id());
    expected.add("network null network " + id + " All 1 youtube#channel");

    GroupsResult result = pipeline.apply(configured(AnalytixIO.readGroups()));

    PAssert.that(
            texts(
                result.rows(),
                "token_record",
                "channel_id",
                "content_owner",
                "group_id",
                "title",
                "item_count",
                "item_type"))
        .containsInAnyOrder(expected);
    PAssert.that("outcomes", endings(result.outcomes()))
        .containsInAnyOrder(
            "one groups OK null 51 2", "two groups EMPTY null 0 1", "network groups OK null 1 1");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readGroupItems_ofAllRecords_hasTheMembersOfEveryGroup(TestPipeline pipeline) {
    String best = google.makeGroup("channel==" + one.id(), "Best", "youtube#video", "v1", "v2");
    String next = google.makeGroup("channel==" + one.id(), "Next", "youtube#playlist", "p1");

    GroupsResult result = pipeline.apply(configured(AnalytixIO.readGroupItems()));

    PAssert.that(texts(result.rows(), "group_id", "resource_kind", "resource_id"))
        .containsInAnyOrder(
            best + " youtube#video v1", best + " youtube#video v2", next + " youtube#playlist p1");
    PAssert.that("outcomes", endings(result.outcomes()))
        .containsInAnyOrder(
            "one group_items OK null 3 3",
            "two group_items EMPTY null 0 1",
            "network group_items EMPTY null 0 1");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readGroups_recordsThatFail_haveOutcomesAndCostNobodyElseARow(TestPipeline pipeline) {
    String kept = google.makeGroup("channel==" + one.id(), "Kept", "youtube#video");
    google.revoke(two.id());
    google.faults().next(Call.Kind.GROUPS, 1, Fault.SERVICE_UNAVAILABLE);

    GroupsResult result = pipeline.apply(configured(AnalytixIO.readGroups()));

    PAssert.that(texts(result.rows(), "group_id")).containsInAnyOrder(kept);
    PAssert.that("outcomes", endings(result.outcomes()))
        .containsInAnyOrder(
            "network groups EMPTY null 0 2",
            "one groups OK null 1 1",
            "two groups FAILED TOKEN_REVOKED 0 0");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void expand_withoutAStore_saysWhatIsRequired(TestPipeline pipeline) {
    pipeline.enableAbandonedNodeEnforcement(false);
    assertThat(
            assertThrows(
                IllegalStateException.class, () -> pipeline.apply(AnalytixIO.readGroups())))
        .hasMessageThat()
        .contains("withTokenStore and withClientSecrets are required");
  }
}
