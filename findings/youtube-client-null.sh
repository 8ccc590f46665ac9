#!/bin/sh
# A null in a row of Google's YouTube Analytics client is an object. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.google.apis</groupId><artifactId>google-api-services-youtubeAnalytics</artifactId><version>v2-rev20230704-2.0.0</version></dependency>
    <dependency><groupId>com.google.http-client</groupId><artifactId>google-http-client-gson</artifactId><version>1.45.0</version></dependency>
  </dependencies>
</project>
X
cat > Cells.java <<'X'
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.Data;
import com.google.api.services.youtubeAnalytics.v2.YouTubeAnalytics;
import com.google.api.services.youtubeAnalytics.v2.model.QueryResponse;

public class Cells {
  public static void main(String[] args) throws Exception {
    String response = "{\"rows\": [[\"2026-01-01\", 12, null]]}";
    System.out.println("response: " + response);
    for (Object cell : GsonFactory.getDefaultInstance().fromString(response, QueryResponse.class).getRows().get(0)) {
      System.out.println(cell.getClass().getName() + ", == null: " + (cell == null) + ", Data.isNull: " + Data.isNull(cell));
    }
  }
}
X
cat > expected <<'X'
response: {"rows": [["2026-01-01", 12, null]]}
java.lang.String, == null: false, Data.isNull: false
java.math.BigDecimal, == null: false, Data.isNull: false
java.lang.Object, == null: false, Data.isNull: true
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
java -cp "$(cat class-path)" Cells.java > out
cat <<'X'
version: google-api-services-youtubeAnalytics v2-rev20230704-2.0.0
guess: getRows() gives null where the response has null, so a cell is null, a String or a number.
behaviour: a null is a marker of class java.lang.Object, which only Data.isNull knows. A check for null passes it on; a cast
  fails, and String.valueOf stores the address of an object.
output:
X
cat out
diff expected out
