// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

// authorization.md: store
/** Token records in a table: {@code tokens (name VARCHAR PRIMARY KEY, record VARCHAR NOT NULL)}. */
public final class SqlTokenStore implements TokenStore {
  private final String url;

  private SqlTokenStore(String url) {
    this.url = url;
  }

  /** A factory for the records in the database at a JDBC address, which holds no password. */
  public static Factory at(String url) {
    return () -> new SqlTokenStore(url);
  }

  @Override
  public List<String> names() throws IOException {
    return texts("SELECT name FROM tokens ORDER BY name");
  }

  @Override
  public TokenRecord read(String name) throws TokenRecordException, IOException {
    List<String> records = texts("SELECT record FROM tokens WHERE name = ?", name);
    if (records.isEmpty()) {
      throw new TokenRecordException("the token record no longer exists");
    }
    return TokenRecord.parse(records.get(0).getBytes(UTF_8));
  }

  /** Compares the rows' texts, so it must be this store that wrote them. */
  @Override
  public boolean replace(String name, TokenRecord read, TokenRecord changed) throws IOException {
    return update(
            "UPDATE tokens SET record = ? WHERE name = ? AND record = ?",
            text(changed),
            name,
            text(read))
        == 1;
  }

  @Override
  public void save(String name, TokenRecord consented) throws IOException {
    int unused =
        update(
            "INSERT INTO tokens VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET record = excluded.record",
            name,
            text(consented));
  }

  private static String text(TokenRecord record) {
    return new String(record.toJson(), UTF_8);
  }

  private List<String> texts(String query, String... values) throws IOException {
    try (Connection database = DriverManager.getConnection(url);
        PreparedStatement statement = prepared(database, query, values);
        ResultSet rows = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw unanswered(e);
    }
  }

  private int update(String command, String... values) throws IOException {
    try (Connection database = DriverManager.getConnection(url);
        PreparedStatement statement = prepared(database, command, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw unanswered(e);
    }
  }

  private static PreparedStatement prepared(Connection database, String sql, String... values)
      throws SQLException {
    PreparedStatement statement = database.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  /** Without the database's own message, which may quote a value. */
  private static IOException unanswered(SQLException e) {
    return new IOException("token records: the database did not answer (" + e.getSQLState() + ")");
  }
}
// authorization.md: end
