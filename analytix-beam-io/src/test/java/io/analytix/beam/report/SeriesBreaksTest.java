// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.time.LocalDate;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

final class SeriesBreaksTest {

  @Test
  void all_areInOrderAndNameTheirSource() {
    assertThat(SeriesBreaks.all())
        .isInOrder(Comparator.comparing(SeriesBreak::began).thenComparing(SeriesBreak::complete));
    for (SeriesBreak it : SeriesBreaks.all()) {
      assertWithMessage(it.text()).that(it.complete()).isAtLeast(it.began());
      assertWithMessage(it.text())
          .that(it.source())
          .matches("https://developers\\.google\\.com/.+");
      assertWithMessage(it.text()).that(it.change()).matches("\\S.*[^.]");
    }
  }

  @Test
  void ofColumn_returnsItsBreaksOnly() {
    assertThat(SeriesBreaks.ofColumn("views").stream().map(SeriesBreak::days))
        .containsExactly("2025-03-31", "2026-08-24 to 2026-08-27")
        .inOrder();
    assertThat(SeriesBreaks.ofColumn("age_group")).hasSize(1);
    assertThat(SeriesBreaks.ofColumn("likes")).isEmpty();
  }

  @Test
  void isWithin_needsADayBeforeAndADaySince() {
    SeriesBreak shorts = SeriesBreaks.ofColumn("views").get(0);
    assertThat(isWithin(shorts, "2025-03-30", "2025-03-31")).isTrue();
    assertThat(isWithin(shorts, "2025-03-01", "2025-03-30")).isFalse();
    assertThat(isWithin(shorts, "2025-03-31", "2025-04-30")).isFalse();
  }

  @Test
  void isWithin_ofAChangeThatTookDaysIncludesThem() {
    SeriesBreak allFormats = SeriesBreaks.ofColumn("views").get(1);
    assertThat(isWithin(allFormats, "2026-08-26", "2026-08-26")).isTrue();
    assertThat(isWithin(allFormats, "2026-08-01", "2026-08-24")).isTrue();
    assertThat(isWithin(allFormats, "2026-08-01", "2026-08-23")).isFalse();
    assertThat(isWithin(allFormats, "2026-08-27", "2026-09-30")).isFalse();
  }

  @Test
  void text_namesColumnsAsTablesDo() {
    assertThat(SeriesBreaks.ofColumn("views").get(0).text())
        .isEqualTo(
            "The series of views breaks on 2025-03-31: views of Shorts count every start and every"
                + " replay. Compare engaged_views instead.");
  }

  private static boolean isWithin(SeriesBreak it, String first, String last) {
    return it.isWithin(LocalDate.parse(first), LocalDate.parse(last));
  }
}
