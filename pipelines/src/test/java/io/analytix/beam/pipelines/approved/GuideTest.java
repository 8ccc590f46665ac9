// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files for readers that are generated from the code and from {@code src/changes}. */
final class GuideTest {
  @Test
  void reportsPage_isWhatTheCodeSays() throws IOException {
    ApprovedText.at("src/site/reports.md").assertSays(ReportsPage.text());
  }

  @Test
  void columnsPage_isWhatTheCodeSays() throws IOException {
    ApprovedText.at("src/site/columns.md").assertSays(ColumnsPage.text());
  }

  @Test
  void readersPage_hasTheMatrixThatTheCommandChecks() throws IOException {
    ApprovedText page = ApprovedText.at("src/site/readers.md");

    page.assertSays(
        ReadersPage.text(page.approved(), Path.of("../src/interop/readers/matrix.tsv")));
  }

  @Test
  void transformsPage_isWhatTheCodeSays() throws IOException {
    ApprovedText.at("src/site/transforms.md").assertSays(TransformsPage.text());
  }

  @Test
  void changelog_isWhatTheChangesSay() throws IOException {
    ApprovedText changelog = ApprovedText.at("CHANGELOG.md");

    changelog.assertSays(Changelog.text(Path.of("../src/changes"), changelog.approved()));
  }
}
