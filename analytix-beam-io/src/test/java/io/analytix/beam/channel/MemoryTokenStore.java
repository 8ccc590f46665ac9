// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A store in memory, whose calls can be made to fail. */
public final class MemoryTokenStore implements TokenStore {
  private final TreeMap<String, byte[]> records = new TreeMap<>();
  private Exception readFailure;
  private Exception writeFailure;

  /** Puts a record with these refresh token and channel id, which may be null. */
  public synchronized MemoryTokenStore put(String name, String refreshToken, String channelId) {
    String pin = channelId == null ? "" : ",\"channel_id\":\"" + channelId + "\"";
    return put(name, "{\"refresh_token\":\"" + refreshToken + "\"" + pin + "}");
  }

  /** Puts a record's text. */
  public synchronized MemoryTokenStore put(String name, String json) {
    records.put(name, json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /**
   * Lets every read fail from now on with an IOException or a RuntimeException; null to let them
   * succeed again.
   */
  public synchronized void failReads(Exception failure) {
    readFailure = failure;
  }

  /** Lets every write fail from now on with an IOException or a RuntimeException. */
  public synchronized void failWrites(Exception failure) {
    writeFailure = failure;
  }

  @Override
  public synchronized List<String> names() {
    return List.copyOf(records.keySet());
  }

  @Override
  public synchronized TokenRecord read(String name) throws TokenRecordException, IOException {
    fail(readFailure);
    byte[] json = records.get(name);
    if (json == null) {
      throw new TokenRecordException("the token record no longer exists");
    }
    return TokenRecord.parse(json);
  }

  @Override
  public synchronized boolean replace(String name, TokenRecord read, TokenRecord changed)
      throws TokenRecordException, IOException {
    fail(writeFailure);
    if (!Arrays.equals(read(name).toJson(), read.toJson())) {
      return false;
    }
    records.put(name, changed.toJson());
    return true;
  }

  private static void fail(Exception with) throws IOException {
    if (with instanceof IOException failure) {
      throw failure;
    }
    if (with instanceof RuntimeException failure) {
      throw failure;
    }
  }
}
