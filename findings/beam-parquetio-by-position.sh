#!/bin/sh
# ParquetIO.read(schema) takes columns by position, without an error. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-sdks-java-io-parquet</artifactId><version>2.71.0</version></dependency>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-runners-direct-java</artifactId><version>2.71.0</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-api</artifactId><version>3.4.3</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-runtime</artifactId><version>3.4.3</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
X
cat > Columns.java <<'X'
import org.apache.avro.*;
import org.apache.avro.generic.*;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;

public class Columns {
  static class Print extends DoFn<GenericRecord, Void> {
    final String how;

    Print(String how) {
      this.how = how;
    }

    @ProcessElement
    public void process(@Element GenericRecord read) {
      System.out.println(how + ": " + read);
    }
  }

  static void read(String how, ParquetIO.Read read) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(read.from("file-*")).apply(ParDo.of(new Print(how)));
    pipeline.run().waitUntilFinish();
  }

  public static void main(String[] args) {
    Schema both = SchemaBuilder.record("day").fields().requiredLong("views").requiredLong("likes").endRecord();
    Schema likes = SchemaBuilder.record("day").fields().requiredLong("likes").endRecord();
    Schema swapped = SchemaBuilder.record("day").fields().requiredLong("likes").requiredLong("views").endRecord();
    Schema nullableViews = SchemaBuilder.record("day").fields().optionalLong("views").requiredLong("likes").endRecord();
    GenericRecord row = new GenericRecordBuilder(both).set("views", 1000L).set("likes", 7L).build();
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(row).withCoder(AvroCoder.of(both)))
        .apply(FileIO.<GenericRecord>write().via(ParquetIO.sink(both)).to(".").withPrefix("file").withNumShards(1));
    pipeline.run().waitUntilFinish();
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    System.out.println("written: " + row);
    read("read(likes)", ParquetIO.read(likes));
    read("read(likes, views)", ParquetIO.read(swapped));
    read("withProjection(likes, nullable views and likes)", ParquetIO.read(both).withProjection(likes, nullableViews));
  }
}
X
cat > expected <<'X'
version: Beam 2.71.0
written: {"views": 1000, "likes": 7}
read(likes): {"likes": 1000}
read(likes, views): {"likes": 1000, "views": 7}
withProjection(likes, nullable views and likes): {"views": null, "likes": 7}
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -cp "$(cat class-path)" Columns.java
java -cp ".:$(cat class-path)" Columns > out
cat <<'X'
guess: columns of Parquet and fields of Avro have names; a schema of one field reads the column of that name, or fails.
behaviour: the schema's first field gets the file's first column, whatever its name is. Right is withProjection, whose
  second schema has all columns of the file in their order, those that are not read nullable.
output:
X
cat out
diff expected out
