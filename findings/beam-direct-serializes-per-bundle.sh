#!/bin/sh
# The DirectRunner serializes a DoFn for every bundle. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-sdks-java-core</artifactId><version>2.73.0</version></dependency>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-runners-direct-java</artifactId><version>2.73.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
X
cat > Serialized.java <<'X'
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;

public class Serialized {
  static final AtomicInteger SERIALIZED = new AtomicInteger();
  static final AtomicInteger BUNDLES = new AtomicInteger();

  static class CountFn extends DoFn<Integer, Void> {
    @StartBundle
    public void start() {
      BUNDLES.incrementAndGet();
    }

    @ProcessElement
    public void process(@Element Integer element) {}

    private void writeObject(ObjectOutputStream out) throws IOException {
      SERIALIZED.incrementAndGet();
      out.defaultWriteObject();
    }
  }

  static int serialized(int elements) {
    SERIALIZED.set(0);
    BUNDLES.set(0);
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(IntStream.range(0, elements).boxed().toList()))
        .apply(Reshuffle.viaRandomKey())
        .apply(ParDo.of(new CountFn()));
    pipeline.run().waitUntilFinish();
    return SERIALIZED.get();
  }

  public static void main(String[] args) {
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    int few = serialized(1);
    int many = serialized(1001);
    System.out.println("bundles: " + BUNDLES.get());
    System.out.println("serialized again for each further bundle, times: " + (many - few) / 1000);
  }
}
X
cat > expected <<'X'
version: Beam 2.73.0
bundles: 1001
serialized again for each further bundle, times: 2
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -cp "$(cat class-path)" Serialized.java
java -cp ".:$(cat class-path)" Serialized > out
cat <<'X'
guess: a DoFn is serialized when the pipeline is built, and a runner in the same process deserializes it once per thread.
behaviour: the DirectRunner translates the ParDo to a protocol buffer, with its serialized DoFn, each time it begins a
  bundle, and more than once. After a Reshuffle, which makes a bundle of each element, that costs more than small work.
output:
X
cat out
diff expected out
