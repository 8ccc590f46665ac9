#!/bin/sh
# A table of one integer column cannot be written without a geometry library. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.parquet</groupId><artifactId>parquet-hadoop</artifactId><version>1.18.1</version>
      <exclusions><exclusion><groupId>EXCLUDED</groupId><artifactId>jts-core</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-api</artifactId><version>3.4.3</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-runtime</artifactId><version>3.4.3</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
X
cat > Write.java <<'X'
import java.nio.file.*;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.Version;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.*;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.*;

public class Write {
  public static void main(String[] args) throws Exception {
    MessageType schema = MessageTypeParser.parseMessageType("message day { required int64 views; }");
    try (ParquetWriter<org.apache.parquet.example.data.Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(Path.of(args[0] + ".parquet")))
            .withType(schema)
            .withConf(new Configuration(false))
            .build()) {
      writer.write(new SimpleGroupFactory(schema).newGroup().append("views", 7L));
      System.out.println(args[0] + " JTS: written, by parquet-java " + Version.VERSION_NUMBER);
    } catch (NoClassDefFoundError e) {
      System.out.println(args[0] + " JTS: " + e);
    }
  }
}
X
cat > expected <<'X'
with JTS: written, by parquet-java 1.18.1
without JTS: java.lang.NoClassDefFoundError: org/locationtech/jts/io/ParseException
X
class_path() {
  mvn -q -B -f "$1" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path \
    > mvn.log 2>&1 || { cat mvn.log; exit 1; }
  cat class-path
}
sed 's/EXCLUDED/org.locationtech.jts/' pom.xml > without.xml
java -cp "$(class_path pom.xml)" Write.java with > out
java -cp "$(class_path without.xml)" Write.java without >> out
cat <<'X'
guess: parquet-java uses JTS for columns of type GEOMETRY; who has none can exclude jts-core (1 MB), as one excludes a codec.
behaviour: since the geospatial types every writer loads a class that refers to JTS, for any column.
output:
X
cat out
diff expected out
