#!/bin/sh
# A valid JSON number ends readTree with an exception that is no IOException. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.23.0</version></dependency>
  </dependencies>
</project>
X
cat > Numbers.java <<'X'
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.cfg.PackageVersion;

public class Numbers {
  static String read(ObjectMapper mapper, String json) {
    try {
      return mapper.readTree(json).toString();
    } catch (JsonProcessingException e) {
      return "JsonProcessingException";
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  public static void main(String[] args) {
    ObjectMapper doubles = new ObjectMapper();
    ObjectMapper decimals = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    System.out.println("version: Jackson " + PackageVersion.VERSION);
    for (String json : new String[] {"1e999999", "1e9999999999", "1e"}) {
      System.out.println(json + ": as double " + read(doubles, json) + ", as decimal " + read(decimals, json));
    }
  }
}
X
cat > expected <<'X'
version: Jackson 2.23.0
1e999999: as double "Infinity", as decimal 1E+999999
1e9999999999: as double "Infinity", as decimal java.lang.NumberFormatException
1e: as double JsonProcessingException, as decimal JsonProcessingException
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
java -cp "$(cat class-path)" Numbers.java > out
cat <<'X'
guess: whatever readTree cannot take raises a JsonProcessingException, which it declares; catching that handles bad input.
behaviour: with USE_BIG_DECIMAL_FOR_FLOATS a number whose exponent does not fit into an int raises NumberFormatException,
  which nothing makes the caller catch. As a double the same number is read, and printed as a string.
output:
X
cat out
diff expected out
