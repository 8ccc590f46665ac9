// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes a range of days as two numbers of days since 1970. */
final class DateRangeCoder extends AtomicCoder<DateRange> {
  @Override
  public void encode(DateRange dates, OutputStream out) throws IOException {
    VarLongCoder.of().encode(dates.first().toEpochDay(), out);
    VarLongCoder.of().encode(dates.last().toEpochDay(), out);
  }

  @Override
  public DateRange decode(InputStream in) throws IOException {
    LocalDate first = LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
    return new DateRange(first, LocalDate.ofEpochDay(VarLongCoder.of().decode(in)));
  }
}
