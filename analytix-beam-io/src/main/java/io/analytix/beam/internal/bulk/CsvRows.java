// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.analytix.beam.bulk.BulkFormatException;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.bulk.SortedNumbers;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses and checks the CSV of one file by RFC 4180: the header by name, the width of every line,
 * the type of every cell, the day and the channel of every row, and that keys are unique.
 */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {
  private final BulkReportType type;
  private final FileValues values;
  private final RowSink sink;
  private final List<String> header = new ArrayList<>();
  private final SortedNumbers keys;
  private @Nullable BulkTable table;
  private @Nullable FileCells cells;
  private @Nullable BulkFormatException problem;
  private int dateField = -1;
  private int channelField = -1;
  private int width;
  private boolean lastIsQuoted;
  private long line;
  private long rows;

  private CsvRows(BulkReportType type, FileValues values, RowSink sink, SortedNumbers keys) {
    this.type = type;
    this.values = values;
    this.sink = sink;
    this.keys = keys;
  }

  /**
   * What was read.
   *
   * @param lastIsQuoted whether the last cell is in quotes
   */
  record Result(BulkTable table, long rows, boolean lastIsQuoted) {}

  /**
   * Reads a whole file.
   *
   * @throws BulkFormatException if it is not a file of this type
   * @throws WrongChannelException if it has rows of another channel
   */
  static Result read(Reader csv, BulkReportType type, FileValues values, RowSink sink)
      throws IOException {
    try (SortedNumbers keys = new SortedNumbers()) {
      CsvRows rows = new CsvRows(type, values, sink, keys);
      try (CloseableIterator<Boolean> records =
          CsvReader.builder()
              .skipEmptyLines(false)
              .allowMissingFields(true)
              .allowExtraFields(true)
              .allowExtraCharsAfterClosingQuote(false)
              .detectBomHeader(false)
              .build(rows, withoutByteOrderMark(csv))
              .iterator()) {
        while (records.hasNext()) {
          Boolean unused = records.next();
          rows.endRecord();
        }
      } catch (CsvParseException e) {
        throw rows.refusal("is no valid CSV: " + e.getMessage());
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      return rows.end();
    }
  }

  /** Before it is parsed: behind a mark, a quote would be one of the first name. */
  private static Reader withoutByteOrderMark(Reader csv) throws IOException {
    PushbackReader text = new PushbackReader(csv);
    int first = text.read();
    if (first >= 0 && first != '\uFEFF') {
      text.unread(first);
    }
    return text;
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    FileCells row = cells;
    if (row != null) {
      row.clear();
    }
  }

  @Override
  protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
    lastIsQuoted = quoted;
    FileCells row = cells;
    if (row == null) {
      header.add(new String(buffer, from, length));
    } else if (index < width && problem == null) {
      try {
        row.parse(index, buffer, from, length);
      } catch (BulkFormatException e) {
        problem = e;
      }
    }
  }

  @Override
  protected void handleEmpty() {
    handleField(0, new char[0], 0, 0, false);
  }

  @Override
  protected Boolean buildRecord() {
    return true;
  }

  private void endRecord() throws IOException {
    FileCells row = cells;
    BulkTable known = table;
    if (row == null || known == null) {
      begin();
      return;
    }
    if (getFieldCount() != width && !(width == 1 && getFieldCount() == 0)) {
      throw refusal(
          "has %d cell%s, but the header has %d"
              .formatted(getFieldCount(), getFieldCount() == 1 ? "" : "s", width));
    }
    if (problem != null) {
      throw refusal("is not valid: " + problem.getMessage());
    }
    rows++;
    check(row);
    if (known.hasUniqueKeys()) {
      keys.add(row.keyHash());
    }
    sink.add(row);
  }

  private void begin() throws IOException {
    BulkTable read = BulkTable.of(type, header);
    width = header.size();
    List<BulkTable.Field> fields = read.fields();
    for (int i = 0; i < fields.size(); i++) {
      BulkTable.Field field = fields.get(i);
      boolean ofFile = field.source() == BulkTable.Source.FILE;
      if (ofFile && read.isOfOneDay() && field.name().equals(BulkTable.DATE)) {
        dateField = i;
      }
      if (ofFile
          && type.audience() == BulkReportType.Audience.CHANNEL
          && field.name().equals(BulkTable.CHANNEL_ID)) {
        channelField = i;
      }
    }
    table = read;
    cells = new FileCells(read, values);
    sink.begin(read);
  }

  private void check(FileCells row) throws IOException {
    if (dateField >= 0
        && (row.isNull(dateField) || row.whole(dateField) != values.file().day().toEpochDay())) {
      throw refusal("has another date than the file, " + values.file().day());
    }
    if (channelField >= 0 && !row.text(channelField).equals(values.file().channelId())) {
      throw new WrongChannelException(row.text(channelField));
    }
  }

  private Result end() throws IOException {
    BulkTable known = table;
    if (known == null) {
      throw new CutBodyException("the file is empty: it has no header");
    }
    long repeated = keys.size() == 0 ? 0 : keys.repeated();
    if (repeated > 0) {
      throw new BulkFormatException(
          "the file has %d row%s whose dimensions an earlier row has, too"
              .formatted(repeated, repeated == 1 ? "" : "s"));
    }
    return new Result(known, rows, lastIsQuoted);
  }

  private BulkFormatException refusal(String what) {
    return new BulkFormatException("line " + line + " of the file " + what);
  }
}
