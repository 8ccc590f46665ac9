#!/bin/sh
# The first file's name decides whether a column is lost or an error. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.duckdb</groupId><artifactId>duckdb_jdbc</artifactId><version>2.0.0.1</version></dependency>
  </dependencies>
</project>
X
cat > Folder.java <<'X'
import java.nio.file.*;
import java.sql.*;
import java.util.*;

public class Folder {
  static String read(Connection connection, String files) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + files)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(result.getMetaData().getColumnName(i));
      }
      int rows = 0;
      while (result.next()) {
        rows++;
      }
      return rows + " rows of " + columns;
    } catch (SQLException e) {
      return e.getMessage().replaceAll("(?s).*(schema mismatch in glob).*", "error: $1");
    }
  }

  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      System.out.println("version: DuckDB " + connection.getMetaData().getDatabaseProductVersion());
      for (String folder : List.of("added", "removed")) {
        Files.createDirectory(Path.of(folder));
      }
      String old = "COPY (SELECT 1 AS views) TO '%s.parquet'";
      String added = "COPY (SELECT 2 AS views, 7 AS likes) TO '%s.parquet'";
      statement.execute(old.formatted("added/2026-01"));
      statement.execute(added.formatted("added/2026-02"));
      statement.execute(added.formatted("removed/2026-01"));
      statement.execute(old.formatted("removed/2026-02"));
      System.out.println("the second file has one more column: " + read(connection, "'added/*.parquet'"));
      System.out.println("the second file has one column less: " + read(connection, "'removed/*.parquet'"));
      System.out.println("union_by_name: " + read(connection, "read_parquet('added/*.parquet', union_by_name = true)"));
    }
  }
}
X
cat > expected <<'X'
version: DuckDB v2.0.0
the second file has one more column: 2 rows of [views]
the second file has one column less: error: schema mismatch in glob
union_by_name: 2 rows of [views, likes]
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
java -cp "$(cat class-path)" Folder.java > out
cat <<'X'
guess: files of a folder that differ in a column are treated alike, whichever comes first: united, or refused.
behaviour: the first file by name gives the columns. A column that only later files have is absent without a word; one that
  only the first file has is an error. So a new metric in newer files stays invisible, and SELECT * looks complete.
output:
X
cat out
diff expected out
