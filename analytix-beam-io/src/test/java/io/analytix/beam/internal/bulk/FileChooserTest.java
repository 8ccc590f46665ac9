// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.youtube.BulkJob;
import io.analytix.beam.internal.youtube.BulkReport;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileChooserTest {
  private static final String TYPE = "channel_basic_a3";
  private static final String CHANNEL = "UCabcdefghijklmnopqrstuv";
  private static final LocalDate DAY = LocalDate.parse("2026-10-01");
  private static final Instant START = Instant.parse("2026-10-01T07:00:00Z");
  private static final Instant NOW = Instant.parse("2026-10-10T09:00:00Z");

  /** Files as ID@MICROSECONDS, outcomes as ID@MICROSECONDS=STATUS. */
  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        // Nothing is stored: the newest, and the others behind it.
        "11@5 12@7, '', 12 11",
        "9@5 10@5, '', 10 9",
        // Stored is the newest, or one that is not listed any more.
        "11@5 12@7, 12@7=OK, ''",
        "11@5000, 12@7000=OK, ''",
        "11@5000 13@9000, 12@7000=OK, 13",
        // Without rows, gone, failed, deferred.
        "11@5 12@7, 12@7=EMPTY, 11",
        "11@5 12@7, 12@7=EMPTY 11@5=OK, ''",
        "11@5 12@7, 12@7=GONE, 11",
        "11@5 12@7, 12@7=FAILED 11@5=OK, 12",
        "11@5 12@7, 12@7=DEFERRED, 12 11",
        // Stored outcomes have milliseconds, the list decides within one.
        "11@5700 12@5200, 12@5200=OK, 11",
        "11@5200 12@5700, 12@5700=OK, ''",
        // The same file on two pages, because the list moved between two requests.
        "11@5 12@7 12@7 11@5, '', 12 11",
        // A file that was generated again under its id.
        "11@9000, 11@5000=OK, 11",
      })
  void choose_filesOfADay_newestThatIsNotStoredComesFirst(
      String listed, String outcomes, String chosen) throws IOException {
    BulkLedger ledger =
        BulkLedger.read(
            (since, reader) -> words(outcomes).map(FileChooserTest::outcome).forEach(reader),
            NOW,
            NOW);

    List<JobWork> work =
        new FileChooser(ledger, false)
            .choose(List.of(listing(words(listed).map(FileChooserTest::file).toList())), 100);

    assertThat(
            work.stream()
                .flatMap(job -> job.days().stream())
                .flatMap(day -> day.files().stream())
                .map(BulkReport::id)
                .collect(Collectors.joining(" ")))
        .isEqualTo(chosen);
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
  }

  private static JobListing listing(List<BulkReport> files) {
    return new JobListing(
        new ChannelRef("record", CHANNEL, null, null),
        CHANNEL,
        null,
        TYPE,
        List.of(new BulkJob("job", TYPE, START, null)),
        files,
        null,
        false,
        1,
        0,
        NOW,
        NOW);
  }

  private static BulkReport file(String text) {
    return new BulkReport(
        id(text), "job", START, START.plus(1, ChronoUnit.DAYS), created(text), null, "");
  }

  private static Outcome outcome(String text) {
    String state = text.substring(text.indexOf('=') + 1);
    boolean gone = state.equals("GONE");
    Status status = gone ? Status.FAILED : Status.valueOf(state);
    boolean failed = status == Status.FAILED || status == Status.DEFERRED;
    return Outcome.builder()
        .runId("20261009-090000-00000000")
        .tokenRecord("record")
        .channelId(CHANNEL)
        .report(TYPE)
        .startDate(DAY)
        .endDate(DAY)
        .status(status)
        .answeredFrom(status == Status.OK ? DAY : null)
        .answeredThrough(status == Status.OK ? DAY : null)
        .cause(!failed ? null : gone ? Cause.NOT_FOUND : Cause.NETWORK)
        .retryable(failed && !gone)
        .startedAt(NOW)
        .finishedAt(NOW)
        .reportId(id(text))
        .reportCreatedAt(created(text).truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  private static String id(String text) {
    return text.substring(0, text.indexOf('@'));
  }

  private static Instant created(String text) {
    String micros = text.substring(text.indexOf('@') + 1).replaceFirst("=.*", "");
    return Instant.parse("2026-10-03T12:00:00Z").plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
