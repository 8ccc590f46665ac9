// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/** Run ids sort by time, to the millisecond, so that the newest outcomes can be found by name. */
final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunIds() {}

  /** A step with the run id as its side input, if it is given. */
  static <InputT, OutputT> ParDo.SingleOutput<InputT, OutputT> given(
      @Nullable PCollectionView<String> runId, DoFn<InputT, OutputT> step) {
    return runId == null ? ParDo.of(step) : ParDo.of(step).withSideInputs(runId);
  }

  /** A run id that was never drawn before. */
  static String draw(Instant now) {
    int milliseconds = now.get(ChronoField.MILLI_OF_SECOND);
    int random = ThreadLocalRandom.current().nextInt(0x100000);
    return TIME.format(now) + "-%03x%05x".formatted(milliseconds, random);
  }
}
