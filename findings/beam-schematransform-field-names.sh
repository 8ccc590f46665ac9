#!/bin/sh
# A typed SchemaTransformProvider declares snake_case and accepts camelCase. Needs a JDK 17, Maven and a Maven repository.
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
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
X
mkdir finding
cat > finding/Configuration.java <<'X'
package finding;

import org.apache.beam.sdk.schemas.JavaFieldSchema;
import org.apache.beam.sdk.schemas.annotations.*;

@DefaultSchema(JavaFieldSchema.class)
public class Configuration {
  public final String tableName;

  @SchemaCreate
  public Configuration(String tableName) {
    this.tableName = tableName;
  }
}
X
cat > finding/Names.java <<'X'
package finding;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.apache.beam.sdk.values.*;

public class Names extends TypedSchemaTransformProvider<Configuration> {
  @Override
  public String identifier() {
    return "finding:names";
  }

  @Override
  protected Class<Configuration> configurationClass() {
    return Configuration.class;
  }

  @Override
  protected SchemaTransform from(Configuration configuration) {
    System.out.println("  configured: " + configuration.tableName);
    return new SchemaTransform() {
      @Override
      public PCollectionRowTuple expand(PCollectionRowTuple input) {
        return input;
      }
    };
  }

  static void configure(Schema schema) {
    System.out.println("row of " + schema.getFieldNames());
    try {
      new Names().from(Row.withSchema(schema).addValue("videos").build());
    } catch (RuntimeException e) {
      System.out.println("  raised: " + e.getClass().getName());
    }
  }

  public static void main(String[] args) {
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    configure(new Names().configurationSchema());
    configure(Schema.builder().addStringField("tableName").build());
  }
}
X
cat > expected <<'X'
version: Beam 2.73.0
row of [table_name]
  raised: java.lang.NullPointerException
row of [tableName]
  configured: videos
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -parameters -cp "$(cat class-path)" finding/*.java
java -cp ".:$(cat class-path)" finding.Names > out
cat <<'X'
guess: provider.from(row) takes a row of provider.configurationSchema().
behaviour: configurationSchema() names the fields in snake_case, from(row) finds them in camelCase only: a row of the
  declared schema raises a NullPointerException. Beam renames the fields for configurations of AutoValueSchema alone, not for
  those of JavaFieldSchema, as here.
output:
X
cat out
diff expected out
