#!/bin/sh
# Google's client retries the reading of a secret, not the listing of secrets. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.google.cloud</groupId><artifactId>google-cloud-secretmanager</artifactId><version>2.88.0</version></dependency>
  </dependencies>
</project>
X
cat > Retries.java <<'X'
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import java.util.TreeSet;

public class Retries {
  public static void main(String[] args) {
    SecretManagerServiceSettings.Builder settings = SecretManagerServiceSettings.newBuilder();
    System.out.println(
        "accessSecretVersion: " + new TreeSet<>(settings.accessSecretVersionSettings().getRetryableCodes()));
    System.out.println("listSecrets: " + settings.listSecretsSettings().getRetryableCodes());
    System.out.println("getSecret: " + settings.getSecretSettings().getRetryableCodes());
    System.out.println("listSecretVersions: " + settings.listSecretVersionsSettings().getRetryableCodes());
  }
}
X
cat > expected <<'X'
accessSecretVersion: [RESOURCE_EXHAUSTED, UNAVAILABLE]
listSecrets: []
getSecret: []
listSecretVersions: []
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
java -cp "$(cat class-path)" Retries.java > out
cat <<'X'
version: google-cloud-secretmanager 2.88.0
guess: calls that only read can be repeated, so Google's client retries all of them when the service is unavailable.
behaviour: codes that each call retries by default. Only accessSecretVersion has any: one UNAVAILABLE ends a listing, however
  patient the reading of each secret is.
output:
X
cat out
diff expected out
