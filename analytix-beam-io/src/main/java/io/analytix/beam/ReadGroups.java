// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.RetryPolicy;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Reads the groups, or the members of all groups, of every token record of a store: the table as it
 * is on the day of the run, followed through all pages.
 *
 * <p>Bounded. Asks one record after another at the pace of its quota, which it does not share with
 * another read of the same pipeline: give each its part. A record's rows count whole or not at all;
 * passing failures are asked again, and what remains is the record's one outcome.
 */
public final class ReadGroups extends PTransform<PBegin, GroupsResult> {
  private final ReadOptions options;
  private final GroupTable table;

  ReadGroups(ReadOptions options, GroupTable table) {
    this.options = options;
    this.table = table;
  }

  /** Sets where the token records are kept. Required. */
  public ReadGroups withTokenStore(TokenStore.Factory stores) {
    return with(options.toBuilder().setTokenStore(stores).build());
  }

  /** Sets where the OAuth client is read from. Required. */
  public ReadGroups withClientSecrets(ClientSecretsSource source) {
    return with(options.toBuilder().setClientSecrets(source).build());
  }

  /** Sets the quota of this read; by default {@link Quota#DEFAULT}. */
  public ReadGroups withQuota(Quota quota) {
    return with(options.toBuilder().setQuota(quota).build());
  }

  /** Sets where Google is; by default its own addresses. */
  public ReadGroups withEndpoints(Endpoints endpoints) {
    return with(options.toBuilder().setEndpoints(endpoints).build());
  }

  /** Sets how passing failures are asked again; by default {@link RetryPolicy#DEFAULT}. */
  public ReadGroups withRetries(RetryPolicy retries) {
    return with(options.toBuilder().setRetries(retries).build());
  }

  private ReadGroups with(ReadOptions changed) {
    return new ReadGroups(changed, table);
  }

  @Override
  public GroupsResult expand(PBegin begin) {
    TokenStore.Factory stores = options.tokenStore();
    if (stores == null || options.clientSecrets() == null) {
      throw new IllegalStateException("withTokenStore and withClientSecrets are required");
    }
    PCollectionTuple read =
        begin
            .apply("Start", Create.of(new byte[0]).withCoder(ByteArrayCoder.of()))
            .apply("ListTokenRecords", ParDo.of(new ListTokenRecordsFn(stores)))
            .setCoder(StringUtf8Coder.of())
            .apply(
                "OneLane", WithKeys.<String, String>of("").withKeyType(TypeDescriptors.strings()))
            .apply("ByLane", GroupByKey.create())
            .apply(
                "FetchGroups",
                ParDo.of(new FetchGroupsFn(options, table))
                    .withOutputTags(FetchGroupsFn.ROWS, TupleTagList.of(FetchGroupsFn.OUTCOMES)));
    return new GroupsResult(
        read.get(FetchGroupsFn.ROWS).setRowSchema(table.schema()),
        read.get(FetchGroupsFn.OUTCOMES)
            .setSchema(
                OutcomeRow.SCHEMA,
                TypeDescriptor.of(Outcome.class),
                OutcomeRow::of,
                OutcomeRow::read));
  }
}
