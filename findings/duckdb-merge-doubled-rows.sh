#!/bin/sh
# MERGE with two source rows for one target row: an error in one DuckDB, the first row's value in the other. Needs a JDK 17,
# Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
class_path() {
  mkdir "$1"
  cat > "$1/pom.xml" <<X
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.duckdb</groupId><artifactId>duckdb_jdbc</artifactId><version>$1</version></dependency>
  </dependencies>
</project>
X
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
}
cat > Merge.java <<'X'
import java.sql.*;

public class Merge {
  static final String MERGE =
      "MERGE INTO days USING (VALUES (1, 10), (1, 20)) AS loaded(day, views) ON days.day = loaded.day"
          + " WHEN MATCHED THEN UPDATE SET views = loaded.views"
          + " WHEN NOT MATCHED THEN INSERT VALUES (loaded.day, loaded.views)";

  static String merged(String rows) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE days AS SELECT * FROM (VALUES (1, 0)) AS t(day, views) WHERE " + rows);
      statement.execute(MERGE);
      ResultSet result = statement.executeQuery("SELECT list(views ORDER BY views)::VARCHAR FROM days");
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      return e.getMessage().replaceAll("(?s)\\..*", "");
    }
  }

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      System.out.println("version: DuckDB " + connection.getMetaData().getDatabaseProductVersion());
    }
    System.out.println("  day 1 is in the table: " + merged("true"));
    System.out.println("  day 1 is not in the table: " + merged("false"));
  }
}
X
cat > expected <<'X'
version: DuckDB v1.5.6
  day 1 is in the table: [10]
  day 1 is not in the table: [10, 20]
version: DuckDB v2.0.0
  day 1 is in the table: Invalid Input Error: MERGE INTO command cannot affect the same target row more than once
  day 1 is not in the table: [10, 20]
X
for version in 1.5.6.0 2.0.0.1; do
  class_path $version
  java -cp "$(cat $version/class-path)" Merge.java
done > out
cat <<'X'
guess: a MERGE whose source has two rows for one row of the table fails, as in BigQuery, in every version that has MERGE.
behaviour: 1.5 applies the first row and says nothing, 2.0 fails. Neither fails when no row of the table matches: both
  source rows are inserted, and the key is there twice.
output:
X
cat out
diff expected out
