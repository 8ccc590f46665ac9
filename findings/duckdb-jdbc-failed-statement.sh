#!/bin/sh
# A query that fails closes DuckDB's JDBC statement. Needs a JDK 17, Maven and a Maven repository.
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
cat > Retry.java <<'X'
import java.sql.*;

public class Retry {
  static void query(Statement statement, String sql) throws SQLException {
    String outcome;
    try (ResultSet result = statement.executeQuery(sql)) {
      outcome = "a result";
    } catch (SQLException e) {
      outcome = e.getMessage().lines().findFirst().orElse("");
    }
    System.out.println(sql + ": " + outcome + ", isClosed: " + statement.isClosed());
  }

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      System.out.println("version: DuckDB " + connection.getMetaData().getDatabaseProductVersion());
      query(statement, "SELECT 1");
      query(statement, "SELECT error('bad day')");
      query(statement, "SELECT 1");
    }
  }
}
X
cat > expected <<'X'
version: DuckDB v2.0.0
SELECT 1: a result, isClosed: false
SELECT error('bad day'): Invalid Input Error: bad day, isClosed: true
SELECT 1: Statement was closed, isClosed: true
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
java -cp "$(cat class-path)" Retry.java > out
cat <<'X'
guess: a java.sql.Statement is open until it or its connection is closed, so a statement whose query failed takes the next.
behaviour: the failure closes the statement. The next query, however good, fails with "Statement was closed"; a retry needs
  a new statement.
output:
X
cat out
diff expected out
