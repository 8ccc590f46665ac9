// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.storage.StoredLock;
import io.analytix.beam.pipelines.storage.WriteLock;
import io.analytix.beam.pipelines.storage.WriteLockContract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetLockCellTest extends WriteLockContract {
  private final Set<String> ended = new HashSet<>();
  private FakeBigQuery bigQuery;
  private DatasetClient client;

  @BeforeEach
  void start(@TempDir Path temp) throws IOException, SQLException {
    bigQuery = new FakeBigQuery("ds", "US");
    client =
        DatasetClient.open(DatasetPlan.named(SinkRun.DATASET), SinkRun.options(bigQuery, temp));
    var unused =
        new ReportTables(
                client, new DatasetExpiration(client.dataset(), null, null), Clock.systemUTC())
            .prepare(TableShape.outcomes());
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
  }

  @Override
  protected WriteLock lock() {
    return new StoredLock(
        new DatasetLockCell(client), (owner, asker) -> ended.contains(owner.token()));
  }

  @Override
  protected void leaveByEndedRun() {
    lock().take(request(FIRST));
    ended.add(FIRST.token());
  }

  @Override
  protected Class<BigQueryException> refusal() {
    return BigQueryException.class;
  }

  @Test
  void release_tableChangedInBetween_isTriedAgain() throws IOException {
    lock().take(request(FIRST));
    AtomicInteger patches = new AtomicInteger();
    bigQuery.faults(
        call -> {
          if (call.equals("PATCH ds/tables/analytix_outcomes") && patches.getAndIncrement() == 0) {
            bigQuery.patch("ds", TableShape.OUTCOMES, "{\"description\": \"changed\"}");
          }
          return Fault.NONE;
        });

    lock().release(FIRST);

    assertThat(patches.get()).isEqualTo(2);
    assertThrows(BigQueryException.class, () -> lock().require(FIRST));
  }

  @Test
  void lock_tableIsGone_isRefusedOrThrows() throws IOException {
    client.drop(TableShape.OUTCOMES);

    BigQueryException refused =
        assertThrows(BigQueryException.class, () -> lock().take(request(FIRST)));
    assertThat(refused)
        .hasMessageThat()
        .isEqualTo(
            "dataset proj:ds cannot be locked: table analytix_outcomes is gone, and the lock with it");
    assertThrows(IOException.class, () -> lock().require(FIRST));
    assertThrows(IOException.class, () -> lock().release(FIRST));
  }
}
