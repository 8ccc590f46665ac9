// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.view;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;

/**
 * The view {@code analytix_freshness}: the last answered day, the last success and the status of
 * the last attempt for each report and channel. A request that failed before its channel was known
 * counts for the only other channel of its token record, if there is exactly one.
 */
public final class FreshnessView {
  static final String NAME = "analytix_freshness";

  private FreshnessView() {}

  public static ViewSpec of(DatasetName dataset) {
    String outcomes = dataset.table(TableShape.OUTCOMES);
    return new ViewSpec(
        NAME,
        "Last answered day, last success and status of the last attempt, by report and channel.",
        """
        WITH known AS (
          SELECT token_record, content_owner, MAX(channel_id) AS only_channel
          FROM %1$s
          WHERE channel_id IS NOT NULL
          GROUP BY token_record, content_owner
          HAVING COUNT(DISTINCT channel_id) = 1
        ),
        attempts AS (
          SELECT
            outcome.report,
            COALESCE(outcome.channel_id, known.only_channel) AS channel_id,
            outcome.content_owner,
            outcome.token_record,
            outcome.run_id,
            outcome.status,
            outcome.cause,
            outcome.answered_through,
            outcome.finished_at
          FROM %1$s AS outcome
          LEFT JOIN known
          ON known.token_record = outcome.token_record
            AND known.content_owner IS NOT DISTINCT FROM outcome.content_owner
        ),
        numbered AS (
          SELECT
            attempts.*,
            ROW_NUMBER() OVER (
              PARTITION BY
                report, channel_id, content_owner,
                CASE WHEN channel_id IS NULL THEN token_record END
              ORDER BY run_id DESC, cause IS NULL, finished_at DESC) AS number
          FROM attempts
        )
        SELECT
          report,
          channel_id,
          content_owner,
          MAX(CASE WHEN number = 1 THEN token_record END) AS token_record,
          MAX(answered_through) AS last_answered_day,
          MAX(CASE WHEN status IN ('OK', 'TRUNCATED', 'EMPTY', 'UNCHANGED') THEN finished_at END)
            AS last_success_at,
          MAX(finished_at) AS last_attempt_at,
          MAX(CASE WHEN number = 1 THEN status END) AS last_status,
          MAX(CASE WHEN number = 1 THEN cause END) AS last_cause
        FROM numbered
        GROUP BY
          report, channel_id, content_owner, CASE WHEN channel_id IS NULL THEN token_record END
        """
            .formatted(outcomes));
  }
}
