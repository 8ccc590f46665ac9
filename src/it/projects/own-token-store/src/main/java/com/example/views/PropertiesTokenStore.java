// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.views;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** One properties file in which each key is a token record's name, and each value its JSON. */
public final class PropertiesTokenStore implements TokenStore {
  private final Path file;

  private PropertiesTokenStore(Path file) {
    this.file = file;
  }

  /** The records in the file at this path. */
  public static Factory in(String path) {
    return () -> new PropertiesTokenStore(Path.of(path));
  }

  @Override
  public synchronized List<String> names() throws IOException {
    return load().stringPropertyNames().stream().sorted().toList();
  }

  @Override
  public synchronized TokenRecord read(String name) throws TokenRecordException, IOException {
    String json = load().getProperty(name);
    if (json == null) {
      throw new TokenRecordException("the token record no longer exists");
    }
    return TokenRecord.parse(json.getBytes(UTF_8));
  }

  @Override
  public synchronized boolean replace(String name, TokenRecord read, TokenRecord changed)
      throws TokenRecordException, IOException {
    if (!Arrays.equals(read(name).toJson(), read.toJson())) {
      return false;
    }
    Properties records = load();
    records.setProperty(name, new String(changed.toJson(), UTF_8));
    try (Writer writer = Files.newBufferedWriter(file)) {
      records.store(writer, null);
    }
    return true;
  }

  private Properties load() throws IOException {
    Properties records = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      records.load(reader);
    }
    return records;
  }
}
