// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The pages of the guide that are lists: made of the code, so that they cannot lie. */
final class GuideTest {
  @Test
  void reportsPage_isWhatTheCodeSays() throws IOException {
    ApprovedText.at("src/site/reports.md").assertSays(ReportsPage.text());
  }

  @Test
  void columnsPage_isWhatTheCodeSays() throws IOException {
    ApprovedText.at("src/site/columns.md").assertSays(ColumnsPage.text());
  }
}
