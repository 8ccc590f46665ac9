// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import org.junit.jupiter.api.Test;

final class GlossaryTest {
  @Test
  void ofReport_everyBuiltInReport_isASentence() {
    for (String name : Reports.names()) {
      assertWithMessage(name).that(Glossary.ofReport(name).orElse("")).matches("[A-Z].*\\.");
    }
  }

  @Test
  void ofColumn_everyColumnOfTheApi_isAPhrase() {
    for (String name : Columns.all().keySet()) {
      assertWithMessage(name).that(Glossary.ofColumn(name).orElse("")).matches("\\S.*[^.]");
    }
  }

  @Test
  void ofColumn_everyColumnOfABuiltInReport_isAPhrase() {
    for (ReportDefinition report : Reports.builtInReports()) {
      for (Column column : report.columns()) {
        assertWithMessage(report.name() + " " + column.apiName())
            .that(Glossary.ofColumn(column.apiName()).orElse(""))
            .matches("\\S.*[^.]");
      }
    }
  }

  @Test
  void ofColumn_unknownName_isEmpty() {
    assertThat(Glossary.ofColumn("impressions")).isEmpty();
    assertThat(Glossary.ofReport("impressions")).isEmpty();
  }
}
