#!/bin/sh
# After Reshuffle, the DirectRunner makes a bundle of every element. Needs a JDK 17, Maven and a Maven repository.
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
cat > Bundles.java <<'X'
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.apache.beam.sdk.values.PCollection;

public class Bundles {
  static final AtomicInteger BUNDLES = new AtomicInteger();

  static class CountBundles extends DoFn<Integer, Void> {
    @StartBundle
    public void start() {
      BUNDLES.incrementAndGet();
    }

    @ProcessElement
    public void process(@Element Integer element) {}
  }

  static int bundles(PTransform<PCollection<Integer>, PCollection<Integer>> shuffle) {
    BUNDLES.set(0);
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(IntStream.range(0, 2000).boxed().toList()))
        .apply(shuffle)
        .apply(ParDo.of(new CountBundles()));
    pipeline.run().waitUntilFinish();
    return BUNDLES.get();
  }

  public static void main(String[] args) {
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    System.out.println("Reshuffle.viaRandomKey: bundles for 2000 elements: " + bundles(Reshuffle.viaRandomKey()));
    System.out.println("Redistribute.arbitrarily: bundles for 2000 elements: " + bundles(Redistribute.arbitrarily()));
    int few = bundles(Redistribute.<Integer>arbitrarily().withNumBuckets(16));
    System.out.println("with 16 buckets: fewer than 200 bundles: " + (few < 200));
  }
}
X
cat > expected <<'X'
version: Beam 2.73.0
Reshuffle.viaRandomKey: bundles for 2000 elements: 2000
Redistribute.arbitrarily: bundles for 2000 elements: 2000
with 16 buckets: fewer than 200 bundles: true
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -cp "$(cat class-path)" Bundles.java
java -cp ".:$(cat class-path)" Bundles > out
cat <<'X'
guess: Reshuffle breaks fusion; what follows still gets bundles of many elements, so a batch that is kept per bundle and
  sent in @FinishBundle pays.
behaviour: the DirectRunner makes one bundle per key, and without a number of buckets every element has a key of its own:
  such a batch always holds one element. withNumBuckets restores bundles.
output:
X
cat out
diff expected out
